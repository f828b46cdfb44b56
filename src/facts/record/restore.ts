import type { FieldsOf } from '../../job/input/fields.js';
import { readList, readTime } from '../../job/input/input.js';
import { ATTR_BACKUP_PROVED_TIMESTAMP, ATTR_BACKUP_RESTORE_CHECKS, RESTORE_CHECKS, type RestoreCheck } from '../../semconv.js';
import { definedOnly } from '../../state/job-labels.js';
import type { EventAttributeValue } from '../../events/event.js';
import { openFact, type FactRecorder } from './open-fact.js';

/** What a restore proved. */
export interface RestoreProof {
  /** What was checked of what was restored, and found right. */
  readonly checks?: readonly RestoreCheck[] | undefined;
  /** When the backup ended that was restored, as a date or in milliseconds since the Unix epoch: a restore that works proves nothing newer. */
  readonly backupEndedAt?: Date | number | undefined;
}

const FIELDS: FieldsOf<RestoreProof> = { checks: 1, backupEndedAt: 1 };
const EXAMPLE = { what: 'a proof', fields: FIELDS, example: "{ checks: ['rows'] }" };

/**
 * Records what a run with `operation: 'restore'` proves if it ends as `success`: it leaves with the end of the run. Which backup it proved is
 * said by `proves` of the run, how long it took by its duration.
 *
 * Never throws: a check that nobody knows is a problem, and is left out.
 *
 * @example
 * ```ts
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { recordRestoreProof } from '@wedsync/backup-telemetry/facts';
 *
 * const proves = { runId: '0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11' };
 * await withBackup({ job: 'wedding-db-nightly', operation: 'restore', proves }, (run) => {
 *   recordRestoreProof(run, { checks: ['rows', 'application'], backupEndedAt: new Date('2026-10-23T02:04:00Z') });
 * });
 * ```
 */
export function recordRestoreProof(run: FactRecorder, proof: RestoreProof): void {
  const fact = openFact(run, proof, EXAMPLE, recordRestoreProof);
  if (!fact) return;
  const { run: open, input } = fact;
  if (open.settings.operation !== 'restore') {
    input.reject('the run', 'one with `operation: "restore"`', undefined, 'nothing is recorded');
    return;
  }
  const checks = readList(input, 'checks', `an array of ${RESTORE_CHECKS.join(', ')}`);
  for (const check of checks ?? [])
    if (!RESTORE_CHECKS.includes(check as RestoreCheck)) input.reject('a check', `one of ${RESTORE_CHECKS.join(', ')}`, check);
  const endedMs = readTime(input, 'backupEndedAt');
  const said = definedOnly<EventAttributeValue>({
    [ATTR_BACKUP_RESTORE_CHECKS]: checks && RESTORE_CHECKS.filter((check) => checks.includes(check)),
    [ATTR_BACKUP_PROVED_TIMESTAMP]: endedMs && endedMs / 1_000,
  });
  open.report.said = { ...open.report.said, ...said };
}
