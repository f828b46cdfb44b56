import { setTimeout as sleep } from 'node:timers/promises';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { recordComparison, recordLogArchive, recordPrunePlan, recordRestoreProof, type FactRecorder } from '../../../src/facts/index.js';
import { countRedactions } from '../../../src/sanitize/index.js';
import { BACKUP_OPERATIONS, type BackupOperation } from '../../../src/semconv.js';
import {
  ATTRIBUTES,
  EVENT_REFERENCE,
  METRIC_REFERENCE,
  SEVERITY_OF_OUTCOME,
  SPAN_REFERENCE,
  type AttributeUses,
} from '../../../src/semconv/registry.js';
import { createHarness, type Harness, type Point, type EmittedEvent } from '../job/harness.js';

const EVERYTHING = { type: 'full', destination: 's3-eu', region: 'eu-central-1', dbSystem: 'postgresql', retentionTier: 'daily' } as const;

const ONE_RUN = { attempt: 2, attempts: 3, trigger: 'retry', proves: { runId: 'earlier', traceId: 'ab'.repeat(16) } } as const;

const TIME = Date.UTC(2026, 5, 1);

let harness: Harness;
let points: readonly Point[];
let events: readonly EmittedEvent[];

// One process in which all that can happen to a backup happens; then the reference is held against what was emitted.
beforeAll(async () => {
  vi.stubEnv('TRACEPARENT', `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`);
  harness = createHarness();
  const { withBackup, startBackup, recordBackup, defineBackup } = harness.telemetry;
  const defined = defineBackup({
    job: 'defined',
    ...EVERYTHING,
    every: '24h',
    startGrace: '30m',
    maxDuration: '2h',
    minDuration: '1m',
    minBytes: 1_000,
    attempts: 3,
    retryWithin: '15m',
    rpo: '24h',
    rto: '4h',
    copies: [{ destination: 's3-eu', region: 'eu-central-1' }, { destination: 'vault' }],
  });
  await defined.run(() => undefined);
  for (const operation of BACKUP_OPERATIONS) {
    await withBackup({ job: 'whole', operation, ...EVERYTHING, ...ONE_RUN }, async (run) => {
      await run.phase('dump', async (phase) => {
        phase.progress({ bytesDone: 1, bytesTotal: 2, filesDone: 1, filesTotal: 2 });
        phase.addBytes(1_024);
      });
      run.report({
        bytes: 1_024,
        files: 1,
        checksum: `sha256:${'ab'.repeat(32)}`,
        exitCode: 0,
        retainedCopies: 30,
        oldestCopy: 1_780_279_200_500,
        newestCopy: 1_780_279_300_500,
      });
    });
    await withBackup({ job: 'recording', operation, ...EVERYTHING, ...ONE_RUN }, (run) => {
      recordEverything(operation, run);
    });
    await withBackup({ job: 'bare', operation }, () => undefined);
    const overlapped = startBackup({ job: 'late', operation, ...EVERYTHING });
    await withBackup({ job: 'late', operation, ...EVERYTHING, timeout: 5 }, async (run) => {
      run.report({ retainedCopies: 30 });
      recordEverything(operation, run);
      await run.phase('upload', () => sleep(20));
    });
    await overlapped.skip();
    await recordBackup({
      job: 'recorded',
      operation,
      ...EVERYTHING,
      startedAt: TIME,
      endedAt: TIME + 1,
      reason: 'imported',
      report: { retainedCopies: 30 },
    });
  }
  const failure = () => Promise.reject(new TypeError('/var/backups/secret'));
  await withBackup({ job: 'ends', ...EVERYTHING }, (run) => run.phase('upload', failure)).catch(() => undefined);
  await withBackup({ job: 'ends', ...EVERYTHING, ...ONE_RUN, timeout: 20, heartbeat: 100 }, () => sleep(150)).catch(() => undefined);
  await withBackup({ job: 'ends', timeout: 5 }, () => sleep(20).then(failure)).catch(() => undefined);
  const exited = Object.assign(new Error('exit'), { exitCode: 3 });
  await withBackup({ job: 'tried', ...EVERYTHING, ...ONE_RUN }, (run) => run.phase('upload', () => Promise.reject(exited))).catch(
    () => undefined,
  );
  const overlapped = startBackup({ job: 'overlapped', ...EVERYTHING, heartbeat: 100 });
  const overlapping = startBackup({ job: 'overlapped', ...EVERYTHING, heartbeat: 100 });
  overlapping.addBytes(1_024);
  await sleep(150);
  await Promise.all([overlapped.succeed(), overlapping.succeed()]);
  await startBackup({ job: 'ends' }).partial('table_locked');
  await startBackup({ job: 'ends' }).skip('no_changes');
  await startBackup({ job: 'ends' }).cancel();
  await startBackup({ job: 'mistaken', destination: 's3-eu', type: 'whole' as 'full' }).succeed();
  const phases = [{ name: 'dump', startedAt: TIME, endedAt: TIME + 1_000, error: new TypeError() }];
  await recordBackup({ job: 'recorded', startedAt: TIME, endedAt: TIME + 2_000, error: undefined, outcome: 'partial', phases });
  countRedactions({ counts: () => ({ 'private-key': 1 }) }, harness.meterProvider.getMeter('host'));
  points = await harness.points();
  await defined.decommission();
  points = [...points, ...(await harness.points('backup.job.decommissioned.timestamp'))];
  events = harness.events();
});

