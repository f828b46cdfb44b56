import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

/** The conditions as JavaScript: Node 20 reads no TypeScript, and they are in no bundle by themselves. */
export async function loadConditions() {
  const outfile = join(root, '.cache/conditions/index.mjs');
  await build({
    entryPoints: [join(root, 'src/conditions/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
