import type { BackupOutcome } from '../semconv.js';
import type { JobState } from './job-state.js';
import { isWorseEnd } from '../semconv/outcome-order.js';
import type { BackupProof, RecoveryFact, StoredBackup } from './recovery-facts.js';

// Of each tier. So many may be refuted before the newest one that is left is not known here.
const MOST_BACKUPS = 8;
const MOST_TIERS = 20;
// Of each kind. One for each region of each backup above, and more.
const MOST_PROOFS = 32;

/** Adds a fact once, in whatever order facts come, and keeps the newest. What says less good of the same is kept of two. */
export function keepFact(state: JobState, fact: RecoveryFact): JobState {
  if (fact.kind === 'log' || fact.kind === 'retention') return state;
  if (fact.kind === 'backup') return { ...state, backups: keepBackup(state.backups, fact) };
  return { ...state, proofs: keepProof(state.proofs, fact) };
}

/** Forgets the backup of a run that did not end well after all. */
export function dropBackup(state: JobState, runId: string): JobState {
  const backups = state.backups.filter((known) => known.runId !== runId);
  return backups.length === state.backups.length ? state : { ...state, backups };
}

function keepBackup(backups: readonly StoredBackup[], backup: StoredBackup): readonly StoredBackup[] {
  const same = backups.find(({ runId }) => runId === backup.runId);
  // Of two that are said of one run the older data, and else whatever comes first by its text: the same in whatever order they come.
  if (same && (same.startedAt - backup.startedAt || compare(JSON.stringify(same), JSON.stringify(backup))) <= 0) return backups;
  const others = backups.filter((known) => known !== same);
  const all = [...others, backup].sort((one, other) => one.at - other.at || compare(one.runId, other.runId));
  const kept = all.filter(({ tier }, index) => all.slice(index + 1).filter((later) => later.tier === tier).length < MOST_BACKUPS);
  const tiers = [...new Set(kept.map(({ tier }) => tier).reverse())];
  return tiers.length <= MOST_TIERS ? kept : kept.filter(({ tier }) => tiers.indexOf(tier) < MOST_TIERS);
}

function keepProof(proofs: readonly BackupProof[], proof: BackupProof): readonly BackupProof[] {
  const same = proofs.find((known) => known.kind === proof.kind && known.runId === proof.runId && known.at === proof.at);
  if (same && !isWorse(proof, same)) return proofs;
  const all = [...proofs.filter((known) => known !== same), proof].sort(
    (one, other) => one.at - other.at || compare(`${one.kind} ${one.runId}`, `${other.kind} ${other.runId}`),
  );
  return all.filter(({ kind }, index) => all.slice(index + 1).filter((later) => later.kind === kind).length < MOST_PROOFS);
}

const WORSE_FIRST = ['missing', 'mismatch', 'unreachable', 'match'] as const;

function isWorse(proof: BackupProof, than: BackupProof): boolean {
  if (proof.kind === 'comparison' && than.kind === 'comparison')
    return WORSE_FIRST.indexOf(proof.result) < WORSE_FIRST.indexOf(than.result);
  return proof.kind === 'restore' && than.kind === 'restore' && isWorseEnd(proof.outcome, than.outcome);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Outcomes of a restore after which nobody may rely on what was restored. */
export const REFUTING: readonly BackupOutcome[] = ['failure', 'timeout', 'partial'];
