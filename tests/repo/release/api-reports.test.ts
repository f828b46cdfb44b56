import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

type Entry = string | { readonly import?: { readonly types?: string; readonly default?: string } };
const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly exports: Readonly<Record<string, Entry>> };

// Of a file that is no code there is nothing to report.
const code = Object.entries(exports).filter(([, entry]) => typeof entry !== 'string' || /\.[cm]?js$/.test(entry));
const typesOf = (entry: Entry) => (typeof entry === 'string' ? undefined : entry.import?.types);

test('every entry of the package has types', () => {
  const untyped = code.filter(([, entry]) => typesOf(entry) === undefined);
  expect(untyped.map(([subpath]) => subpath)).toEqual([]);
});

test('every entry has a report of its API, and every report its entry', () => {
  const reports = readdirSync(join(ROOT, 'tests/api'));
  expect(reports.sort()).toEqual(code.map(([, entry]) => `${basename(typesOf(entry) ?? '', '.d.ts')}.api.md`).sort());
});
