/** What holds while one record is cleaned: how long it may take, and where its texts were cut before. */
export interface Frame {
  /** Runs with a time budget of its own; `cutAt` is the length at which the record's SDK cuts texts, or {@link UNCUT}. */
  readonly within: <Result>(cutAt: number | undefined, run: () => Result) => Result;
  /** Runs without a budget, for texts that nobody cuts: what is cleaned once and kept, and what this package itself records. */
  readonly unhurried: <Result>(run: () => Result) => Result;
  /** Whether the time is over: what is left is dropped. */
  readonly isOver: () => boolean;
  /** Whether a text of this length was cut by somebody before. */
  readonly isCut: (length: number) => boolean;
  /** Starts a batch, which has the time of ten records: says whether it is over. */
  readonly startBatch: () => () => boolean;
}

/** Instead of a length: no SDK cuts these values. */
export const UNCUT = -1;
const RECORDS_OF_A_BATCH = 10;

/** One frame for one sanitizer: nothing in it waits, so records never overlap. */
export function createFrame(budgetMs: number, cutAt: readonly number[], now: () => number): Frame {
  let end = Infinity;
  let ownLimit = 0;
  const set = <Result>(nextEnd: number, nextLimit: number, run: () => Result): Result => {
    const before = [end, ownLimit] as const;
    [end, ownLimit] = [nextEnd, nextLimit];
    try {
      return run();
    } finally {
      [end, ownLimit] = before;
    }
  };
  return {
    // A frame inside another has no more time than that.
    within: (limit, run) => set(Math.min(end, now() + budgetMs), limit ?? ownLimit, run),
    unhurried: (run) => set(Infinity, UNCUT, run),
    // A clock that fails says nothing about time, so the time is over.
    isOver: () => end !== Infinity && !(now() <= end),
    isCut: (length) => length > 0 && ownLimit !== UNCUT && (length === ownLimit || cutAt.includes(length)),
    startBatch() {
      const last = now() + budgetMs * RECORDS_OF_A_BATCH;
      return () => !(now() <= last);
    },
  };
}