test('every metric, event and span of the reference is emitted', () => {
  expect(new Set(points.map(({ metric }) => metric))).toEqual(new Set(Object.keys(METRIC_REFERENCE)));
  expect(new Set(events.map(({ name }) => name))).toEqual(new Set(Object.keys(EVENT_REFERENCE)));
  expect(new Set(harness.spans().map(kindOf))).toEqual(new Set(Object.keys(SPAN_REFERENCE)));
});

test.each(Object.entries(METRIC_REFERENCE))('%s has the attributes that its row names', (name, { attributes }) => {
  for (const point of points.filter(({ metric }) => metric === name)) expectUses(name, point.attributes, attributes);
});

test.each(Object.entries(EVENT_REFERENCE))(
  '%s has the attributes and the severity that its row names',
  (name, { attributes, severity }) => {
    for (const event of events.filter((event) => event.name === name)) {
      expectUses(name, event.attributes, attributes);
      const outcome = event.attributes['backup.outcome'] as keyof typeof SEVERITY_OF_OUTCOME;
      expect(event.severity).toBe(severity === 'outcome' ? SEVERITY_OF_OUTCOME[outcome] : severity);
    }
  },
);

test.each(Object.entries(SPAN_REFERENCE))('the span of a %s has the attributes that its row names', (kind, { atStart, atEnd }) => {
  for (const span of harness.spans().filter((found) => kindOf(found) === kind)) {
    expectUses(span.name, span.attributes, { ...atStart, ...atEnd });
    expect(span.kind).toBe(SpanKind.INTERNAL);
    expect(span.events).toEqual([]);
    const type = span.attributes['error.type'];
    expect(span.status).toEqual(type === undefined ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: type });
  }
});

describe('an attribute that a row names', () => {
  const used = (uses: AttributeUses) => Object.keys(uses).sort();
  const attributesOf = (records: readonly (readonly [string, object])[], name: string) =>
    [...new Set(records.filter(([of]) => of === name).flatMap(([, attributes]) => Object.keys(attributes)))].sort();

  test.each(Object.entries(METRIC_REFERENCE))('of %s is emitted when it is stated', (name, { attributes }) => {
    expect(
      attributesOf(
        points.map((point) => [point.metric, point.attributes]),
        name,
      ),
    ).toEqual(used(attributes));
  });

  test.each(Object.entries(EVENT_REFERENCE))('of %s is emitted when it is stated', (name, { attributes }) => {
    const found = attributesOf(
      events.map((event) => [event.name, event.attributes]),
      name,
    );
    expect(found).toEqual(used(attributes));
  });
});

function recordEverything(operation: BackupOperation, run: FactRecorder): void {
  recordComparison(run, { source: { bytes: 1_024 }, copy: { bytes: 1_024 } });
  recordLogArchive(run, { until: TIME, gaps: 1 });
  if (operation === 'prune') recordPrunePlan(run, { removing: 5, remaining: 30 });
  if (operation === 'restore') recordRestoreProof(run, { checks: ['rows', 'application'], backupEndedAt: TIME });
}

function expectUses(what: string, found: object, uses: AttributeUses): void {
  const strays = Object.keys(found).filter((name) => !Object.hasOwn(uses, name));
  const missing = Object.keys(uses).filter((name) => uses[name] === 'required' && !Object.hasOwn(found, name));
  expect({ what, strays, missing }).toEqual({ what, strays: [], missing: [] });
  const outcome = (found as Record<string, unknown>)['backup.outcome'];
  if (outcome !== undefined && Object.hasOwn(uses, 'error.type'))
    expect(Object.hasOwn(found, 'error.type')).toBe(outcome === 'failure' || outcome === 'timeout');
  for (const [name, value] of Object.entries(found) as [string, unknown][])
    expect([what, name, typesOf(value)]).toEqual([what, name, expect.arrayContaining([ATTRIBUTES[name]?.type])]);
}

function kindOf({ name }: { readonly name: string }): 'run' | 'phase' {
  return name.startsWith(SPAN_REFERENCE.phase.name.replace('{phase}', '')) ? 'phase' : 'run';
}

/** Types a value conforms to: a whole number is a double too. */
function typesOf(value: unknown): readonly string[] {
  if (typeof value === 'number') return Number.isInteger(value) ? ['int', 'double'] : ['double'];
  return Array.isArray(value) ? ['string[]'] : [typeof value];
}
