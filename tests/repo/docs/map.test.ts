import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fencesOf, ROOT } from '../../kit/docs/pages.js';
import { readSourceFiles } from '../../kit/source-files.js';
import { roomEdgesOf } from '../source/import-cycles.js';
import { LINES } from '../source/import-rule.js';

const page = (path: string) => ({ path, text: readFileSync(resolve(ROOT, path), 'utf8') });
const files = readSourceFiles();
const map = readMap(fencesOf(page('docs/architecture.md')).find(({ code }) => code.startsWith('src/\n'))?.code ?? '');

/** Paths from the root of `src/` in the order of the map, folders with a slash at their end. */
function readMap(code: string): readonly string[] {
  const folders: string[] = [];
  return code
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2;
      const parts = line.trim().split(/ {2,}/);
      const names = parts.slice(0, -1);
      expect(names, `names and what they hold, two spaces apart: ${line}`).not.toEqual([]);
      const paths = names.map((name) => [...folders.slice(0, depth - 1), name].join(''));
      folders.splice(depth - 1, Infinity, names.at(-1) ?? '');
      return paths;
    });
}

test('the map of src has every room and every file beside the units, and nothing else', () => {
  const rooms = files.map(({ path }) => posix.dirname(path)).filter((folder) => folder !== '.');
  const beside = files.map(({ path }) => path).filter((path) => !path.includes('/'));
  expect([...map].sort()).toEqual([...new Set([...rooms.map((room) => `${room}/`), ...beside])].sort());
});

test('units stand in the map in the order of the import rule', () => {
  const lines = map
    .filter((path) => /^[^/]+\/?$/.test(path))
    .map((path) => LINES.findIndex((line) => line.includes(path.replace(/\.ts$|\/$/, ''))));
  expect(lines).toEqual([...lines].sort((one, other) => one - other));
});

test('rooms stand in the map below those that they import', () => {
  const place = (path: string) => map.indexOf(`${path}/`);
  const wrong = [...roomEdgesOf(files)].flatMap(([room, targets]) =>
    targets.filter((target) => place(room) >= 0 && place(target) > place(room)).map((target) => `${room} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('the table of CONTRIBUTING names every folder of programs, tests and pages, and none that is not there', () => {
  const named = [...page('CONTRIBUTING.md').text.matchAll(/^\| `([\w-]+\/(?:[\w-]+\/)?)` \|/gm)].map(([, path = '']) => path);
  const foldersIn = (path: string) =>
    readdirSync(resolve(ROOT, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${path}${entry.name}/`] : []));
  expect(named.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
  expect([...foldersIn('scripts/'), ...foldersIn('tests/')].filter((path) => !named.includes(path))).toEqual([]);
});
