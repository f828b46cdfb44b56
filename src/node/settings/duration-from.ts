import { kindOf } from '../../errors.js';
import { parseDuration, type Duration } from '../../policy/duration.js';
import { defaultCore } from '../../job/default.js';

/**
 * A duration from outside the program, such as an environment variable, for any option that takes one. Where nothing is set it is
 * the fallback; where what is set is no duration, too, and that is a problem that is said and counted. It never throws.
 * A number alone is refused in a text: nobody knows whether `3600` are seconds.
 *
 * @example
 * ```ts
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { durationFrom } from '@wedsync/backup-telemetry/node';
 *
 * const timeout = durationFrom(process.env['BACKUP_TIMEOUT'], '2h');
 * await withBackup({ job: 'wedding-db-nightly', timeout }, (run) => run.report({ bytes: 1024 }));
 * ```
 */
export function durationFrom(value: unknown, fallback: Duration): Duration {
  const stated = typeof value === 'string' ? value.trim() : value;
  if (stated === undefined || stated === null || stated === '') return fallback;
  if (parseDuration(stated) !== undefined) return stated as Duration;
  defaultCore.report(
    'options_invalid',
    `Expected a duration such as "90s", "24h" or "1.5d", got ${kindOf(stated)}; ${String(fallback)} is used.`,
    durationFrom,
  );
  return fallback;
}
