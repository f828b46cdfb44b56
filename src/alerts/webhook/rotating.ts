import { BackupTelemetryError } from '../../errors.js';
import { classOf } from '../options/problems.js';

/** One secret or several, or a function that knows those of this moment, or reads them: so they can change without a restart. */
export type Secrets = string | readonly string[] | (() => string | readonly string[] | Promise<string | readonly string[]>);

/** Makes something of secrets, anew only when they have changed. */
export function rotating<T>(secrets: Secrets, make: (secrets: readonly string[]) => Promise<T>): () => Promise<T> {
  let made: { readonly of: string; readonly what: Promise<T> } | undefined;
  return async () => {
    const list = await readSecrets(secrets);
    const of = JSON.stringify(list);
    if (made?.of !== of) made = { of, what: make(list) };
    return made.what;
  };
}

/** The secrets of this moment. @throws BackupTelemetryError `configuration_invalid` for anything but texts; they are not shown */
export async function readSecrets(secrets: Secrets): Promise<readonly string[]> {
  const current: unknown = typeof secrets === 'function' ? await call(secrets) : secrets;
  const all: unknown = typeof current === 'string' ? [current] : current;
  if (!Array.isArray(all)) throw invalid('none', current);
  const odd = all.findIndex((secret) => typeof secret !== 'string');
  if (odd !== -1) throw invalid('one that is none', all[odd]);
  return all as readonly string[];
}

async function call(read: () => unknown): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof BackupTelemetryError) throw error;
    // Its message may hold what was read.
    const got = classOf(error) ?? 'an error';
    throw new BackupTelemetryError('configuration_invalid', `Expected \`secrets\` to be readable, got ${got}.`, { cause: error });
  }
}

function invalid(what: string, got: unknown): BackupTelemetryError {
  return new BackupTelemetryError(
    'configuration_invalid',
    `Expected \`secrets\` to be a text or several, got ${what}: type ${typeof got}.`,
  );
}
