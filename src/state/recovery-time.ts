import type { RestoreEnded } from './recovery-facts.js';

/** How long restores take. In seconds. */
export interface RecoveryTime {
  /** Restores that succeeded and said how long they took. */
  readonly count: number;
  /** How long the newest took. */
  readonly last: number;
  /** So long at most took 95 of 100, by the nearest rank: of fewer than 20 the longest. */
  readonly p95: number;
  /** By so much longer they become each day: the median of the slopes between each two (Theil and Sen). `undefined` below three. */
  readonly trendPerDay?: number | undefined;
}

const DAY = 86_400;
const MOST = 200;

/** Recovery time by drills and real restores that succeeded, the newest 200; `undefined` where there is none. */
export function recoveryTimeOf(restores: readonly RestoreEnded[]): RecoveryTime | undefined {
  const took = restores
    .flatMap(({ at, outcome, duration }) => (outcome === 'success' && duration !== undefined ? [{ at, duration }] : []))
    .sort((one, other) => one.at - other.at || one.duration - other.duration)
    .slice(-MOST);
  const last = took.at(-1);
  if (!last) return undefined;
  const durations = took.map(({ duration }) => duration).sort((one, other) => one - other);
  const slopes = took.flatMap((one, index) =>
    took.slice(index + 1).flatMap((other) => (other.at > one.at ? ((other.duration - one.duration) / (other.at - one.at)) * DAY : [])),
  );
  return {
    count: took.length,
    last: last.duration,
    p95: durations[Math.ceil(durations.length * 0.95) - 1] ?? last.duration,
    ...(took.length >= 3 && slopes.length > 0 && { trendPerDay: medianOf(slopes) }),
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
