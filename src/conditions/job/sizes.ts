import { DEFAULTS } from '../../policy/defaults.js';
import type { JobState } from '../../state/job-state.js';

/**
 * Sizes of the newest success and those of the 31 days before it that are of its type and said their size, newest last.
 * Of a job that succeeds more seldom, its last five.
 */
export function comparableSizes({ successes }: JobState): readonly number[] {
  const last = successes.at(-1);
  const alike = successes.filter(({ type, size }) => type === last?.type && size !== undefined);
  const lately = alike.filter(({ at }) => last !== undefined && at > last.at - DEFAULTS.medianWindow);
  const compared = lately.length < DEFAULTS.medianRuns ? alike.slice(-DEFAULTS.medianRuns) : lately;
  return compared.flatMap(({ size }) => size ?? []);
}

/** The middle one, or the mean of the two in the middle: one broken run among many does not move it. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
