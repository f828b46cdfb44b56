import { attempt } from './attempt.js';

/** Two clocks: one that tells the time, one that measures durations and is never set back. And the timers that go with them. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Start or end time for a span; left out where the SDK has its own clock. */
  readonly spanTime?: () => number;
  /** Calls back after a time, once or again and again, until the returned function is called. Never keeps a process alive. */
  readonly startTimer: (callback: () => void, ms: number, again?: boolean) => () => void;
}

/** A function that tells the time, in milliseconds since the Unix epoch. It may bring timers that follow it. */
export type TimeSource = (() => number) & Partial<Pick<Clock, 'startTimer'>>;

/** @param now - Replaces both clocks, for tests and replays. */
export function createClock(now?: TimeSource): Clock {
  // Looked up at each call: fake timers of a test may come and go at any time.
  if (!now) return { startTimer, now: () => Date.now(), elapsed: () => performance.now() };
  const safeNow = () => {
    const time = attempt(now);
    return Number.isFinite(time) ? (time as number) : Date.now();
  };
  return { now: safeNow, elapsed: safeNow, spanTime: safeNow, startTimer: now.startTimer ?? startTimer };
}

function startTimer(callback: () => void, ms: number, again?: boolean): () => void {
  // Both of one moment: fake timers that come or go meanwhile do not know a timer of the others.
  const stop = clearTimeout;
  const timer = (again ? setInterval : setTimeout)(callback, ms);
  (timer as { unref?: () => void }).unref?.();
  // Ends intervals as well: both kinds have their ids from one list (HTML, "Timers"; Node.js alike).
  return () => stop(timer);
}
