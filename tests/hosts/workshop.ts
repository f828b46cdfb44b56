import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findNode, NPM, pack, QUIET } from '../kit/pack.js';
import { packageManagers, type ManagerName, type PackageManager } from './package-managers.js';
import type { NodeMajor } from './table.js';

const execute = promisify(execFile);

/** Where the packed package and the tools of the matrix are. */
export interface Workshop {
  readonly folder: string;
  readonly tarball: string;
  readonly node: Readonly<Record<NodeMajor, string>>;
  readonly deno: string;
  readonly bun: string;
  readonly registry: string;
}

/** A host as it was installed. */
export interface InstalledHost {
  readonly folder: string;
  readonly manager: PackageManager;
}

/** A folder in `fixtures/`, and packages to install besides those it names. */
interface Fixture {
  readonly fixture: string;
  readonly adds?: Readonly<Record<string, string>>;
}

/** Packs the package as it would be published and installs the package managers and runtimes, outside this repository. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'backup-telemetry-hosts-')));
  const tools = join(folder, 'tools');
  await cp(join(import.meta.dirname, 'tools'), tools, { recursive: true });
  const [tarball, registry] = await Promise.all([
    pack(folder),
    execute(NPM, ['config', 'get', 'registry']).then(({ stdout }) => stdout.trim()),
    execute(NPM, ['install', '--prefer-offline', ...QUIET], { cwd: tools }),
  ]);
  return {
    folder,
    tarball,
    registry,
    node: { 20: process.execPath, 24: await findNode(tools) },
    deno: join(await onlyFolder(join(tools, 'node_modules/@deno')), 'deno'),
    bun: join(await onlyFolder(join(tools, 'node_modules/@oven')), 'bin/bun'),
  };
}

/** Installs the package into a fresh copy of a host. */
export async function installHost(workshop: Workshop, host: Fixture, managerName: ManagerName, major: NodeMajor): Promise<InstalledHost> {
  const node = workshop.node[major];
  const manager = packageManagers(join(workshop.folder, 'tools'), node, workshop.registry)[managerName];
  const folder = join(workshop.folder, `${host.fixture}-${managerName}-${major}`);
  await cp(join(import.meta.dirname, 'fixtures', host.fixture), folder, { recursive: true });
  await cp(join(import.meta.dirname, 'programs'), folder, { recursive: true });
  await addPackages(folder, { ...host.adds, '@wedsync/backup-telemetry': `file:${workshop.tarball}` });
  const [command = '', ...args] = manager.install;
  const env = { ...process.env, ...manager.env, PATH: pathWith(node) };
  await execute(command, args, { cwd: folder, env, maxBuffer: 64 * 1024 ** 2 }).catch((error: unknown) => {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${manager.title} could not install ${host.fixture}: ${stdout}${stderr}`, { cause: error });
  });
  return { folder, manager };
}

/** Node.js first in the PATH, for package managers and their programs that look for it there. */
export function pathWith(node: string): string {
  return `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`;
}

async function addPackages(folder: string, packages: Readonly<Record<string, string>>): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  await writeFile(file, JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, ...packages } }));
}

/** Of a package with a binary for each platform, the one that was installed. */
async function onlyFolder(scope: string): Promise<string> {
  const [name = ''] = await readdir(scope);
  return join(scope, name);
}
