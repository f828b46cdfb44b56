import { BackupTelemetryError } from '../errors.js';
import { sentenceOf } from '../untrusted/error-words.js';
import { invalid } from '../untrusted/invalid.js';
import { within } from '../untrusted/within.js';
import { rotating, type Secrets } from './rotating.js';

const LATE = Symbol('late');

export interface LastingSecretsOptions {
  /** How long reading them may take. */
  readonly withinMs: number;
  /** Hears it once when they can no longer be read, or used. */
  readonly onProblem: (error: BackupTelemetryError) => void;
}

/** Something made of secrets that may change at any time. */
export interface LastingSecrets<T> {
  /** That of the secrets of this moment, else of those before. @throws BackupTelemetryError as long as none could ever be used */
  readonly current: () => Promise<T>;
  /** That of the secrets of this moment. @throws BackupTelemetryError `configuration_invalid` when they can not be used now */
  readonly check: () => Promise<T>;
}

/** A file that is replaced, or a store that is away for a moment, must hold back nothing that the secrets before could have sent. */
export function lastingSecrets<T>(
  secrets: Secrets,
  make: (secrets: readonly string[]) => Promise<T>,
  { withinMs, onProblem }: LastingSecretsOptions,
): LastingSecrets<T> {
  const read = rotating(secrets, make);
  let last: { readonly value: T } | undefined;
  let well = true;

  async function check(): Promise<T> {
    last = { value: await inTime(withinMs, read()) };
    well = true;
    return last.value;
  }

  async function current(): Promise<T> {
    try {
      return await check();
    } catch (error) {
      if (!last) throw error;
      if (well) {
        onProblem(new BackupTelemetryError('configuration_invalid', `${sentenceOf(error)} The secrets read before stay in use.`));
      }
      well = false;
      return last.value;
    }
  }

  return { current, check };
}

/** Most are there at once: a limit is for those that are waited for. */
async function inTime<T>(ms: number, read: Promise<T> | T): Promise<T> {
  if (!(read instanceof Promise)) return read;
  const value = await within(ms, read, LATE);
  if (value === LATE) throw invalid(`\`secrets\` to be read within ${ms} ms`, 'no answer');
  return value;
}
