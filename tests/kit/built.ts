import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');

/** Puts what the package consists of into a folder of the caller's own, so that whoever works with `dist` at the moment is not disturbed. */
export async function putBuilt(folder: string): Promise<void> {
  // In CI nobody changes what was built, and to build takes longer than most tests.
  if (process.env['CI'] && isCurrent()) return cp(DIST, folder, { recursive: true });
  const tsup = join(ROOT, 'node_modules/tsup/dist/cli-default.js');
  await promisify(execFile)(process.execPath, [tsup, '--silent', '--out-dir', folder], { cwd: ROOT });
}

/** Whether `dist` is whole, and newer than all it was made of. */
function isCurrent(): boolean {
  const { exports, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: unknown; bin: unknown };
  const published = [...JSON.stringify([exports, bin]).matchAll(/"(?:\.\/)?(dist\/[^"*]+)"/g)].map(([, file = '']) => join(ROOT, file));
  if (!published.every((file) => existsSync(file))) return false;
  const sources = [
    ...readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).map((path) => join(ROOT, 'src', path)),
    ...['package.json', 'tsconfig.json', 'tsup.config.ts'].map((file) => join(ROOT, file)),
  ];
  const oldest = Math.min(...published.map((file) => statSync(file).mtimeMs));
  return sources.every((source) => statSync(source).mtimeMs < oldest);
}
