import { BackupTelemetryError } from '../../errors.js';
import type { Schedule } from './create-schedule.js';
import { parseSchedule } from './parse-schedule.js';
import type { ScheduleDefinition } from './types.js';

/**
 * When a job is expected to start, by what starts it: a cron expression, a systemd timer, or equal distances.
 *
 * @throws BackupTelemetryError `configuration_invalid` when something is wrong with it, also when it never runs
 *
 * @example
 * ```ts
 * const nightly = schedule({ cron: '30 2 * * 1-5', timezone: 'Europe/Berlin', scheduler: 'cron' });
 * nightly.describe(); // At 02:30, Monday through Friday (Europe/Berlin, by cron)
 * nightly.next(3, new Date()).map((start) => nightly.format(start));
 * ```
 */
export function schedule(definition: ScheduleDefinition): Schedule {
  const parsed = parseSchedule(definition);
  if (parsed.ok) return parsed.schedule;
  throw new BackupTelemetryError('configuration_invalid', parsed.problems.map(({ message }) => message).join(' '));
}
