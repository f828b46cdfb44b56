import { readFileSync, statSync } from 'node:fs';
import { BackupTelemetryError } from '../../errors.js';

const REREAD_AFTER_MS = 1_000;
// Whoever writes a file in place is done with it by then.
const STILL_AFTER_MS = 1_000;

/**
 * A file with one secret a line, read again at most once a second, so that a rotation needs no restart. What was changed within the last
 * second may be half written: what was read before stays in use as long.
 */
export interface SecretFile {
  /** @throws BackupTelemetryError `configuration_invalid` as long as the file could never be read */
  readonly read: () => readonly string[];
  /** What stands in it now. @throws BackupTelemetryError `configuration_invalid` when it can not be read, whatever was read before */
  readonly check: () => readonly string[];
}

/**
 * @param options - `onProblem` hears it once when a file that could be read no longer can; its last content stays in use
 */
export function createSecretFile(path: string, { onProblem }: { readonly onProblem: (sentence: string) => void }): SecretFile {
  let known: readonly string[] | undefined;
  let readAt = -Infinity;
  let well = true;

  function readAgain(): readonly string[] {
    readAt = performance.now();
    const lines = readLines(path);
    well = true;
    if (!known || isStill(path)) known = lines;
    return lines;
  }

  return {
    read() {
      const now = performance.now();
      if (known && now - readAt < REREAD_AFTER_MS) return known;
      try {
        const lines = readAgain();
        return known ?? lines;
      } catch (error) {
        if (!known) throw error;
        if (well) onProblem(`${(error as Error).message} The secrets read before stay in use.`);
        well = false;
      }
      return known;
    },
    check: readAgain,
  };
}

/** Looked at after reading: what was changed meanwhile is not. */
function isStill(path: string): boolean {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age < 0 || age >= STILL_AFTER_MS;
}

function readLines(path: string): readonly string[] {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'an unknown error';
    throw new BackupTelemetryError('configuration_invalid', `Expected a readable file ${path} with secrets, got ${reason}.`);
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const secrets = lines.filter((line) => line !== '' && !line.startsWith('#'));
  // Also when it is emptied in mid-rotation: no secret is never what is meant.
  if (secrets.length === 0) {
    throw new BackupTelemetryError('configuration_invalid', `Expected the file ${path} to hold a secret, got an empty one.`);
  }
  return secrets;
}
