import { join } from 'node:path';
import type { CliIo } from '../io.js';
import { findHost, type Host } from './hosts.js';
import { detectPackageManager, type PackageManager } from './package-manager.js';
import { createFindPackage, type FindPackage } from './packages.js';
import { readJson } from './read-file.js';
import { resolvesSubpaths } from './tsconfig.js';
import { parseVersion, type Version } from './versions.js';

/** What `init` knows of the project in the current folder. */
export interface Project {
  readonly cwd: string;
  /** Name for the service: the package's, without its scope. */
  readonly service: string;
  readonly isModule: boolean;
  readonly isCommonJs: boolean;
  readonly node: Version;
  readonly packageManager: PackageManager;
  readonly find: FindPackage;
  readonly host: Host | undefined;
  /** @see resolvesSubpaths */
  readonly typescript: boolean | undefined;
}

/** Looks at the project in the current folder; an empty folder is one too. @throws Error when package.json can not be read as JSON */
export function readProject(io: Pick<CliIo, 'cwd' | 'env' | 'nodeVersion'>): Project {
  const manifest = readJson(join(io.cwd, 'package.json'));
  const find = createFindPackage(io.cwd, manifest);
  const name = manifest?.['name'];
  return {
    cwd: io.cwd,
    service: (typeof name === 'string' ? name.replace(/^@[^/]*\//, '').replace(/[^\w.-]/g, '') : '') || 'backups',
    isModule: manifest?.['type'] === 'module',
    isCommonJs: manifest?.['type'] === 'commonjs',
    node: parseVersion(io.nodeVersion) ?? [0, 0, 0],
    packageManager: detectPackageManager(io),
    find,
    host: findHost(io.cwd, find),
    typescript: resolvesSubpaths(io.cwd),
  };
}
