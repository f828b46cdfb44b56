import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface SourceFile {
  /** Path from the root of `src/`, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const SRC = resolve(import.meta.dirname, '../../src');

/** Every TypeScript file under `src/`. */
export function readSourceFiles(): readonly SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(SRC, path), 'utf8') }));
}
