import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a module written in TypeScript into one plain file, for programs that run without a test runner.
 * @template T
 * @param {string} entry path of the module
 * @param {(file: string) => Promise<T> | T} use gets the file, which is gone afterwards
 * @returns {Promise<T>}
 */
export async function withBundle(entry, use) {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const outfile = join(folder, 'main.mjs');
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' });
    return await use(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
