import type { BackupProof, LogArchived, RecoveryFact, RetentionApplied, StoredBackup } from './recovery-facts.js';
import { proofsByRun, refutationOf } from './usable.js';

/** A stretch of an archived log without a gap. In seconds since the Unix epoch. */
export interface LogRun {
  readonly from: number;
  readonly until: number;
  /** What was said of it, oldest first. */
  readonly said: readonly LogArchived[];
}

/**
 * The backups that can be restored by all that is known, oldest first. Log alone restores nothing; of a chain the least is asked that every
 * tool needs, a backup that stands alone and ended before.
 */
export function usableOf(facts: readonly RecoveryFact[]): readonly StoredBackup[] {
  const proofs = proofsByRun(facts.filter((fact): fact is BackupProof => ['copy', 'comparison', 'restore'].includes(fact.kind)));
  const usable = facts
    .filter((fact): fact is StoredBackup => fact.kind === 'backup' && !refutationOf(fact, proofs))
    .sort((one, other) => one.at - other.at);
  return usable.filter((backup) => standsAlone(backup) || (backup.type !== 'log' && usable.some((base) => isBaseOf(base, backup))));
}

/** The same without what retention removed since: what ended before the oldest copy that it left. */
export function keptOf(facts: readonly RecoveryFact[]): readonly StoredBackup[] {
  const applied = facts.filter((fact): fact is RetentionApplied => fact.kind === 'retention');
  return usableOf(facts.filter((fact) => fact.kind !== 'backup' || !applied.some((retention) => removes(retention, fact))));
}

function standsAlone({ type }: StoredBackup): boolean {
  return type !== 'log' && type !== 'incremental' && type !== 'differential';
}

function isBaseOf(base: StoredBackup, backup: StoredBackup): boolean {
  return standsAlone(base) && base.at <= backup.startedAt;
}

function removes({ at, tier, copies, oldest = -Infinity }: RetentionApplied, backup: StoredBackup): boolean {
  return backup.tier === tier && backup.at <= at && (copies === 0 || backup.at < oldest);
}

/**
 * The archived log in stretches without a gap. Where gaps are said to be nobody knows where they lie: all since the log was said to be
 * complete before is none. What is said first is of its own moment only.
 */
export function logRunsOf(facts: readonly RecoveryFact[]): readonly LogRun[] {
  const runs: { from: number; until: number; said: LogArchived[] }[] = [];
  const logs = facts.filter((fact): fact is LogArchived => fact.kind === 'log');
  // Of two of the same time the one with gaps comes first: it breaks the stretch before.
  for (const log of logs.sort((one, other) => one.until - other.until || Number(other.hasGap) - Number(one.hasGap))) {
    const last = runs.at(-1);
    if (!last || log.hasGap) runs.push({ from: log.until, until: log.until, said: [log] });
    else {
      last.until = log.until;
      last.said.push(log);
    }
  }
  return runs;
}
