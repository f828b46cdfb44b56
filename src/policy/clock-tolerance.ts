/** A time further than this ahead of the clock of whoever reads it is not believed. */
export const CLOCK_TOLERANCE_MS = 300_000;

/** Whether a time is so far ahead of `now` that it is not believed; both in seconds. */
export function isFromFuture(time: number, now: number): boolean {
  return time > now + CLOCK_TOLERANCE_MS / 1_000;
}
