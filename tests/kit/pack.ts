import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { putBuilt } from './built.js';

const execute = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');

/** The npm that belongs to this Node.js. */
export const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Options that let npm only do what it was asked for. */
export const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Packs the package as it would be published, into the folder given. Returns the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  await mkdir(stage);
  await putBuilt(join(stage, 'dist'));
  for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    if (existsSync(join(ROOT, file))) await cp(join(ROOT, file), join(stage, file));
  }
  const { stdout } = await execute(NPM, ['pack', '--json', ...QUIET, '--pack-destination', folder], { cwd: stage });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, packed.filename);
}

/** A Node binary among the optional dependencies of a folder: the one that fits this machine; npm leaves the others out. */
export async function findNode(folder: string): Promise<string> {
  const { optionalDependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  for (const name of Object.keys(optionalDependencies)) {
    const installed = join(folder, 'node_modules', name);
    if (!existsSync(installed)) continue;
    const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { bin: { node: string } };
    return join(installed, bin.node);
  }
  throw new Error(`No Node 24 for ${process.platform} ${process.arch} among the optional dependencies of ${folder}.`);
}
