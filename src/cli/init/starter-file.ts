import { existsSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import type { Project } from './project.js';
import { isAtLeast } from './versions.js';

/** How a starter is written: which file, and as what. */
export interface StarterFile {
  readonly path: string;
  /** Relative to the project, with forward slashes. */
  readonly shown: string;
  readonly format: 'esm' | 'cjs';
  readonly typescript: boolean;
  readonly exists: boolean;
  /** Why it is JavaScript in a TypeScript project. */
  readonly note: string | undefined;
}

const BASE = 'backup';
const EXTENSIONS = ['.mjs', '.cjs', '.js', '.ts', '.mts'];

/** Chooses the starter's file. A starter that is there already, in whatever form, is the one. @throws Error when `file` has no extension Node runs */
export function chooseStarterFile(project: Project, file: string | undefined): StarterFile {
  const { cwd } = project;
  const asksFor = file !== undefined;
  const typed = project.typescript === true && project.find('@types/node') !== undefined;
  const existing = EXTENSIONS.map((extension) => `${BASE}${extension}`).find((name) => existsSync(join(cwd, name)));
  const path = resolve(cwd, file ?? existing ?? `${BASE}${defaultExtension(project, typed)}`);
  const extension = extname(path);
  if (!EXTENSIONS.includes(extension)) throw new Error(`expected --file to end in ${EXTENSIONS.join(', ')}, got "${file ?? path}"`);
  const esmByType = project.isModule || extension !== '.js';
  return {
    path,
    shown: relative(cwd, path).split(sep).join('/'),
    format: extension === '.cjs' || !esmByType ? 'cjs' : 'esm',
    typescript: extension.endsWith('ts'),
    exists: existsSync(path),
    note: !asksFor && existing === undefined && !typed ? whyJavaScript(project) : undefined,
  };
}

/** The command that runs a starter, with `preload` before it. */
export function runCommand({ node, packageManager }: Project, { shown, typescript }: StarterFile, preload: string | undefined): string {
  // From 22.18 on Node strips types by itself.
  const strips = isAtLeast(node, [22, 18, 0]);
  const needsTypes = typescript || (preload !== undefined && preload.endsWith('ts'));
  const node_ = packageManager.name === 'yarn-berry' ? 'yarn node' : 'node';
  return [needsTypes && !strips ? 'npx tsx' : node_, ...(preload === undefined ? [] : ['--import', preload]), shown].join(' ');
}

function defaultExtension({ isModule, isCommonJs }: Project, typed: boolean): string {
  if (typed) return isModule ? '.ts' : '.mts';
  return isCommonJs ? '.cjs' : '.mjs';
}

function whyJavaScript({ typescript }: Project): string | undefined {
  if (typescript === undefined) return undefined;
  return typescript
    ? 'The starter is JavaScript: a TypeScript one needs @types/node.'
    : 'The starter is JavaScript: this tsconfig.json does not resolve subpaths of packages ("module": "nodenext" does).';
}
