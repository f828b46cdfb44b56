import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What the tests of the packed package need to know of their hosts. */
export interface Compat {
  /** Holds a folder for each host; undefined where they could not be installed. */
  readonly folder: string | undefined;
  /** The Node binary that the host with OpenTelemetry 3 brings along. */
  readonly otel3Node: string;
}

const execute = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Packs the package as it would be published and installs it into copies of the hosts, outside this repository. */
export async function prepareHosts(): Promise<Compat> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'backup-telemetry-')));
  try {
    const tarball = await pack(folder);
    for (const host of ['bare', 'jest', 'otel2', 'otel3']) await install(join(folder, host), host, tarball);
    return { folder, otel3Node: await findNode(join(folder, 'otel3')) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Builds into a folder of its own, so that whoever works with `dist` at the moment is not disturbed. */
async function pack(folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  await mkdir(stage);
  await execute(process.execPath, [join(ROOT, 'node_modules/tsup/dist/cli-default.js'), '--silent', '--out-dir', join(stage, 'dist')], {
    cwd: ROOT,
  });
  for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    if (existsSync(join(ROOT, file))) await cp(join(ROOT, file), join(stage, file));
  }
  const { stdout } = await execute(NPM, ['pack', '--json', ...QUIET, '--pack-destination', folder], { cwd: stage });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, packed.filename);
}

async function install(target: string, host: string, tarball: string): Promise<void> {
  await cp(join(import.meta.dirname, 'hosts', host), target, { recursive: true });
  await execute(NPM, ['ci', ...QUIET], { cwd: target });
  await execute(NPM, ['install', '--no-save', ...QUIET, tarball], { cwd: target });
  await cp(join(import.meta.dirname, 'programs'), join(target, 'programs'), { recursive: true });
}

/** The optional dependency whose binary fits this machine; npm leaves the others out. */
async function findNode(host: string): Promise<string> {
  const { optionalDependencies } = JSON.parse(await readFile(join(host, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  for (const name of Object.keys(optionalDependencies)) {
    const folder = join(host, 'node_modules', name);
    if (!existsSync(folder)) continue;
    const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { bin: { node: string } };
    return join(folder, bin.node);
  }
  throw new Error(`No Node 24 for ${process.platform} ${process.arch} among the optional dependencies of ${host}.`);
}
