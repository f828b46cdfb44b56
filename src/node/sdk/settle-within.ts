import { within } from '../../untrusted/within.js';

/** Waits for all, whatever becomes of each, and never longer than the limit. Never rejects. */
export function settleWithin(limitMs: number, tasks: readonly (() => Promise<unknown>)[]): Promise<boolean> {
  // In async functions, so that a task that throws is one that rejects.
  const settled = Promise.allSettled(tasks.map(async (task) => task()));
  const done = settled.then((results) => results.every(({ status }) => status === 'fulfilled'));
  return within(limitMs, done, false);
}
