import { join } from 'node:path';
import { foldersUpFrom, readJson } from './read-file.js';
import { parseVersion, type Version } from './versions.js';

/** A package as a project has it. */
export interface FoundPackage {
  readonly name: string;
  /** Version in node_modules, else the lowest one the project's range allows; `undefined` when neither is a version. */
  readonly version: Version | undefined;
  /** Whether the project's own package.json names it, or only another package brought it. */
  readonly declared: boolean;
  readonly installed: boolean;
}

/** Looks a package up; `undefined` when the project does not have it. */
export type FindPackage = (name: string) => FoundPackage | undefined;

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Makes the look-up for a project with this package.json. */
export function createFindPackage(cwd: string, manifest: Readonly<Record<string, unknown>> | undefined): FindPackage {
  const ranges = Object.assign({}, ...FIELDS.map((field) => manifest?.[field])) as Readonly<Record<string, unknown>>;
  return (name) => {
    const range = Object.hasOwn(ranges, name) ? String(ranges[name]) : undefined;
    const installed = installedVersion(cwd, name);
    if (range === undefined && installed === undefined) return undefined;
    return { name, version: parseVersion(installed ?? range), declared: range !== undefined, installed: installed !== undefined };
  };
}

/** As Node would find it, but also for packages that do not export their package.json. */
function installedVersion(cwd: string, name: string): string | undefined {
  for (const folder of foldersUpFrom(cwd)) {
    const manifest = readJson(join(folder, 'node_modules', name, 'package.json'));
    if (manifest) return typeof manifest['version'] === 'string' ? manifest['version'] : undefined;
  }
  return undefined;
}
