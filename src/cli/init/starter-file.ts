import { accessSync, constants, existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { quoteCommand } from '../quote.js';
import type { Project } from './project.js';
import { foldersUpFrom, readJson } from './read-file.js';
import { isAtLeast, type Version } from './versions.js';

/** How a starter is written: which file, and as what. */
export interface StarterFile {
  readonly path: string;
  /** Relative to the project, with forward slashes. */
  readonly shown: string;
  /** How it imports. */
  readonly format: 'esm' | 'cjs';
  /** Whether it may wait outside of a function, which a file that is compiled to CommonJS may not. */
  readonly topLevelAwait: boolean;
  readonly typescript: boolean;
  readonly exists: boolean;
  /** Why it is JavaScript in a TypeScript project. */
  readonly note: string | undefined;
}

const BASE = 'backup';
const EXTENSIONS = ['.mjs', '.cjs', '.js', '.ts', '.mts'];

/**
 * Chooses the starter's file. A starter that is there already, in whatever form, is the one.
 *
 * @throws Error when `file` has no extension Node runs, lies outside the project, or can not be written
 */
export function chooseStarterFile(project: Project, file: string | undefined): StarterFile {
  const { cwd } = project;
  const typed = project.typescript === true && project.find('@types/node') !== undefined;
  const existing = EXTENSIONS.map((extension) => `${BASE}${extension}`).find((name) => isThere(join(cwd, name)));
  const path = resolve(cwd, file ?? existing ?? `${BASE}${defaultExtension(project, typed)}`);
  const extension = extname(path);
  const got = `got ${JSON.stringify(file ?? path)}`;
  if (!EXTENSIONS.includes(extension)) throw new Error(`expected --file to end in ${EXTENSIONS.join(', ')}, ${got}`);
  if (/\p{Cc}/u.test(path)) throw new Error(`expected --file without control characters, ${got}`);
  const exists = isThere(path);
  const mistake = exists ? undefined : whyNotInto(dirname(path), cwd);
  if (mistake !== undefined) throw new Error(`expected --file ${mistake}, ${got}`);
  const isModule = extension.startsWith('.m') || (extension !== '.cjs' && moduleTypeOf(path) === 'module');
  const shown = relative(cwd, path).split(sep).join('/');
  return {
    path,
    shown: shown.startsWith('-') ? `./${shown}` : shown,
    format: isModule || extension === '.ts' ? 'esm' : 'cjs',
    topLevelAwait: isModule,
    typescript: extension.endsWith('ts'),
    exists,
    note: file === undefined && existing === undefined && !typed ? whyJavaScript(project) : undefined,
  };
}

/** The command that runs a starter, with `preload` before it. */
export function runCommand(
  { cwd, node, packageManager }: Pick<Project, 'cwd' | 'node' | 'packageManager'>,
  { shown }: Pick<StarterFile, 'shown'>,
  preload: string | undefined,
): string {
  const files = preload === undefined ? [shown] : [shown, preload];
  const byNode = files.every((file) => runsByNode(resolve(cwd, file), node));
  const program = byNode ? (packageManager.name === 'yarn-berry' ? ['yarn', 'node'] : ['node']) : ['npx', 'tsx'];
  // What stands for a file that only a reader knows is no word of a command.
  const before = preload === undefined ? '' : ` --import ${preload.startsWith('<') ? preload : quoteCommand([preload])}`;
  return `${program.join(' ')}${before} ${quoteCommand([shown])}`;
}

/** Whether Node runs a file without another program: it strips types by itself from 22.18 and 23.6 on. */
function runsByNode(path: string, node: Version): boolean {
  if (!/\.[mc]?ts$/.test(path)) return true;
  if (!isAtLeast(node, node[0] >= 23 ? [23, 6, 0] : [22, 18, 0])) return false;
  // There it would be CommonJS, in which Node knows no `import`.
  return path.endsWith('.mts') || moduleTypeOf(path) !== 'commonjs';
}

/** What the nearest package.json says a `.js` or `.ts` file is. */
function moduleTypeOf(path: string): unknown {
  for (const folder of foldersUpFrom(dirname(path))) {
    const manifest = readJson(join(folder, 'package.json'));
    if (manifest) return manifest['type'];
  }
  return undefined;
}

function whyNotInto(folder: string, cwd: string): string | undefined {
  const ancestor = foldersUpFrom(folder).find(existsSync) ?? cwd;
  // A link may lead out of the project although its name does not.
  if (!isInside(cwd, folder) || !isInside(realpathSync(cwd), realpathSync(ancestor))) return 'to lie in this folder or below it';
  if (!statSync(ancestor).isDirectory()) return `to lie in a folder, which ${ancestor} is not`;
  try {
    accessSync(ancestor, constants.W_OK);
  } catch {
    return `to lie in a folder that may be written, which ${ancestor} is not`;
  }
  return undefined;
}

function isInside(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Also true for a link that leads nowhere: what is written through it lies elsewhere. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
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
