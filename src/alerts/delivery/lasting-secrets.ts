import { BackupTelemetryError } from '../../errors.js';
import { sentenceOf } from '../options/problems.js';
import { rotating, type Secrets } from '../webhook/rotating.js';
import { startDeadline } from '../deadline.js';

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
    const deadline = startDeadline(withinMs);
    try {
      last = { value: await deadline.race(read) };
      well = true;
      return last.value;
    } catch (error) {
      if (error !== deadline.signal.reason) throw error;
      throw new BackupTelemetryError('configuration_invalid', `Expected \`secrets\` to be read within ${withinMs} ms, got no answer.`);
    } finally {
      deadline.end();
    }
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
