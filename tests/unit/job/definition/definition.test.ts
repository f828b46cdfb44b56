import { describe, expect, test } from 'vitest';
import type { BackupDefinition, DefinedRunOptions } from '../../../../src/index.js';
import { createHarness } from '../harness.js';

const NOW = Date.parse('2026-06-01T02:00:00Z');
const HOUR = 3_600_000;
const IDENTITY = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.destination.name': 's3-eu' };
const EVERYTHING: BackupDefinition = {
  job: 'nightly',
  type: 'full',
  destination: 's3-eu',
  region: 'eu-central-1',
  dbSystem: 'postgresql',
  retentionTier: 'daily',
  every: '24h',
  startGrace: '30m',
  maxDuration: '2h',
  minDuration: '1m',
  minBytes: 1_024,
  rpo: '25h',
  rto: 7_200_000,
  copies: [{ destination: 's3-us', region: 'us-east-1' }, { destination: 'vault' }],
  timeout: '3h',
  heartbeat: '1m',
  flush: 'await',
};

function createClocked() {
  let now = NOW;
  const harness = createHarness({ now: () => now });
  return { ...harness, advance: (ms: number) => (now += ms) };
}

describe('a job that never ran is visible', () => {
  test('by gauges that hold all that is expected of it', async () => {
    const { telemetry, points } = createClocked();
    telemetry.defineBackup(EVERYTHING);
    const found = await points();
    const ofJob = found.filter(({ attributes }) => attributes['backup.operation'] === 'backup');
    for (const { attributes } of ofJob) expect(attributes).toEqual(IDENTITY);
    expect(Object.fromEntries(ofJob.map(({ metric, value }) => [metric, value]))).toEqual({
      'backup.job.registered.timestamp': NOW / 1_000,
      'backup.expected.interval': 86_400,
      'backup.expected.next_start.timestamp': NOW / 1_000 + 86_400,
      'backup.expected.start_grace': 1_800,
      'backup.expected.max_duration': 7_200,
      'backup.expected.min_duration': 60,
      'backup.expected.min_size': 1_024,
      'backup.expected.rpo': 90_000,
      'backup.expected.rto': 7_200,
    });
    const copy = { 'backup.operation': 'copy', 'backup.job.name': 'nightly' };
    expect(found.filter(({ attributes }) => attributes['backup.operation'] === 'copy')).toEqual([
      {
        metric: 'backup.copy.registered.timestamp',
        value: NOW / 1_000,
        attributes: { ...copy, 'backup.destination.name': 's3-us', 'cloud.region': 'us-east-1' },
      },
      { metric: 'backup.copy.registered.timestamp', value: NOW / 1_000, attributes: { ...copy, 'backup.destination.name': 'vault' } },
    ]);
  });

  test('by an event that says the same', () => {
    const { telemetry, events } = createClocked();
    telemetry.defineBackup(EVERYTHING);
    expect(events().map(({ name, at }) => [name, at])).toEqual([['backup.job.defined', NOW]]);
    const { 'backup.event.id': id, ...attributes } = events()[0]?.attributes ?? {};
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(attributes).toEqual({
      ...IDENTITY,
      'backup.type': 'full',
      'cloud.region': 'eu-central-1',
      'db.system.name': 'postgresql',
      'backup.retention.tier': 'daily',
      'backup.event.sequence': 0,
      'backup.expected.interval': 86_400,
      'backup.expected.start_grace': 1_800,
      'backup.expected.max_duration': 7_200,
      'backup.expected.min_duration': 60,
      'backup.expected.min_size': 1_024,
      'backup.expected.rpo': 90_000,
      'backup.expected.rto': 7_200,
      'backup.expected.destinations': ['s3-us', 'vault'],
      'backup.expected.regions': ['us-east-1', ''],
    });
  });
});

test('every start moves the next expected start, an older one does not', async () => {
  const { telemetry, value, advance } = createClocked();
  const nightly = telemetry.defineBackup({ job: 'nightly', every: '24h' });
  advance(HOUR);
  await nightly.run(() => undefined);
  const next = (NOW + 25 * HOUR) / 1_000;
  expect(await value('backup.expected.next_start.timestamp')).toBe(next);
  await nightly.record({ startedAt: NOW - HOUR, endedAt: NOW });
  expect(await value('backup.expected.next_start.timestamp')).toBe(next);
});

