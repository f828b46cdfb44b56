// Files that are made of others and stand in the repository: compared with what they must be, or with `--update` written.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const AGAIN = 'npm run check -- --update';

interface Origin {
  /** What the files are made of, as a reader finds it. */
  readonly source: string;
  /** Folder in which nothing else may be. */
  readonly folder?: string;
  /** What writes them anew. @default npm run check -- --update */
  readonly again?: string;
}

/** Compares or writes files by their paths in the repository; one that differs is named on stderr and sets the exit code. */
export function settleFiles(files: ReadonlyMap<string, string>, { source, folder, again = AGAIN }: Origin): void {
  const update = process.argv.includes('--update');
  const refuse = (sentence: string) => {
    process.exitCode = 1;
    console.error(`${sentence}\nIt is generated. To write it anew: ${again}`);
  };
  for (const [path, wanted] of files) {
    const file = resolve(ROOT, path);
    const found = readIfThere(file);
    if (found === wanted) continue;
    if (update) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, wanted);
    } else refuse(`${path} differs from ${source}, ${firstDifference(found, wanted)}`);
  }
  for (const name of folder === undefined ? [] : readdirSync(resolve(ROOT, folder))) {
    const path = `${folder}/${name}`;
    if (files.has(path)) continue;
    if (update) rmSync(resolve(ROOT, path));
    else refuse(`${path} is made of nothing in ${source}.`);
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function firstDifference(found: string, wanted: string): string {
  const [is, must] = [found.split('\n'), wanted.split('\n')];
  const different = must.findIndex((text, index) => text !== is[index]);
  const line = different < 0 ? must.length : different;
  return `first in line ${line + 1}:\n  is       ${is[line] ?? '(nothing)'}\n  must be  ${must[line] ?? '(nothing)'}`;
}
