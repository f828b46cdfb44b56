import type { BackupOutcome } from './generated/values.js';

/**
 * Best first: what says that all is well, what says nothing, what holds a part of it, what was given up, what failed. A partial backup may be
 * usable by its policy, a cancelled one never is.
 */
const BEST_FIRST: readonly BackupOutcome[] = ['success', 'skipped', 'partial', 'cancelled', 'timeout', 'failure'];

/** Whether the first of two outcomes of one run is the worse. */
export function isWorseEnd(outcome: BackupOutcome, than: BackupOutcome): boolean {
  return BEST_FIRST.indexOf(outcome) > BEST_FIRST.indexOf(than);
}

/** What a run ended as of which several things are said: the worst. Undefined where nothing is. */
export function worstEnd(readings: readonly (BackupOutcome | undefined)[]): BackupOutcome | undefined {
  return readings.reduce((worst, one) => (one !== undefined && (worst === undefined || isWorseEnd(one, worst)) ? one : worst), undefined);
}
