import { resolve } from 'node:path';
import { isBackupTelemetryError } from '../../errors.js';
import { createSecretFile } from '../../server/secret-file.js';

/** The first token of a file that may read: alone on its line, or in a line of the monitor's own file. */
export function readToken(cwd: string, path: string): { readonly token: string } | { readonly problem: string } {
  let lines: readonly string[];
  try {
    lines = createSecretFile(resolve(cwd, path)).check();
  } catch (error) {
    const why = isBackupTelemetryError(error) ? error.message : 'it could not be read';
    return { problem: `--token-file ${path}: ${why}` };
  }
  for (const line of lines) {
    const words = line.split(/\s+/);
    const [first = '', roles = '', token = ''] = words;
    if (words.length === 1) return { token: first };
    if (words.length === 3 && roles.split(',').includes('read')) return { token };
  }
  return { problem: `--token-file ${path}: expected a token alone on its line, or a line such as "reader read TOKEN", got neither` };
}
