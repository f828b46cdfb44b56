import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findNode, NPM, pack, QUIET } from '../kit/pack.js';

/** What the tests of the packed package need to know of their hosts. */
export interface Compat {
  /** Holds a folder for each host; undefined where they could not be installed. */
  readonly folder: string | undefined;
  /** The Node binary that the host with OpenTelemetry 3 brings along. */
  readonly otel3Node: string;
}

const execute = promisify(execFile);

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

async function install(target: string, host: string, tarball: string): Promise<void> {
  await cp(join(import.meta.dirname, 'hosts', host), target, { recursive: true });
  await execute(NPM, ['ci', ...QUIET], { cwd: target });
  await execute(NPM, ['install', '--no-save', ...QUIET, tarball], { cwd: target });
  await cp(join(import.meta.dirname, 'programs'), join(target, 'programs'), { recursive: true });
}
