import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

// No manifest comes near it; whatever is larger is something else.
const LARGEST_BYTES = 16 * 1024 * 1024;

/** Text of a file, or `undefined` when there is none that can be read. Never waits: only plain files are read. */
export function readText(path: string): string | undefined {
  try {
    return readPlainFile(path);
  } catch {
    return undefined;
  }
}

/**
 * A JSON object in a file, or `undefined` when there is no such file.
 *
 * @throws Error when something is there that is no readable file or holds something else; of broken JSON it says where
 */
export function readJson(path: string): Readonly<Record<string, unknown>> | undefined {
  let text: string;
  try {
    text = readPlainFile(path).replace(/^\uFEFF/, '');
  } catch (error) {
    // Something that is there and can not be read is not nothing.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Error(code === undefined ? message : `${path} can not be read: ${code}`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { at, what } = mistakeIn(text);
    throw new Error(`${path}${at} is not valid JSON${what}`);
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

function readPlainFile(path: string): string {
  const found = statSync(path);
  // A pipe or a device would be waited for.
  if (!found.isFile()) throw new Error(`${path} is ${found.isDirectory() ? 'a folder' : 'no plain file'}`);
  if (found.size > LARGEST_BYTES) throw new Error(`${path} is larger than ${String(LARGEST_BYTES)} bytes`);
  return readFileSync(path, 'utf8');
}

/** Line and column of the first mistake, as editors and compilers write them, and what it is. */
function mistakeIn(text: string): { readonly at: string; readonly what: string } {
  const mistakes: ParseError[] = [];
  parse(text, mistakes, { disallowComments: true });
  const [first] = mistakes;
  if (!first) return { at: '', what: '' };
  const before = text.slice(0, first.offset).split('\n');
  return { at: `:${String(before.length)}:${String((before.at(-1) ?? '').length + 1)}`, what: ` (${printParseErrorCode(first.error)})` };
}
