import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CliIo } from '../io.js';
import { isWorkspaceRoot, projectFolders, readJson, readText } from './read-file.js';

/** `yarn` is Yarn 1, `yarn-berry` is Yarn 2 and later. */
export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';

/** The package manager a project uses. */
export interface PackageManager {
  readonly name: PackageManagerName;
  /** What gave it away. */
  readonly from: string;
}

const LOCKFILES: readonly (readonly [string, PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** What the project says of itself counts before what this program was started with. */
export function detectPackageManager({ cwd, env }: Pick<CliIo, 'cwd' | 'env'>): PackageManager {
  const folders = projectFolders(cwd);
  return (
    first(folders, fromManifest) ??
    first(folders, fromLockfile) ??
    fromUserAgent(env['npm_config_user_agent']) ?? { name: 'npm', from: 'nothing says otherwise' }
  );
}

/** Program and arguments that add packages to a project, at exactly the versions found. */
export function installCommand(name: PackageManagerName, cwd: string, packages: readonly string[]): readonly string[] {
  const root = isWorkspaceRoot(cwd);
  switch (name) {
    case 'npm':
      return ['npm', 'install', '--save-exact', ...packages];
    case 'pnpm':
      return ['pnpm', 'add', '--save-exact', ...(root ? ['--workspace-root'] : []), ...packages];
    case 'yarn':
      return ['yarn', 'add', '--exact', ...(root ? ['--ignore-workspace-root-check'] : []), ...packages];
    case 'yarn-berry':
      return ['yarn', 'add', '--exact', ...packages];
    case 'bun':
      return ['bun', 'add', '--exact', ...packages];
  }
}

function first(folders: readonly string[], find: (folder: string) => PackageManager | undefined): PackageManager | undefined {
  for (const folder of folders) {
    const found = find(folder);
    if (found) return found;
  }
  return undefined;
}

function fromManifest(folder: string): PackageManager | undefined {
  const field = readJson(join(folder, 'package.json'))?.['packageManager'];
  return typeof field === 'string' ? named(field.replace(/\+.*$/, ''), '@', 'packageManager in package.json') : undefined;
}

function fromLockfile(folder: string): PackageManager | undefined {
  const found = LOCKFILES.find(([file]) => existsSync(join(folder, file)));
  if (!found) return undefined;
  const [file, name] = found;
  // Only Yarn 2 and later write this heading.
  const berry = name === 'yarn' && /^__metadata:/m.test(readText(join(folder, file)) ?? '');
  return { name: berry ? 'yarn-berry' : name, from: file };
}

/** `pnpm/10.1.0 npm/? node/v24.0.0 linux x64`: set by whatever ran this program. */
function fromUserAgent(agent: string | undefined): PackageManager | undefined {
  return agent === undefined ? undefined : named(agent.split(' ')[0] ?? '', '/', 'started by it');
}

function named(text: string, separator: string, from: string): PackageManager | undefined {
  const [name, version = ''] = text.split(separator);
  if (name === 'yarn') return { name: /^[01]\./.test(version) || version === '' ? 'yarn' : 'yarn-berry', from };
  return name === 'npm' || name === 'pnpm' || name === 'bun' ? { name, from } : undefined;
}
