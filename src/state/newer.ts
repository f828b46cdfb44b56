import { isFromFuture } from '../policy/clock-tolerance.js';

/**
 * Whether a fact stands against one that comes, each by its own time in seconds since the Unix epoch. What is far ahead of the clock of
 * whoever keeps it stands against nothing: it was believed while that clock was wrong.
 *
 * @param now - Of an SDK the time of its process, of the state of a job the time at which the event came
 */
export function standsAgainst(there: number, comes: number, now: number): boolean {
  return there > comes && !isFromFuture(there, now);
}
