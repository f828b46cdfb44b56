import type { FieldsOf } from '../../job/input/fields.js';
import { readCount } from '../../job/input/input.js';
import { ATTR_BACKUP_PRUNE_REMAINING, ATTR_BACKUP_PRUNE_REMOVING, EVENT_BACKUP_PRUNE_PLANNED } from '../../semconv.js';
import { emitFact, openFact, type FactRecorder } from './open-fact.js';

/** What a prune is about to do. */
export interface PrunePlan {
  /** Copies that it is about to remove. */
  readonly removing: number;
  /** Good copies that it is about to leave. */
  readonly remaining: number;
}

const FIELDS: FieldsOf<PrunePlan> = { removing: 1, remaining: 1 };
const EXAMPLE = { what: 'a plan', fields: FIELDS, example: '{ removing: 5, remaining: 30 }' };

/**
 * Records what a run with `operation: 'prune'` is about to remove, before it does so, of the retention tier of the run. What it left it
 * reports at its end: `retainedCopies`, `oldestCopy`, `newestCopy`.
 *
 * Never throws: a plan without both numbers is a problem, and is not recorded.
 *
 * @example
 * ```ts
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { recordPrunePlan } from '@wedsync/backup-telemetry/facts';
 *
 * await withBackup({ job: 'wedding-db-nightly', operation: 'prune', retentionTier: 'daily' }, (run) => {
 *   recordPrunePlan(run, { removing: 5, remaining: 30 });
 *   run.report({ retainedCopies: 30 });
 * });
 * ```
 */
export function recordPrunePlan(run: FactRecorder, plan: PrunePlan): void {
  const fact = openFact(run, plan, EXAMPLE, recordPrunePlan);
  if (!fact) return;
  const { run: open, input } = fact;
  if (open.settings.operation !== 'prune') {
    input.reject('the run', 'one with `operation: "prune"`', undefined, 'nothing is recorded');
    return;
  }
  const removing = readCount(input, 'removing');
  const remaining = readCount(input, 'remaining');
  if (removing === undefined || remaining === undefined) {
    input.reject('a plan', 'both `removing` and `remaining`', undefined, 'it is not recorded');
    return;
  }
  emitFact(open, EVENT_BACKUP_PRUNE_PLANNED, { [ATTR_BACKUP_PRUNE_REMOVING]: removing, [ATTR_BACKUP_PRUNE_REMAINING]: remaining });
}
