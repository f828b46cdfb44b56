import type { FieldsOf } from '../../job/input/fields.js';
import { readCount, readRaw, readTime } from '../../job/input/input.js';
import { ATTR_BACKUP_LOG_GAP_TIMESTAMP, ATTR_BACKUP_LOG_UNTIL_TIMESTAMP, EVENT_BACKUP_LOG_ARCHIVED } from '../../semconv.js';
import { emitFact, openFact, type FactRecorder } from './open-fact.js';

/** How far the log of a database is archived: write-ahead log, binary log, oplog. */
export interface LogArchive {
  /** It is archived up to here, as a date or in milliseconds since the Unix epoch. */
  readonly until: Date | number;
  /** Gaps in what was archived since this was recorded before. @default 0 */
  readonly gaps?: number | undefined;
}

const FIELDS: FieldsOf<LogArchive> = { until: 1, gaps: 1 };
const EXAMPLE = { what: 'an archive', fields: FIELDS, example: '{ until: new Date(), gaps: 0 }' };

/**
 * Records how far the log of a database is archived, of the retention tier of the run: so far point-in-time recovery reaches. With gaps only
 * what ended after them can be replayed further. Gaps of which something was not read are some.
 *
 * Never throws: without a time it is a problem, and is not recorded.
 *
 * @example
 * ```ts
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { recordLogArchive } from '@wedsync/backup-telemetry/facts';
 *
 * await withBackup({ job: 'wedding-db-wal', type: 'log', destination: 's3-eu' }, (run) => {
 *   recordLogArchive(run, { until: new Date('2026-10-23T02:04:00Z'), gaps: 0 });
 * });
 * ```
 */
export function recordLogArchive(run: FactRecorder, archive: LogArchive): void {
  const fact = openFact(run, archive, EXAMPLE, recordLogArchive);
  if (!fact) return;
  const { run: open, input } = fact;
  const untilMs = readTime(input, 'until');
  const gaps = readCount(input, 'gaps');
  const isUnread = input.lost.length > 0 || (gaps === undefined && readRaw(input, 'gaps') !== undefined);
  if (untilMs === undefined) {
    input.reject('an archive', 'up to a time, `until`', undefined, 'it is not recorded');
    return;
  }
  const until = untilMs / 1_000;
  const hasGap = isUnread || (gaps !== undefined && gaps > 0);
  emitFact(open, EVENT_BACKUP_LOG_ARCHIVED, {
    [ATTR_BACKUP_LOG_UNTIL_TIMESTAMP]: until,
    ...(hasGap && { [ATTR_BACKUP_LOG_GAP_TIMESTAMP]: until }),
  });
}
