import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../.cache/tools');

/** Path of a program that `npm run tools` built; `undefined` when it is not there. Under `CI` its absence is a mistake. */
export function findTool(name: string): string | undefined {
  const places = [FOLDER, join(FOLDER, 'bin'), ...foldersIn(FOLDER)];
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (found === undefined && process.env.CI) throw new Error(`Expected ${name} in ${FOLDER}. Get it by: npm run tools`);
  return found;
}

/** Title of tests that need a program: says how to get it when they are skipped. */
export function needs(name: string, tool: string | undefined): string {
  return tool === undefined ? `(skipped: no ${name} here; npm run tools builds it)` : `(${name})`;
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
