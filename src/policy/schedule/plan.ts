import { BackupTelemetryError } from '../../errors.js';
import { createSchedule, type Schedule } from './create-schedule.js';
import { readMoment } from './moments.js';
import type { Starts } from './starts.js';

/** A time in which no start is expected, such as a maintenance window. It has an end: a pause without one would hide a missing backup for ever. */
export interface Pause {
  /** From this moment on no start is expected. */
  readonly from: Date;
  /** From this moment on starts are expected again. */
  readonly until: Date;
}

/** A schedule, and from when on it holds. */
export interface ScheduleChange {
  /** What holds. */
  readonly schedule: Schedule;
  /** The first of a list holds since ever, and has none. */
  readonly since?: Date | undefined;
}

/**
 * A schedule without the starts that fall into pauses. A run in a pause counts for no expected start.
 *
 * @throws BackupTelemetryError `configuration_invalid` when a pause has no end, or ends before it begins
 *
 * @example
 * ```ts
 * import { schedule, withPauses } from '@wedsync/backup-telemetry/policy';
 *
 * const hourly = schedule({ cron: '0 * * * *', timezone: 'UTC', scheduler: 'kubernetes' });
 * const quiet = withPauses(hourly, [{ from: new Date('2026-06-01T22:00:00Z'), until: new Date('2026-06-02T04:00:00Z') }]);
 * ```
 */
export function withPauses(schedule: Schedule, pauses: readonly Pause[]): Schedule {
  refuseRelative(schedule, 'with pauses');
  const spans = pauses.map(readPause);
  const pauseAt = (moment: number) => spans.find(({ from, until }) => moment >= from && moment < until);
  const starts: Starts = {
    after: (moment, count) =>
      collect(
        count,
        moment,
        (at) => schedule.next(1, new Date(at))[0],
        (at) => {
          const pause = pauseAt(at);
          return pause && pause.until - 1;
        },
      ),
    upTo: (moment, count) =>
      collect(
        count,
        moment + 1,
        (at) => schedule.previous(1, new Date(at - 1))[0],
        (at) => pauseAt(at)?.from,
      ),
  };
  const expectedAt: Schedule['expectedAt'] = (run) => {
    const expected = schedule.expectedAt(run);
    return expected === undefined || pauseAt(expected.getTime()) || (run.scheduledFor === undefined && pauseAt(run.startedAt.getTime()))
      ? undefined
      : expected;
  };
  return createSchedule(starts, schedule, { expectedAt });
}

/**
 * A schedule that was changed: each holds until the next begins.
 *
 * @param changes - In the order of time
 * @throws BackupTelemetryError `configuration_invalid` when there is none, or they are not in the order of time
 *
 * @example
 * ```ts
 * import { schedule, withChanges } from '@wedsync/backup-telemetry/policy';
 *
 * const at = (cron: string) => schedule({ cron, timezone: 'Europe/Berlin', scheduler: 'cron' });
 * const nightly = withChanges([{ schedule: at('30 2 * * *') }, { schedule: at('0 4 * * *'), since: new Date('2026-05-01T12:00:00Z') }]);
 * ```
 */
export function withChanges(changes: readonly ScheduleChange[]): Schedule {
  const spans = changes.map(({ schedule, since }, index) => {
    refuseRelative(schedule, 'in a list of changes');
    const next = changes[index + 1]?.since;
    return {
      schedule,
      from: index === 0 && since === undefined ? -Infinity : readMoment('since', since as Date),
      until: index + 1 === changes.length ? Infinity : readMoment('since', next as Date),
    };
  });
  const last = spans.at(-1);
  if (!last) throw new BackupTelemetryError('configuration_invalid', 'Expected a list of at least one schedule, got none.');
  if (spans.some(({ from, until }) => from >= until)) {
    throw new BackupTelemetryError('configuration_invalid', 'Expected each `since` to be later than the one before.');
  }
  const starts: Starts = {
    after(moment, count) {
      const found: number[] = [];
      for (const { schedule, from, until } of spans) {
        if (until <= moment || found.length === count) continue;
        const next = schedule.next(count - found.length, new Date(Math.max(moment, from - 1)));
        found.push(...next.map((start) => start.getTime()).filter((at) => at < until));
      }
      return found;
    },
    upTo(moment, count) {
      const found: number[] = [];
      for (const { schedule, from, until } of [...spans].reverse()) {
        if (from > moment || found.length === count) continue;
        const previous = schedule.previous(count - found.length, new Date(Math.min(moment, until - 1)));
        found.push(...previous.map((start) => start.getTime()).filter((at) => at >= from));
      }
      return found;
    },
  };
  const describe = () =>
    spans
      .map(({ schedule, from }, index) => (index === 0 ? '' : `from ${schedule.format(new Date(from))} on: `) + schedule.describe())
      .join('; ');
  return createSchedule(starts, { describe, format: last.schedule.format });
}

/** Steps from start to start, over those that are left out. @param skip - Where to go on from, for a start that is left out */
function collect(
  count: number,
  moment: number,
  step: (at: number) => Date | undefined,
  skip: (at: number) => number | undefined,
): readonly number[] {
  const found: number[] = [];
  let at: number | undefined = moment;
  while (found.length < count) {
    at = step(at)?.getTime();
    if (at === undefined) break;
    const onward = skip(at);
    if (onward === undefined) found.push(at);
    else at = onward;
  }
  return found;
}

function readPause({ from, until }: Pause): { readonly from: number; readonly until: number } {
  const span = { from: readMoment('from', from), until: readMoment('until', until) };
  if (span.from < span.until) return span;
  throw new BackupTelemetryError('configuration_invalid', 'Expected a pause to end after it begins.');
}

function refuseRelative({ isRelative }: Schedule, where: string): void {
  if (!isRelative) return;
  throw new BackupTelemetryError(
    'configuration_invalid',
    `Expected a schedule ${where} to have starts of its own: give \`every\` a \`startingAt\`.`,
  );
}
