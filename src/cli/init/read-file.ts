import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Text of a file, or `undefined` when there is none that can be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A JSON object in a file, or `undefined` when there is no such file. @throws Error when the file holds something else */
export function readJson(path: string): Readonly<Record<string, unknown>> | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Error(`${path} is not valid JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${path} holds no JSON object`);
  return value as Readonly<Record<string, unknown>>;
}

/** The folder itself and those above it, nearest first. */
export function foldersUpFrom(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}

/**
 * The folders of one project, nearest first: up to the workspace or repository it belongs to, else the folder alone.
 * A lockfile forgotten in a home folder says nothing about a project below it.
 */
export function projectFolders(cwd: string): readonly string[] {
  const all = foldersUpFrom(cwd);
  const top = all.findIndex((folder) => isWorkspaceRoot(folder) || existsSync(join(folder, '.git')));
  return all.slice(0, Math.max(top, 0) + 1);
}

/** Whether packages of its own live below a folder. */
export function isWorkspaceRoot(folder: string): boolean {
  return existsSync(join(folder, 'pnpm-workspace.yaml')) || /"workspaces"\s*:/.test(readText(join(folder, 'package.json')) ?? '');
}
