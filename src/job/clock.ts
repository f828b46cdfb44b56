import { orUndefined } from '../untrusted/calls.js';

/** Two clocks: one with the time of day, one that measures durations and is never set back. And the timers that go with them. Neither throws. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds; `NaN` where the platform has no clock for them. */
  readonly elapsed: () => number;
  /** Calls back after a time, once or again and again, until the returned function is called. Never keeps a process alive. */
  readonly startTimer: (callback: () => void, ms: number, again?: boolean) => () => void;
}

/** A function that returns the time, in milliseconds since the Unix epoch. It may bring timers that follow it. */
export type TimeSource = (() => number) & Partial<Pick<Clock, 'startTimer'>>;

/** The first second of 2001. A host whose clock says less has no clock, and a caller who says less means seconds. */
export const EARLIEST_TIME_MS = 978_307_200_000;

/** The first second of 2100. Who says more means microseconds. */
export const LATEST_TIME_MS = 4_102_444_800_000;

/** @param now - Replaces both clocks, for tests and replays. */
export function createClock(now?: TimeSource): Clock {
  const timers = safeTimers(now?.startTimer ?? startTimer);
  const safeNow = now && (() => finite(orUndefined(now)) ?? Date.now());
  return { now: safeNow ?? (() => Date.now()), elapsed: safeNow ?? monotonic, startTimer: timers };
}

/** Monotonic milliseconds of the real world, whatever clock is injected. */
export function realElapsed(): number {
  return monotonic() || Date.now();
}

/** Whether the platform can be asked for the time. Some edge runtimes stand still at 1970 while modules load. */
export function isTimeKnown(): boolean {
  return Date.now() >= EARLIEST_TIME_MS;
}

function monotonic(): number {
  return finite(orUndefined(() => performance.now())) ?? NaN;
}

function finite(time: unknown): number | undefined {
  return Number.isFinite(time) ? (time as number) : undefined;
}

/** Timers of a host or a test may throw; without one there is no heartbeat, and the backup runs. */
function safeTimers(start: Clock['startTimer']): Clock['startTimer'] {
  return (callback, ms, again) => {
    const stop = orUndefined(() => start(callback, ms, again));
    return () => {
      orUndefined(() => stop?.());
    };
  };
}

function startTimer(callback: () => void, ms: number, again?: boolean): () => void {
  // Both of one moment: fake timers that come or go meanwhile do not know a timer of the others.
  const stop = clearTimeout;
  const timer = (again ? setInterval : setTimeout)(callback, ms);
  (timer as { unref?: () => void }).unref?.();
  // Ends intervals as well: both kinds have their ids from one list (HTML, "Timers"; Node.js alike).
  return () => stop(timer);
}
