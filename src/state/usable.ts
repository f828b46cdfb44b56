import type { JobState } from './job-state.js';
import { REFUTING } from './keep-facts.js';
import type { BackupProof, CopyCompared, CopyStored, RestoreEnded, StoredBackup } from './recovery-facts.js';

/** What is said of the backups of runs, by the ids of these. */
export type Proofs = ReadonlyMap<string, readonly BackupProof[]>;

/** Collects what the jobs that copy, verify and restore say of the backups of others. */
export function proofsByRun(proofs: Iterable<BackupProof>): Proofs {
  const found = new Map<string, BackupProof[]>();
  for (const proof of proofs) {
    if (proof.provedRunId === undefined) continue;
    const known = found.get(proof.provedRunId);
    if (known) known.push(proof);
    else found.set(proof.provedRunId, [proof]);
  }
  return found;
}

/** The same of many states. */
export function proofsOf(states: Iterable<Pick<JobState, 'proofs'>>): Proofs {
  return proofsByRun([...states].flatMap(({ proofs }) => proofs));
}

/** Why nobody may rely on a backup that a run stored. */
export interface Refutation {
  readonly by: 'restore' | 'copies';
  /** When it was found, in seconds since the Unix epoch. */
  readonly at: number;
}

/**
 * What refutes a backup: its newest restore did not end well, or none of its copies is what it should be. A later proof takes back an earlier
 * one; of two of the same time the worse holds. That a copy could not be reached says nothing of it, nor does a restore that was cancelled.
 */
export function refutationOf(backup: StoredBackup, proofs: Proofs): Refutation | undefined {
  const said = proofs.get(backup.runId) ?? [];
  const restores = said.filter((proof): proof is RestoreEnded => proof.kind === 'restore');
  const isRefuting = ({ outcome }: RestoreEnded) => REFUTING.includes(outcome);
  const restore = newestOf(
    restores.filter((ended) => ended.outcome === 'success' || isRefuting(ended)),
    isRefuting,
  );
  if (restore && isRefuting(restore)) return { by: 'restore', at: restore.at };

  const stored = [backup, ...said.filter((proof): proof is CopyStored => proof.kind === 'copy')];
  const compared = said.filter((proof): proof is CopyCompared => proof.kind === 'comparison' && proof.result !== 'unreachable');
  const last = new Map<string, { readonly at: number; readonly isBad: boolean }>();
  // Stores before comparisons: one that was made anew after a mismatch is good again, one of the same time is not.
  for (const { destination, region, at, isBad } of [
    ...stored.map((copy) => ({ ...copy, isBad: false })),
    ...compared.map((copy) => ({ ...copy, isBad: copy.result !== 'match' })),
  ]) {
    const place = `${destination}\n${region ?? ''}`;
    const known = last.get(place);
    if (!known || at > known.at || (at === known.at && isBad)) last.set(place, { at, isBad });
  }
  const places = [...last.values()];
  return places.every(({ isBad }) => isBad) ? { by: 'copies', at: Math.max(...places.map(({ at }) => at)) } : undefined;
}

function newestOf(restores: readonly RestoreEnded[], isWorse: (one: RestoreEnded) => boolean): RestoreEnded | undefined {
  return [...restores].sort((one, other) => one.at - other.at || Number(isWorse(one)) - Number(isWorse(other))).at(-1);
}

/**
 * The newest usable backup of each retention tier of a job, by the name of the tier; of no tier under an empty text. Usable is a backup that
 * succeeded, stored at least one copy and was not refuted since. `undefined` where none that is remembered is.
 */
export function usableBackups({ backups }: Pick<JobState, 'backups'>, proofs: Proofs): Readonly<Record<string, StoredBackup | undefined>> {
  // Without prototype: a tier may have any name.
  const newest = Object.create(null) as Record<string, StoredBackup | undefined>;
  for (const backup of backups) {
    const tier = backup.tier ?? '';
    const known = newest[tier];
    newest[tier] = (!known || backup.startedAt >= known.startedAt) && !refutationOf(backup, proofs) ? backup : known;
  }
  return newest;
}
