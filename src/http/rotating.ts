import { isBackupTelemetryError } from '../errors.js';
import { classOf } from '../untrusted/error-words.js';
import { invalid } from '../untrusted/invalid.js';

/** One secret or several, or a function that knows those of this moment, or reads them: so they can change without a restart. */
export type Secrets = string | readonly string[] | (() => string | readonly string[] | Promise<string | readonly string[]>);

/** Makes something of secrets, anew only when they have changed; where they have not, it is there at once. */
export function rotating<T>(secrets: Secrets, make: (secrets: readonly string[]) => Promise<T>): () => Promise<T> | T {
  let made: { readonly of: string; readonly what: Promise<T>; readonly done?: { readonly value: T } } | undefined;
  const makeOf = (list: readonly string[]): Promise<T> | T => {
    const of = JSON.stringify(list);
    if (made?.of === of) return made.done ? made.done.value : made.what;
    const what = make(list);
    made = { of, what };
    return what.then((value) => {
      if (made?.what === what) made = { of, what, done: { value } };
      return value;
    });
  };
  return () => {
    const current = readCurrent(secrets);
    return current instanceof Promise ? current.then((value) => makeOf(asList(value))) : makeOf(asList(current));
  };
}

/** The secrets of this moment. @throws BackupTelemetryError `configuration_invalid` for anything but texts; they are not shown */
export async function readSecrets(secrets: Secrets): Promise<readonly string[]> {
  return asList(await readCurrent(secrets));
}

function asList(current: unknown): readonly string[] {
  const all: unknown = typeof current === 'string' ? [current] : current;
  if (!Array.isArray(all)) throw noText('none', current);
  const odd = all.findIndex((secret) => typeof secret !== 'string');
  if (odd !== -1) throw noText('one that is none', all[odd]);
  return all as readonly string[];
}

/** What was given; a promise, also one of another library, as a promise of this one. */
function readCurrent(secrets: Secrets): unknown {
  if (typeof secrets !== 'function') return secrets;
  try {
    const read: unknown = secrets();
    const isPromise = typeof read === 'object' && read !== null && 'then' in read && typeof read.then === 'function';
    return isPromise ? Promise.resolve(read).catch(unreadable) : read;
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(error: unknown): never {
  if (isBackupTelemetryError(error)) throw error;
  // Its message may hold what was read.
  throw invalid('`secrets` to be readable', classOf(error) ?? 'an error', { cause: error });
}

function noText(what: string, came: unknown): Error {
  return invalid('`secrets` to be a text or several', `${what}: type ${typeof came}`);
}
