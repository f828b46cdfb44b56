import { orUndefined } from '../../untrusted/calls.js';

// Of a list only its beginning is looked at: one of a million rows would hold a backup up.
const MOST_LOOKED_AT = 1_000;

/** A generator, or a function that makes one: calling it does none of its work. */
export function isGenerator(work: unknown): boolean {
  return Object.prototype.toString.call(work).includes('Generator');
}

/**
 * Whether what a job returned is work that nobody did, or that failed without a throw: a function, a generator, an error, `false`; a stream
 * that goes on, an answer that is no success, a command that runs or failed; a promise or a rejection of `Promise.allSettled` in a list.
 * What a phase returns is for its job to go on with.
 */
export function isUndone(value: unknown): boolean {
  const items = Array.isArray(value) ? value.slice(0, MOST_LOOKED_AT) : [value];
  return (
    typeof value === 'function' ||
    value === false ||
    value instanceof Error ||
    items.some((item) => orUndefined(() => isUnsettled(item as Returned)))
  );
}

type Field = 'then' | 'closed' | 'ok' | 'success' | 'failed' | 'stdout' | 'exitCode' | 'status';
type Returned = Partial<Record<Field, unknown>> | null | undefined;

/**
 * A command is a process of `spawn`, or what `spawnSync`, execa, zx or Bun make of one: its code or status is `null` while it runs,
 * and where a signal ended it.
 */
function isUnsettled(item: Returned): unknown {
  // To ask `undefined`, which is what most jobs return, would throw, and an error costs more than all else that is done for a run.
  if (!item) return false;
  const { stdout, exitCode, status, failed, closed, ok, success } = item;
  if ([closed, success, ok, failed !== true].includes(false)) return true;
  if (stdout !== undefined) return [exitCode, status].some((said) => said || said === null);
  return item.then || isGenerator(item) || (status === 'rejected' && 'reason' in item);
}
