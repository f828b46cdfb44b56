import { closeSync, constants, fstatSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import { isBackupTelemetryError } from '../errors.js';
import { invalid } from '../untrusted/invalid.js';

const REREAD_AFTER_MS = 1_000;
// Whoever writes a file in place is done with it by then.
const STILL_AFTER_MS = 1_000;
const MAX_BYTES = 65_536;

/**
 * A file with one secret a line, read again at most once a second, so that a rotation needs no restart. What was changed within the last
 * second may be half written: what was read before counts as long.
 */
export interface SecretFile {
  /** @throws BackupTelemetryError `configuration_invalid` when it could not be read; whoever uses the secrets keeps those of before */
  readonly read: () => readonly string[];
  /** What stands in it now; as long as it does not change, the same list. @throws BackupTelemetryError `configuration_invalid` when it can not be read */
  readonly check: () => readonly string[];
}

export function createSecretFile(path: string): SecretFile {
  let still: readonly string[] | undefined;
  let failed: unknown;
  let readAt = -Infinity;
  let seen: { readonly stamp: string; readonly lines: readonly string[] } | undefined;

  function readAgain(): void {
    readAt = performance.now();
    failed = undefined;
    try {
      const lines = check();
      if (!still || isStill(statsOf(path)?.mtimeMs)) still = lines;
    } catch (error) {
      failed = error;
    }
  }

  function check(): readonly string[] {
    const before = statsOf(path);
    if (before && seen?.stamp === stampOf(before)) return seen.lines;
    const lines = readLines(path);
    // One that was changed a moment ago could change again without another time.
    seen = before && isStill(before.ctimeMs) ? { stamp: stampOf(before), lines } : undefined;
    return lines;
  }

  return {
    read() {
      if (performance.now() - readAt >= REREAD_AFTER_MS) readAgain();
      if (failed !== undefined || !still) throw failed;
      return still;
    },
    check,
  };
}

function isStill(changedAt: bigint | undefined): boolean {
  const age = Date.now() - Number(changedAt ?? Date.now());
  return age < 0 || age >= STILL_AFTER_MS;
}

/** Nothing where it cannot be looked at: reading it says why. */
function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs, mode }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs, mode].join();
}

function readLines(path: string): readonly string[] {
  const lines = readText(path).split(/\r?\n/);
  const secrets = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  // Also when it is emptied in mid-rotation: no secret is never what is meant.
  if (secrets.length === 0) throw invalid(`the file ${path} to hold a secret`, 'an empty one');
  return secrets;
}

/** A pipe would be waited for and a device read for ever: neither is opened to wait, and both are refused before anything is read. */
function readText(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const kind = fileKindOf(fstatSync(file, { bigint: true }));
    if (kind !== undefined) throw invalid(`${path} to be a regular file with secrets`, kind);
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    let size = 0;
    for (let got = -1; got !== 0 && size < bytes.length; size += got) got = readSync(file, bytes, size, bytes.length - size, null);
    if (size > MAX_BYTES) throw invalid(`the file ${path} with secrets to hold at most ${MAX_BYTES} bytes`, 'a larger one');
    return bytes.toString('utf8', 0, size);
  } catch (error) {
    if (isBackupTelemetryError(error)) throw error;
    throw invalid(`a readable file ${path} with secrets`, (error as NodeJS.ErrnoException).code ?? 'an unknown error');
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What it is instead of a regular file. */
function fileKindOf(stats: BigIntStats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'something else';
}
