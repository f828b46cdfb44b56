import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NPM, QUIET } from '../kit/pack.js';

export type ManagerName = 'npm' | 'pnpm' | 'yarn1' | 'yarn4';

/** How a package manager installs a project, and how a program in it is started. */
export interface PackageManager {
  readonly title: string;
  readonly install: readonly string[];
  /** Stands before the options of Node and the program. */
  readonly node: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

// Outside the projects, so that each package is downloaded once.
const CACHE = resolve(import.meta.dirname, '../../.cache/hosts');

/** @param tools the folder that the package managers are installed in */
export function packageManagers(tools: string, node: string, registry: string): Readonly<Record<ManagerName, PackageManager>> {
  const script = (path: string) => join(tools, 'node_modules', path);
  const yarn4 = script('@yarnpkg/cli-dist/bin/yarn.js');
  const plain = { node: [node], env: {} };
  return {
    npm: { ...plain, title: 'npm', install: [NPM, 'install', '--prefer-offline', ...QUIET] },
    pnpm: {
      ...plain,
      title: `pnpm ${versionOf('pnpm')}`,
      install: [node, script('pnpm/bin/pnpm.cjs'), 'install', '--no-frozen-lockfile', '--store-dir', join(CACHE, 'pnpm')],
      env: { npm_config_registry: registry },
    },
    yarn1: {
      ...plain,
      title: `Yarn ${versionOf('yarn')}`,
      install: [
        node,
        script('yarn/bin/yarn.js'),
        'install',
        '--non-interactive',
        '--ignore-scripts',
        '--cache-folder',
        join(CACHE, 'yarn1'),
      ],
      env: { YARN_REGISTRY: registry },
    },
    // As it comes: without node_modules, so that each import has to be a declared one.
    yarn4: {
      title: `Yarn ${versionOf('@yarnpkg/cli-dist')}`,
      install: [node, yarn4, 'install'],
      node: [node, yarn4, 'node'],
      env: {
        YARN_NPM_REGISTRY_SERVER: registry,
        YARN_GLOBAL_FOLDER: join(CACHE, 'yarn4'),
        YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
        YARN_ENABLE_SCRIPTS: 'false',
        YARN_ENABLE_TELEMETRY: 'false',
      },
    },
  };
}

function versionOf(name: string): string {
  const file = join(import.meta.dirname, 'tools/package.json');
  const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
  return dependencies[name] ?? 'unknown';
}
