import { describe, expect, expectTypeOf, test } from 'vitest';
import type { ProblemKind } from '../../../src/semconv.js';
import * as semconv from '../../../src/semconv.js';
import { INSTRUMENTS, SANITIZER_INSTRUMENTS, STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import {
  ATTRIBUTE_GROUPS,
  EVENT_REFERENCE,
  METRIC_REFERENCE,
  RESOURCE_USES,
  SEVERITY_OF_OUTCOME,
  SPAN_REFERENCE,
  type AttributeRow,
  type AttributeUses,
  type EventReference,
  type MetricReference,
  type SpanReference,
  type StateGaugeRow,
} from '../../../src/semconv/registry.js';
import { readSourceFiles } from '../../kit/source-files.js';

const rows = Object.values(ATTRIBUTE_GROUPS).flatMap((group) => Object.entries<AttributeRow>(group));
const events = Object.entries<EventReference>(EVENT_REFERENCE);
const metrics = Object.entries<MetricReference>(METRIC_REFERENCE);
const spans = Object.entries<SpanReference>(SPAN_REFERENCE);

const PER_RUN = ['backup.run.id', 'backup.event.id', 'backup.event.sequence', 'backup.trigger', 'backup.artifact.checksum.value'];

/** Values of the exported constants whose names begin so. */
function constants(prefix: string): readonly string[] {
  return Object.entries(semconv).flatMap(([name, value]) => (name.startsWith(prefix) && typeof value === 'string' ? [value] : []));
}

function names(entries: readonly (readonly [string, unknown])[]): readonly string[] {
  return entries.map(([name]) => name).sort();
}

describe('each constant has exactly one row, and no row is without a constant', () => {
  test('attributes', () => {
    expect(names(rows)).toEqual([...constants('ATTR_')].sort());
  });

  test('metrics', () => {
    expect(names(metrics)).toEqual([...constants('METRIC_')].sort());
  });

  test('events', () => {
    expect(names(events)).toEqual([...constants('EVENT_')].sort());
  });

  test('every metric is a state gauge or an instrument, none is both', () => {
    expect([...Object.keys(STATE_GAUGES), ...Object.keys(INSTRUMENTS), ...Object.keys(SANITIZER_INSTRUMENTS)].sort()).toEqual(
      names(metrics),
    );
  });
});

describe('an attribute', () => {
  test.each(rows)('%s has a brief that is a sentence, and examples of its type', (name, { type, brief, note, examples, values, open }) => {
    expect(brief).toMatch(/^[A-Z].*[.]$/s);
    expect(note ?? 'A note.').toMatch(/^[A-Z].*[.]$/s);
    expect(examples).not.toEqual([]);
    for (const example of examples) expect([name, example, typesOf(example)]).toEqual([name, example, expect.arrayContaining([type])]);
    if (values && !open) expect(Object.keys(values)).toEqual(expect.arrayContaining([...examples].flat()));
  });

  test.each([
    ['backup.outcome', semconv.BACKUP_OUTCOMES],
    ['backup.operation', [...semconv.BACKUP_OPERATIONS, semconv.UNKNOWN_OPERATION]],
    ['backup.type', semconv.BACKUP_TYPES],
    ['backup.trigger', semconv.BACKUP_TRIGGERS],
  ])('%s has every value explained, in its order', (name, values) => {
    expect(Object.keys(new Map(rows).get(name)?.values ?? {})).toEqual([...values]);
  });

  test('of problems has every kind explained', () => {
    expectTypeOf<keyof (typeof ATTRIBUTE_GROUPS)['event']['backup.telemetry.problem']['values']>().toEqualTypeOf<
      ProblemKind | typeof semconv.NO_PROBLEM
    >();
  });

  test('is used by at least one signal', () => {
    const used = new Set([...allUses()].flatMap(([, uses]) => Object.keys(uses)));
    expect(names(rows).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('a state gauge', () => {
  const numbers = new Set(rows.flatMap(([name, { type }]) => (type === 'int' || type === 'double' ? [name] : [])));

  test('takes its value from a number that every event that sets it can carry', () => {
    for (const [name, { feeds = [] }] of rows) {
      if (feeds.length > 0) expect(numbers).toContain(name);
      for (const gauge of feeds) {
        const { setBy } = METRIC_REFERENCE[gauge] as StateGaugeRow;
        const event = setBy && 'fact' in setBy ? setBy.fact : 'backup.run.finished';
        expect([name, gauge, Object.keys(EVENT_REFERENCE[event]?.attributes ?? {})]).toEqual([name, gauge, expect.arrayContaining([name])]);
      }
    }
  });

  test('that a definition sets is named as a number that the definition states', () => {
    const stated = Object.keys(EVENT_REFERENCE['backup.job.defined']?.attributes ?? {}).filter((name) =>
      name.startsWith('backup.expected.'),
    );
    expect(stated.filter((name) => numbers.has(name) && !(name in METRIC_REFERENCE))).toEqual([]);
  });
});

describe('a signal', () => {
  test.each([...allUses()])('%s uses attributes that have a row', (_, uses) => {
    expect(names(rows)).toEqual(expect.arrayContaining(Object.keys(uses)));
  });

  test.each(metrics)('%s carries nothing that changes from run to run', (_, { attributes }) => {
    expect(Object.keys(attributes).filter((name) => PER_RUN.includes(name))).toEqual([]);
  });

  test('has a severity for every outcome', () => {
    expect(Object.keys(SEVERITY_OF_OUTCOME)).toEqual([...semconv.BACKUP_OUTCOMES]);
  });

  test('has a span name that agrees with the function that makes it', () => {
    expect(semconv.runSpanName('backup', '{job}')).toBe(SPAN_REFERENCE.run.name.replace('{operation}', 'backup'));
    expect(semconv.phaseSpanName('{phase}')).toBe(SPAN_REFERENCE.phase.name);
  });

  test('is described in sentences', () => {
    const texts = [...events.flatMap(([, { brief, when, note = 'None.' }]) => [brief, when, note])];
    texts.push(...metrics.flatMap(([, { when, note = 'None.' }]) => [when, note]));
    texts.push(...spans.flatMap(([, { brief, note }]) => [brief, note]));
    expect(texts.filter((text) => !/^[A-Z].*[.]$/s.test(text))).toEqual([]);
  });
});

test('nothing that runs in a backup imports the registry', () => {
  const importers = readSourceFiles().filter(
    ({ path, text }) => !path.startsWith('semconv/registry') && /from '[^']*\/registry/.test(text),
  );
  expect(importers.map(({ path }) => path)).toEqual([]);
});

function* allUses(): Generator<[string, AttributeUses]> {
  yield ['resource', RESOURCE_USES];
  for (const [kind, { atStart, atEnd }] of spans) {
    yield [`start of a ${kind}`, atStart];
    yield [`end of a ${kind}`, atEnd];
  }
  for (const [name, { attributes }] of [...events, ...metrics]) yield [name, attributes];
}

/** Types a value conforms to: a whole number is a double too. */
function typesOf(value: unknown): readonly string[] {
  if (typeof value === 'number') return Number.isInteger(value) ? ['int', 'double'] : ['double'];
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? ['string[]'] : [];
  return [typeof value];
}
