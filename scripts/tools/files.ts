// Where the programs are and whether they are the ones their manifests ask for.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Program } from './programs.js';

const CACHE = resolve(import.meta.dirname, '../../.cache/tools');

export const manifestFolder = (program: Program): string => join(import.meta.dirname, program.name);
export const workFolder = (program: Program): string => join(CACHE, 'work', program.name);
export const binaryFile = (binary: string): string => join(CACHE, 'bin', process.platform === 'win32' ? `${binary}.exe` : binary);

const stampFile = (program: Program): string => join(CACHE, `${program.name}.sha256`);

/** Changes with the manifests, the build settings and the machine's kind. Not with Go: a newer one need not build all again. */
function fingerprint(program: Program): string {
  const hash = createHash('sha256').update(JSON.stringify([program, process.platform, process.arch]));
  for (const name of readdirSync(manifestFolder(program)).sort()) {
    hash.update(`\0${name}\0`).update(readFileSync(join(manifestFolder(program), name)));
  }
  return hash.digest('hex');
}

/** What stands in the way of using the program, or nothing when it is built and current. */
export function whyNotCurrent(program: Program): string | undefined {
  const missing = program.binaries.filter((binary) => !existsSync(binaryFile(binary)));
  if (missing.length > 0) return `${missing.join(' and ')} not built`;
  const stamp = existsSync(stampFile(program)) ? readFileSync(stampFile(program), 'utf8') : '';
  return stamp === fingerprint(program) ? undefined : `${program.name} was built from other manifests`;
}

export function markCurrent(program: Program): void {
  writeFileSync(stampFile(program), fingerprint(program));
}