test('a job without an interval has no next start', async () => {
  const { telemetry, value } = createClocked();
  await telemetry.defineBackup({ job: 'nightly', rpo: '24h' }).run(() => undefined);
  expect(await value('backup.expected.next_start.timestamp')).toBeUndefined();
});

describe('definitions of one job', () => {
  test('add up', async () => {
    const { telemetry, points, warnings } = createClocked();
    telemetry.defineBackup({ job: 'nightly', destination: 's3-eu', rpo: '25h', copies: [{ destination: 's3-us' }] });
    telemetry.defineBackup({ job: 'monthly', copies: [{ destination: 's3-us' }] });
    telemetry.defineBackup({
      job: 'nightly',
      destination: 's3-eu',
      rto: '1h',
      copies: [{ destination: 's3-us' }, { destination: 'vault' }],
    });
    const found = (await points()).filter(({ attributes }) => attributes['backup.job.name'] === 'nightly');
    expect(found.map(({ metric, attributes }) => [metric, attributes['backup.destination.name']])).toEqual([
      ['backup.job.registered.timestamp', 's3-eu'],
      ['backup.expected.rpo', 's3-eu'],
      ['backup.copy.registered.timestamp', 's3-us'],
      ['backup.copy.registered.timestamp', 'vault'],
      ['backup.expected.rto', 's3-eu'],
    ]);
    expect(warnings).toEqual([]);
  });

  test.each<readonly [string, object, object, string, number]>([
    ['every', { every: '24h' }, { every: '168h' }, 'backup.expected.interval', 86_400],
    ['every', { every: '168h' }, { every: '24h' }, 'backup.expected.interval', 86_400],
    ['startGrace', { every: '24h', startGrace: '1h' }, { startGrace: '2h', every: '24h' }, 'backup.expected.start_grace', 3_600],
    ['maxDuration', { maxDuration: '1h' }, { maxDuration: '2h' }, 'backup.expected.max_duration', 3_600],
    ['minDuration', { minDuration: '1m' }, { minDuration: '2m' }, 'backup.expected.min_duration', 120],
    ['minBytes', { minBytes: 1_000 }, { minBytes: 10 }, 'backup.expected.min_size', 1_000],
    ['rpo', { rpo: '24h' }, { rpo: '48h' }, 'backup.expected.rpo', 86_400],
    ['rto', { rto: '4h' }, { rto: '1h' }, 'backup.expected.rto', 3_600],
  ])('that contradict each other in `%s` are said, and the stricter holds: %j, %j', async (field, first, second, gauge, value) => {
    const { telemetry, warnings, ...found } = createClocked();
    telemetry.defineBackup({ job: 'nightly', ...first });
    telemetry.defineBackup({ job: 'nightly', ...second });
    expect(await found.value(gauge)).toBe(value);
    expect(warnings).toEqual([expect.stringContaining(`Expected \`${field}\` to be as an earlier definition of the job states it`)]);
    expect(await found.problems()).toEqual({ definition_invalid: 1 });
  });

  test('of which one had a problem leave no run of the job clean', async () => {
    const { telemetry, points } = createClocked();
    telemetry.defineBackup({ job: 'nightly', rpo: '1h', every: '24h' });
    telemetry.defineBackup({ job: 'nightly' });
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(await points('backup.telemetry.last_clean.timestamp')).toEqual([]);
    expect(await points('backup.telemetry.last_problem.timestamp')).toMatchObject([{ value: NOW / 1_000 }]);
  });

  test('are forgotten when the job is decommissioned', async () => {
    const { telemetry, value, warnings } = createClocked();
    await telemetry.defineBackup({ job: 'nightly', every: '24h' }).decommission();
    telemetry.defineBackup({ job: 'nightly', every: '168h' });
    expect(await value('backup.expected.interval')).toBe(604_800);
    expect(warnings).toEqual([]);
  });
});

