import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ATTRIBUTES, EVENT_REFERENCE, METRIC_REFERENCE, RESOURCE_USES, SPAN_REFERENCE } from '../../../src/semconv/registry.js';
import { DEFINITION_LANGUAGE } from './definition-language.js';

interface Attribute {
  readonly id?: string;
  readonly ref?: string;
  readonly requirement_level?: string | { readonly conditionally_required: string };
  readonly sampling_relevant?: boolean;
  readonly examples?: unknown[];
}

interface Group {
  id: string;
  readonly type: string;
  readonly name?: string;
  readonly metric_name?: string;
  readonly unit?: string;
  readonly attributes: Attribute[];
}

const FOLDER = resolve(import.meta.dirname, '../../../docs/semconv');
const readFile = (name: string) => parse(readFileSync(resolve(FOLDER, name), 'utf8')) as { groups: Group[] };
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const groups = names.flatMap((name) => readFile(name).groups);
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(DEFINITION_LANGUAGE);
const requiredOf = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ ref = '', requirement_level: level }) => [ref, level === 'required'] as const));
const requiredIn = (uses: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(uses).map(([name, level]) => [name, level === 'required']));

test.each(names)('%s keeps to the definition language of OpenTelemetry', (name) => {
  validate(readFile(name));
  expect(validate.errors).toBe(null);
});

describe('the definition language refuses', () => {
  test.each<[string, (file: { groups: Group[] }) => void]>([
    ['an attribute without a type', ({ groups: [first] }) => delete (first?.attributes[0] as { type?: unknown }).type],
    [
      'an example of another type',
      ({ groups: [first] }) => first?.attributes.find(({ id }) => id === 'backup.job.name')?.examples?.push(1),
    ],
    ['a field that nobody knows', ({ groups: [first] }) => Object.assign(first ?? {}, { owner: 'us' })],
    ['an id in capitals', ({ groups: [first] }) => Object.assign(first ?? {}, { id: 'registry.Backup' })],
    ['a file without groups', (file) => Object.assign(file, { groups: [] })],
  ])('%s', (_, spoil) => {
    const file = readFile('registry.yaml');
    spoil(file);
    expect(validate(file)).toBe(false);
  });
});

test('ids are unique', () => {
  const ids = [...groups.map(({ id }) => id), ...groups.flatMap(({ attributes }) => attributes.flatMap(({ id }) => id ?? []))];
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('every attribute is defined once, or is one of OpenTelemetry', () => {
  const defined = groups.flatMap(({ attributes }) => attributes.flatMap(({ id }) => id ?? []));
  const referred = new Set(groups.flatMap(({ attributes }) => attributes.flatMap(({ ref }) => ref ?? [])));
  expect(defined.sort()).toEqual(
    Object.keys(ATTRIBUTES)
      .filter((name) => name.startsWith('backup.'))
      .sort(),
  );
  expect([...referred].filter((name) => !defined.includes(name)).sort()).toEqual([
    'cloud.region',
    'db.system.name',
    'deployment.environment.name',
    'error.type',
    'process.exit.code',
    'service.name',
    'service.namespace',
  ]);
});

test('every signal is there, with the attributes of the registry', () => {
  const found = (type: string, nameOf: (group: Group) => string | undefined) =>
    Object.fromEntries(
      groups.filter((group) => group.type === type).map((group) => [nameOf(group) ?? '', requiredOf(group.attributes)] as const),
    );
  const wanted = (rows: Readonly<Record<string, { readonly attributes: Readonly<Record<string, unknown>> }>>) =>
    Object.fromEntries(Object.entries(rows).map(([name, { attributes }]) => [name, requiredIn(attributes)]));
  expect(found('event', ({ name }) => name)).toEqual(wanted(EVENT_REFERENCE));
  expect(found('metric', ({ metric_name: name }) => name)).toEqual(wanted(METRIC_REFERENCE));
  expect(found('span', ({ id }) => id)).toEqual({
    'span.backup.run.internal': requiredIn({ ...SPAN_REFERENCE.run.atStart, ...SPAN_REFERENCE.run.atEnd }),
    'span.backup.phase.internal': requiredIn({ ...SPAN_REFERENCE.phase.atStart, ...SPAN_REFERENCE.phase.atEnd }),
  });
  expect(requiredOf(groups.find(({ id }) => id === 'backup.resource')?.attributes ?? [])).toEqual(requiredIn(RESOURCE_USES));
});

test('only what a span has at its start is marked as relevant for sampling', () => {
  for (const kind of ['run', 'phase'] as const) {
    const span = groups.find(({ id }) => id === `span.backup.${kind}.internal`);
    const relevant = span?.attributes.flatMap(({ ref, sampling_relevant: early }) => (early ? [ref] : []));
    expect(relevant).toEqual(Object.keys(SPAN_REFERENCE[kind].atStart));
  }
});
