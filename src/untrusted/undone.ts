import { orUndefined, tagOf } from './calls.js';

// A list of rows may be of any length: so many are looked at, which takes milliseconds.
const MOST_LOOKED_AT = 10_000;

/** A generator, or a function that makes one: calling it does none of its work. */
export function isGenerator(work: unknown): boolean {
  return tagOf(work).includes('Generator');
}

/**
 * Whether what a function returned is work that was not done, or that failed without a throw: a function, a generator, an error, `false`; a
 * stream that goes on, an answer that is no success, a command that runs or failed; a promise or a rejection of `Promise.allSettled` in a
 * list. What cannot be looked at may be any of these.
 */
export function isUndone(value: unknown): boolean {
  try {
    if (!Array.isArray(value)) return typeof value === 'function' || value === false || isError(value) || isUnsettled(value as Looked);
    // Index by index: the methods of a list may be somebody's own.
    for (let index = 0; index < value.length && index < MOST_LOOKED_AT; index += 1) if (isUnsettled(value[index] as Looked)) return true;
    return false;
  } catch {
    return true;
  }
}

/** Whether what a function returned says that nothing was done: `false`, a generator, an error, an answer that is no success. */
export function isRefusal(value: unknown): boolean {
  try {
    const { ok, success } = Object(value) as Readonly<Record<string, unknown>>;
    return [value, ok, success].includes(false) || isGenerator(value) || isError(value);
  } catch {
    return true;
  }
}

/** Also one of another realm. What is only asked what it extends may throw. */
function isError(value: unknown): boolean {
  return orUndefined(() => value instanceof Error) === true || /Error|Exception/.test(tagOf(value));
}

type Field = 'then' | 'stdout' | 'exitCode' | 'status' | 'code' | 'failed' | 'closed' | 'ok' | 'success';
type Looked = Partial<Record<Field, unknown>> | null | undefined;

/**
 * A command is a process of `spawn`, or what `spawnSync`, execa, zx, shelljs or Bun make of one: its code or status is `null` while it runs,
 * and where a signal ended it.
 */
function isUnsettled(item: Looked): boolean {
  // To ask `undefined`, which is what most jobs return, would throw, and an error costs more than all else that is done for a run.
  if (!item) return false;
  // First: to ask a command for its output says that somebody will read it.
  if (item.then || isGenerator(item)) return true;
  const { stdout, exitCode, code, status, failed, closed, ok, success } = item;
  if ([closed, success, ok, failed !== true].includes(false)) return true;
  if (stdout !== undefined) return [exitCode, status, code].some((said) => said || said === null);
  return status === 'rejected' && 'reason' in item;
}
