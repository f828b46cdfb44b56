import { DEFAULTS } from './defaults.js';
import type { TrackedJob } from './tracked-job.js';

/** Sizes of the successes in the last 31 days that are of the type of the newest one and said their size, newest last. */
export function comparableSizes({ successes }: TrackedJob, now: number): readonly number[] {
  const type = successes.at(-1)?.type;
  return successes
    .filter((success) => success.type === type && success.at > now - DEFAULTS.medianWindow)
    .flatMap(({ size }) => (size === undefined ? [] : [size]));
}

/** The middle one, or the mean of the two in the middle: one broken run among many does not move it. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
