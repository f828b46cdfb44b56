// A list of rows may be of any length: so many are looked at, which takes milliseconds.
const MOST_LOOKED_AT = 100_000;

/** A generator, or a function that makes one: calling it does none of its work. */
export function isGenerator(work: unknown): boolean {
  return tagOf(work).includes('Generator');
}

/**
 * Whether what a job returned is work that nobody did, or that failed without a throw: a function, a generator, an error, `false`; a stream
 * that goes on, an answer that is no success, a command that runs or failed; a promise or a rejection of `Promise.allSettled` in a list.
 * What a phase returns is for its job to go on with. What cannot be looked at may be any of these.
 */
export function isUndone(value: unknown): boolean {
  try {
    if (!Array.isArray(value))
      return typeof value === 'function' || value === false || tagOf(value).includes('Error') || isUnsettled(value as Looked);
    // Index by index: the methods of a list may be somebody's own.
    for (let index = 0; index < value.length && index < MOST_LOOKED_AT; index += 1) if (isUnsettled(value[index] as Looked)) return true;
    return false;
  } catch {
    return true;
  }
}

/** What it is, of whatever realm, without asking what it extends: that may throw. */
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

type Looked = Readonly<Record<string, unknown>> | null | undefined;

/**
 * A command is a process of `spawn`, or what `spawnSync`, execa, zx, shelljs or Bun make of one: its code or status is `null` while it runs,
 * and where a signal ended it.
 */
function isUnsettled(item: Looked): boolean {
  // To ask `undefined`, which is what most jobs return, would throw, and an error costs more than all else that is done for a run.
  if (!item) return false;
  // First: to ask a command for its output says that somebody will read it.
  if (item.then || isGenerator(item)) return true;
  const { stdout, exitCode, status, code, failed, closed, ok, success, error } = item;
  if ((error as Looked)?.['message'] || [closed, success, ok, failed !== true].includes(false)) return true;
  if (stdout !== undefined) return [exitCode, status, code].some((said) => said || said === null);
  return status === 'rejected' && 'reason' in item;
}
