import { dirname, join, resolve } from 'node:path';
import { foldersUpFrom, readText } from './read-file.js';

// Each resolves subpaths of a package by its "exports"; the older ways see its root only.
const MODERN = /^(?:node16|node18|node20|nodenext|bundler|preserve)$/i;

/** Whether a project's TypeScript finds `package/subpath`; `undefined` when it has no tsconfig.json. */
export function resolvesSubpaths(cwd: string): boolean | undefined {
  if (readText(join(cwd, 'tsconfig.json')) === undefined) return undefined;
  const settings = settingsOf(join(cwd, 'tsconfig.json'), 0);
  return MODERN.test(settings.moduleResolution ?? settings.module ?? '');
}

interface Settings {
  readonly module?: string;
  readonly moduleResolution?: string;
}

/** Both settings, with those a base file gives underneath. */
function settingsOf(path: string, depth: number): Settings {
  // tsconfig.json may hold comments and trailing commas; two words of it are needed, not a parser.
  const text = (readText(path) ?? '').replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1');
  const bases = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1]?.match(/"[^"]+"/g) ?? [];
  const inherited = depth > 4 ? [] : bases.map((base) => settingsOf(locate(base.slice(1, -1), dirname(path)), depth + 1));
  const own: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/"(module|moduleResolution)"\s*:\s*"([^"]*)"/g)) own[name] = value;
  return [...inherited, own].reduce<Settings>((all, settings) => ({ ...all, ...settings }), {});
}

/** Path of a base file; it may lie beside, or in a package, and may lack its extension. */
function locate(base: string, folder: string): string {
  const candidates =
    base.startsWith('.') || base.startsWith('/')
      ? [resolve(folder, base)]
      : foldersUpFrom(folder).map((up) => join(up, 'node_modules', base));
  const files = candidates.flatMap((path) => [path, `${path}.json`, join(path, 'tsconfig.json')]);
  return files.find((file) => readText(file) !== undefined) ?? base;
}
