import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';

/** A page of the documentation. */
export interface Page {
  /** Path from the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const ROOT = resolve(import.meta.dirname, '../../..');

/** Every page that users and contributors read. */
export function readPages(): readonly Page[] {
  const top = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
  const below = ['docs', 'examples', 'otel-collector'].flatMap((folder) =>
    readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
      .sort(),
  );
  return [...top, ...below].map((path) => ({ path, text: readFileSync(resolve(ROOT, path), 'utf8') }));
}

/** A fenced block. */
export interface Fence {
  readonly page: string;
  /** Line of the page on which its first line stands, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

/** Every fenced block of a page. */
export function fencesOf({ path, text }: Page): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { readonly line: number; readonly language: string; readonly lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const mark = /^ {0,3}```(\w*)/.exec(line);
    if (mark && open) {
      fences.push({ page: path, line: open.line, language: open.language, code: open.lines.join('\n') });
      open = undefined;
    } else if (mark) {
      open = { line: index + 2, language: mark[1] ?? '', lines: [] };
    } else {
      open?.lines.push(line);
    }
  }
  return fences;
}

/** A page without its fenced blocks. */
export function proseOf({ text }: Page): string {
  return text.replace(/^ {0,3}```[^]*?^ {0,3}```$/gm, '');
}

/** Anchors of a page: those GitHub gives its headings, and those it sets itself. */
export function anchorsOf(page: Page): ReadonlySet<string> {
  const prose = proseOf(page);
  const headings = [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) => slug(title));
  const own = [...prose.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return new Set([...headings, ...own]);
}

/** Where a link leads: `undefined` for one that leads out of the repository. */
export function targetOf(page: Page, href: string): { readonly path: string; readonly anchor: string | undefined } | undefined {
  if (/^[a-z]+:/i.test(href)) return undefined;
  const [to = '', anchor] = href.split('#');
  return { path: to === '' ? page.path : posix.normalize(posix.join(posix.dirname(page.path), to)), anchor };
}

export function isInRepository(path: string): boolean {
  return !path.startsWith('..') && existsSync(resolve(ROOT, path));
}

function slug(title: string): string {
  return title
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');
}