describe('a job out of service', () => {
  test('takes its series with it, and nothing of another job or destination', async () => {
    const { telemetry, points, events, advance } = createClocked();
    const nightly = telemetry.defineBackup(EVERYTHING);
    await nightly.run(() => undefined);
    const others = [
      { job: 'nightly', destination: 'tape' },
      { job: 'weekly', destination: 's3-eu' },
    ];
    for (const other of others) await telemetry.recordBackup({ ...other, startedAt: NOW, endedAt: NOW });
    await telemetry.recordBackup({ job: 'nightly', operation: 'copy', destination: 's3-us', startedAt: NOW, endedAt: NOW });
    advance(HOUR);
    await nightly.decommission();
    const left = (await points()).filter(({ metric }) => metric.endsWith('.timestamp') || metric.startsWith('backup.expected'));
    const of = ({ attributes }: (typeof left)[number]) =>
      ['backup.operation', 'backup.job.name', 'backup.destination.name'].map((name) => String(attributes[name])).join(' ');
    expect(new Set(left.map(of))).toEqual(
      new Set(['backup nightly s3-eu', 'backup nightly tape', 'copy nightly tape', 'backup weekly s3-eu', 'copy weekly s3-eu']),
    );
    expect(left.filter((point) => of(point) === 'backup nightly s3-eu')).toEqual([
      { metric: 'backup.job.decommissioned.timestamp', value: (NOW + HOUR) / 1_000, attributes: IDENTITY },
    ]);
    expect(events('backup.job.decommissioned')).toMatchObject([{ at: NOW + HOUR, attributes: IDENTITY }]);
  });

  test('is back in service when it is defined again', async () => {
    const { telemetry, value } = createClocked();
    await telemetry.defineBackup({ job: 'nightly' }).decommission();
    telemetry.defineBackup({ job: 'nightly' });
    expect(await value('backup.job.decommissioned.timestamp')).toBeUndefined();
    expect(await value('backup.job.registered.timestamp')).toBe(NOW / 1_000);
  });
});

describe('options of one run of a defined job', () => {
  test('lie over the definition, and may be left out', async () => {
    const { telemetry, events } = createClocked();
    const nightly = telemetry.defineBackup({ job: 'nightly', type: 'full', destination: 's3-eu' });
    expect(nightly.job).toBe('nightly');
    expect(await nightly.run({ type: 'incremental', attempt: 2, region: undefined }, () => 'stored')).toBe('stored');
    await nightly.start({ trigger: 'event' }).succeed();
    await nightly.start().succeed();
    await nightly.record({ startedAt: NOW, endedAt: NOW, trigger: 'manual' });
    expect(events('backup.run.finished').map(({ attributes: a }) => [a['backup.type'], a['backup.attempt'], a['backup.trigger']])).toEqual([
      ['incremental', 2, undefined],
      ['full', undefined, 'event'],
      ['full', undefined, undefined],
      ['full', undefined, 'manual'],
    ]);
  });

  test.each<readonly [string, unknown, RegExp]>([
    ['that are no object', 'fast', /Expected the first argument to be an object such as .*, got a string of 4 characters; it is left out/],
    ['that are null', null, /Expected the first argument to be an object such as .*, got null/],
    [
      'that cannot be read',
      new Proxy({}, { ownKeys: () => expect.fail('read') }),
      /Expected the first argument to be an object such as .*, got an object/,
    ],
    [
      'of which one cannot',
      {
        get type(): string {
          throw new Error('read');
        },
        attempt: 2,
      },
      /Expected `type` to be readable, got undefined; it is left out/,
    ],
  ])('%s are said, and the run is the defined job', async (_, options, warning) => {
    const { telemetry, tree, warnings } = createClocked();
    const nightly = telemetry.defineBackup({ job: 'nightly' });
    expect(await nightly.run(options as DefinedRunOptions, () => 'stored')).toBe('stored');
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  test('that repeat what the definition says are no problem', async () => {
    const { telemetry, tree, warnings } = createClocked();
    const nightly = telemetry.defineBackup({ job: 'nightly', destination: 's3-eu' });
    await nightly.run({ job: 'nightly', operation: 'backup', destination: 's3-eu' } as DefinedRunOptions, () => undefined);
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
    expect(warnings).toEqual([]);
  });

  test('without a function are refused, as in withBackup', async () => {
    const { telemetry } = createClocked();
    const run = telemetry.defineBackup({ job: 'nightly' }).run as (options: object) => Promise<unknown>;
    await expect(run({})).rejects.toMatchObject({ code: 'callback_required' });
  });
});
