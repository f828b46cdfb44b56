import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import pkg from '../../../package.json' with { type: 'json' };
import * as attributes from '../../../src/semconv/generated/attributes.js';
import * as events from '../../../src/semconv/generated/events.js';
import * as metrics from '../../../src/semconv/generated/metrics.js';
import * as semconv from '../../../src/semconv.js';
import * as instruments from '../../../src/semconv/generated/tables.js';
import * as states from '../../../src/semconv/generated/tables.js';
import { METRIC_REFERENCE } from '../../../src/semconv/registry.js';

const named = (prefix: string, module: object) =>
  Object.entries(module).filter((entry): entry is [string, string] => entry[0].startsWith(prefix));
const ATTRIBUTES = named('ATTR_', semconv);
const METRICS = named('METRIC_', semconv);
const EVENTS = named('EVENT_', semconv);

test('the scope is the package, in its version', () => {
  expect([semconv.SCOPE_NAME, semconv.SCOPE_VERSION]).toEqual([pkg.name, pkg.version]);
});

test('the door lets out names, lists of values and functions that make names, each with a sentence for editors', () => {
  const others = Object.entries(semconv).filter(([, value]) => typeof value === 'object' && !Array.isArray(value));
  expect(others).toEqual([]);
  const report = readFileSync(resolve(import.meta.dirname, '../../api/semconv.api.md'), 'utf8');
  expect(report).toContain('export const ATTR_BACKUP_JOB_NAME');
  expect(report).not.toContain('(undocumented)');
});

test.each([
  ['attribute', named('ATTR_', attributes), ATTRIBUTES],
  ['metric', named('METRIC_', metrics), METRICS],
  ['event', named('EVENT_', events), EVENTS],
])('the name of every %s is exported, and is there once', (_, defined, exported) => {
  expect(exported.map(([name]) => name).sort()).toEqual(defined.map(([name]) => name).sort());
  const values = exported.map(([, value]) => value);
  expect(values.length).toBeGreaterThan(5);
  expect(new Set(values).size).toBe(values.length);
});

describe('names follow the naming of OpenTelemetry', () => {
  test.each([...ATTRIBUTES, ...METRICS, ...EVENTS])('%s is %s', (_, name) => {
    expect(name).toMatch(/^[a-z]+(?:\.[a-z]+(?:_[a-z]+)*)+$/);
  });

  test.each([...ATTRIBUTES, ...EVENTS])('%s is called after its value %s', (constant, name) => {
    expect(constant.replace(/^[A-Z]+_/, '')).toBe(name.toUpperCase().replaceAll('.', '_'));
  });

  test.each([...METRICS, ...EVENTS])('%s belongs to backups: %s', (_, name) => {
    expect(name).toMatch(/^backup\./);
  });

  test('no attribute is the label that Prometheus keeps for itself', () => {
    expect(ATTRIBUTES.map(([, name]) => name)).not.toContain('job');
    expect(ATTRIBUTES.map(([, name]) => name)).not.toContain('instance');
  });

  test('no name is the beginning of another in the same place, as OTLP backends make objects of them', () => {
    const clashes = EVENTS.flatMap(([, a]) => EVENTS.filter(([, b]) => b.startsWith(`${a}.`)));
    expect(clashes).toEqual([]);
  });
});

test('every metric is either a state gauge or an instrument, and is described', () => {
  const known = [
    ...Object.keys(instruments.STATE_GAUGES),
    ...Object.keys(instruments.INSTRUMENTS),
    ...Object.keys(instruments.SANITIZER_INSTRUMENTS),
  ];
  expect(known.sort()).toEqual(METRICS.map(([, name]) => name).sort());
  expect(Object.keys(METRIC_REFERENCE).sort()).toEqual(known);
  for (const { brief } of Object.values(METRIC_REFERENCE)) expect(brief).toMatch(/^[A-Z].*\.$/);
});

test('gauges of times are in seconds, and none has the unit 1', () => {
  expect(Object.keys(instruments.STATE_GAUGES).filter((name) => name.endsWith('.timestamp'))).not.toEqual([]);
  for (const [name, { unit }] of Object.entries(instruments.STATE_GAUGES)) {
    expect(unit).not.toBe('1');
    if (name.endsWith('.timestamp')) expect(unit).toBe('s');
  }
});

test.each([
  ['durations', instruments.DURATION_BUCKETS_SECONDS, 1, 172_800],
  ['sizes', instruments.SIZE_BUCKETS_BYTES, 1e3, 5e13],
])('buckets of %s rise from %d to %d', (_, buckets, first, last) => {
  expect([buckets[0], buckets.at(-1)]).toEqual([first, last]);
  expect([...buckets].sort((a, b) => a - b)).toEqual(buckets);
  expect(new Set(buckets).size).toBe(buckets.length);
});

describe('the table of states', () => {
  test('has a row for every outcome and every operation', () => {
    expect(Object.keys(states.GAUGES_BY_OUTCOME)).toEqual([...semconv.BACKUP_OUTCOMES]);
    expect(Object.keys(states.FACTS_BY_OPERATION).sort()).toEqual([...semconv.BACKUP_OPERATIONS].sort());
  });

  test('lets every outcome say when it was, a success what is normal and a failure why', () => {
    for (const outcome of semconv.BACKUP_OUTCOMES) {
      const gauges: readonly string[] = states.GAUGES_BY_OUTCOME[outcome];
      expect(gauges[0]).toBe(semconv.METRIC_BACKUP_LAST_END_TIMESTAMP);
      expect(gauges.includes(semconv.METRIC_BACKUP_LAST_SIZE)).toBe(outcome === 'success');
      expect(gauges.includes(semconv.METRIC_BACKUP_LAST_FAILURE_TIMESTAMP)).toBe(outcome === 'failure' || outcome === 'timeout');
    }
  });

  test('states facts by events that exist', () => {
    const known = new Set(EVENTS.map(([, name]) => name));
    for (const { event } of Object.values(states.FACTS_BY_OPERATION)) expect(known).toContain(event);
  });
});

test('spans are named after what they do', () => {
  expect(semconv.runSpanName('verify', 'nightly')).toBe('verify nightly');
  expect(semconv.phaseSpanName('dump')).toBe('backup.phase dump');
});
