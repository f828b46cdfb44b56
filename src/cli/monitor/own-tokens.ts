import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNERS = [
  ['sender', 'ingest'],
  ['reader', 'read,scrape'],
] as const;

/**
 * Makes a file of tokens for this machine where there is none, readable by its owner only.
 *
 * @throws what the file system says
 */
export function makeTokenFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lines = OWNERS.map(([name, roles]) => `${name} ${roles} ${randomBytes(32).toString('base64url')}`);
  try {
    writeFileSync(path, `${lines.join('\n')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
