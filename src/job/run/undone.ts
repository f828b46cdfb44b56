import { orUndefined } from '../../untrusted/calls.js';

// Of a list only its beginning is looked at: one of a million rows would hold a backup up.
const MOST_LOOKED_AT = 1_000;

/** A function of which a call does none of its work: `function*`. */
export function isGeneratorFunction(work: unknown): boolean {
  return Object.prototype.toString.call(work).includes('Generator');
}

/**
 * Whether what a job returned is work that nobody did, or that failed without a throw: a function, a generator, an error, a process that
 * runs; a promise or a rejection of `Promise.allSettled` in a list. What a phase returns is for its job to go on with.
 */
export function isUndone(value: unknown): boolean {
  const items = Array.isArray(value) ? value.slice(0, MOST_LOOKED_AT) : [value];
  return typeof value === 'function' || value instanceof Error || items.some((item) => orUndefined(() => isUnsettled(item as Unsettled)));
}

type Unsettled = Partial<Record<'throw' | 'then' | 'reason' | 'status' | 'kill' | 'exitCode', unknown>>;

/** A generator has the method `throw`, and nothing else has. */
function isUnsettled(item: Unsettled | undefined | null): unknown {
  // To ask `undefined`, which is what most jobs return, would throw, and an error costs more than all else that is done for a run.
  return item && (item.throw || item.then || (item.reason && item.status) || (item.kill && item.exitCode !== 0));
}
