import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as semconv from '../../../src/semconv.js';
import { readSourceFiles } from '../../kit/source-files.js';
import { readPages, ROOT, type Page } from '../../kit/docs/pages.js';

const pages = readPages();
const source = readSourceFiles();
const vocabulary = new Set(
  Object.entries(semconv).flatMap(([name, value]) => (/^(?:ATTR|METRIC|EVENT)_/.test(name) && typeof value === 'string' ? [value] : [])),
);
const variables = new Set([...source.map(({ text }) => text), ...readSdk()].flatMap(variablesIn));
// Span names are made of parts; `backup.phase upload` is one.
const SPAN = /^backup\.phase /;

describe.each(pages)('$path', (page) => {
  test('names only spans, metrics, events and attributes that exist', () => {
    expect(strangeNames(page)).toEqual([]);
  });

  test('names only OTEL_ variables that something reads', () => {
    expect(strangeVariables(page)).toEqual([]);
  });
});

test.each([
  ['`backup.run.duration` is there, `backup.run.length` is not', ['backup.run.length']],
  ['```ts\nconst name = "backup.made.up";\n```', ['backup.made.up']],
  ['the span `backup.phase upload`', []],
  ['backup.txt in prose', []],
])('in %j the strange names are %j', (text, strange) => {
  expect(strangeNames({ path: 'a.md', text })).toEqual(strange);
});

test('a variable that nothing reads is found', () => {
  expect(strangeVariables({ path: 'a.md', text: 'Set `OTEL_EXPORTER_OTLP_MADE_UP`.' })).toEqual(['OTEL_EXPORTER_OTLP_MADE_UP']);
});

/** Names in backticks or quotes that look like those of the vocabulary and are none. */
function strangeNames({ text }: Page): readonly string[] {
  const names = [...text.matchAll(/[`'"](backup\.[a-z][\w. ]*)[`'"]/g)].map(([, name = '']) => name);
  return names.filter((name) => !vocabulary.has(name) && !SPAN.test(name));
}

function strangeVariables({ text }: Page): readonly string[] {
  return variablesIn(text).filter((name) => !variables.has(name) && !variables.has(name.replace(/_(?:TRACES|METRICS|LOGS)(?=_)/, '_*')));
}

/** Names of variables; the part that is put together at run time becomes a star. */
function variablesIn(text: string): readonly string[] {
  const found = text.match(/\bOTEL_(?:[A-Z0-9_]|\$\{[^}]*\})*[A-Z0-9]\b/g) ?? [];
  return found.map((name) => name.replace(/\$\{[^}]*\}/g, '*'));
}

/** The parts of the SDK that read variables themselves. */
function readSdk(): readonly string[] {
  return ['otlp-exporter-base', 'exporter-metrics-otlp-http', 'sdk-node', 'sdk-trace'].flatMap((name) => {
    const folder = join(ROOT, 'node_modules/@opentelemetry', name, 'build/src');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
    return files.map((path) => readFileSync(join(folder, path), 'utf8'));
  });
}
