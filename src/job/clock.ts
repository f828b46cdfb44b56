import { attempt } from './attempt.js';

/** Two clocks: one that tells the time, one that measures durations and is never set back. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Start or end time for a span: undefined leaves the SDK its own clock. */
  readonly spanTime: () => number | undefined;
}

/** @param now - Replaces both clocks, for tests and replays; milliseconds since the Unix epoch. */
export function createClock(now?: () => number): Clock {
  if (!now) return { now: Date.now, elapsed: () => performance.now(), spanTime: () => undefined };
  const safeNow = () => {
    const time = attempt(now);
    return Number.isFinite(time) ? (time as number) : Date.now();
  };
  return { now: safeNow, elapsed: safeNow, spanTime: safeNow };
}
