import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = join(ROOT, 'dist/cli.js');

/** Builds dist/ when something in src/ is newer. */
export async function buildIfOutdated({ signal, onBuild = () => {} }: { signal: AbortSignal; onBuild?: () => void }) {
  const built = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, { parentPath, name }) => Math.max(latest, statSync(join(parentPath, name)).mtimeMs), 0);
  if (newest < built) return;
  onBuild();
  await promisify(execFile)('npm', ['run', 'build', '--silent'], { cwd: ROOT, signal });
}
