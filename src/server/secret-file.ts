import { readFileSync, statSync } from 'node:fs';
import { BackupTelemetryError } from '../errors.js';

const REREAD_AFTER_MS = 1_000;
// Whoever writes a file in place is done with it by then.
const STILL_AFTER_MS = 1_000;

/**
 * A file with one secret a line, read again at most once a second, so that a rotation needs no restart. What was changed within the last
 * second may be half written: what was read before counts as long.
 */
export interface SecretFile {
  /** @throws BackupTelemetryError `configuration_invalid` when it could not be read; whoever uses the secrets keeps those of before */
  readonly read: () => readonly string[];
  /** What stands in it now. @throws BackupTelemetryError `configuration_invalid` when it can not be read */
  readonly check: () => readonly string[];
}

export function createSecretFile(path: string): SecretFile {
  let still: readonly string[] | undefined;
  let failed: unknown;
  let readAt = -Infinity;

  function readAgain(): void {
    readAt = performance.now();
    failed = undefined;
    try {
      const lines = readLines(path);
      if (!still || isStill(path)) still = lines;
    } catch (error) {
      failed = error;
    }
  }

  return {
    read() {
      if (performance.now() - readAt >= REREAD_AFTER_MS) readAgain();
      if (failed !== undefined || !still) throw failed;
      return still;
    },
    check: () => readLines(path),
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
