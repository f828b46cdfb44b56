import { describe, expect, test } from 'vitest';
import { createHarness } from '../harness.js';

const START = Date.parse('2026-06-01T02:00:00Z');
const at = (minutes: number) => START + minutes * 60_000;
const inMs = ([seconds, nanos]: readonly [number, number]) => seconds * 1_000 + nanos / 1e6;

describe('a run that happened elsewhere', () => {
  test('is emitted with its own times, phases and report', async () => {
    const { telemetry, tree, spans, events } = createHarness();
    await telemetry.recordBackup({
      job: 'vendor-archive',
      startedAt: new Date(at(0)),
      endedAt: at(30),
      outcome: 'partial',
      reason: 'table_locked',
      report: { bytes: 1_024 },
      phases: [
        { name: 'dump', startedAt: at(0), endedAt: at(20) },
        { name: 'upload', startedAt: at(20), endedAt: at(30), error: new TypeError('x') },
      ],
    });
    expect(tree()).toEqual([
      {
        name: 'backup vendor-archive',
        outcome: 'partial',
        children: [
          { name: 'backup.phase dump', outcome: 'success' },
          { name: 'backup.phase upload', outcome: 'failure', error: 'TypeError' },
        ],
      },
    ]);
    expect(spans().map((span) => [inMs(span.startTime), inMs(span.endTime)])).toEqual([
      [at(0), at(20)],
      [at(20), at(30)],
      [at(0), at(30)],
    ]);
    expect(events().map(({ name, at: time, attributes }) => [name, time, attributes['backup.duration']])).toEqual([
      ['backup.run.started', at(0), undefined],
      ['backup.phase.finished', at(20), 1_200],
      ['backup.phase.finished', at(30), 600],
      ['backup.run.finished', at(30), 1_800],
    ]);
    expect(events().at(-1)?.attributes).toMatchObject({ 'backup.reason': 'table_locked', 'backup.artifact.size': 1_024 });
  });

  test.each<readonly [string, object]>([
    ['a misspelt error', { eror: new Error('disk full') }],
    ['a second outcome', { Outcome: 'failure' }],
    ['an error that throws', Object.defineProperty({}, 'error', { get: () => expect.fail('no'), enumerable: true })],
  ])('is at best partial when it says that it went well, and something that says how was not read: %s', async (_, more) => {
    const { telemetry, tree } = createHarness();
    const record = { job: 'nightly', startedAt: at(0), endedAt: at(1), outcome: 'success' };
    await telemetry.recordBackup(Object.defineProperties(more, Object.getOwnPropertyDescriptors(record)) as never);
    expect(tree()).toMatchObject([{ outcome: 'partial' }]);
  });

  test('that states a timeout is one, whatever else in it was misspelt', async () => {
    const { telemetry, tree } = createHarness();
    const record = { job: 'nightly', startedAt: at(0), endedAt: at(1), outcome: 'timeout', eror: new Error('late') };
    await telemetry.recordBackup(record as never);
    expect(tree()).toMatchObject([{ outcome: 'timeout' }]);
  });

  test('is a failure when it has an error and says nothing else', async () => {
    const { telemetry, tree } = createHarness();
    await telemetry.recordBackup({ job: 'nightly', startedAt: at(0), endedAt: at(1), error: new RangeError('x') });
    await telemetry.recordBackup({ job: 'nightly', startedAt: at(0), endedAt: at(1), error: new RangeError('x'), outcome: 'timeout' });
    expect(tree()).toEqual([
      { name: 'backup nightly', outcome: 'failure', error: 'RangeError' },
      { name: 'backup nightly', outcome: 'timeout', error: 'RangeError' },
    ]);
  });

  test('that ended before it started took no time', async () => {
    const { telemetry, spans } = createHarness();
    await telemetry.recordBackup({ job: 'nightly', startedAt: at(1), endedAt: at(0) });
    expect(spans().map((span) => inMs(span.endTime) - inMs(span.startTime))).toEqual([0]);
  });

  test('is not going on now', async () => {
    const { telemetry, value } = createHarness();
    await telemetry.recordBackup({ job: 'nightly', startedAt: at(0), endedAt: at(1) });
    expect(await value('backup.run.active')).toBe(0);
  });

  test.each<readonly [string, object]>([
    ['without its start', { startedAt: undefined }],
    ['without its end', { endedAt: undefined }],
    ['without both times', { startedAt: undefined, endedAt: undefined }],
    ['in seconds since the epoch', { startedAt: at(0) / 1_000, endedAt: at(1) / 1_000 }],
    ['in microseconds', { startedAt: at(0) * 1_000, endedAt: at(1) * 1_000 }],
    ['in words', { startedAt: 'yesterday' }],
    ['that is no date', { endedAt: new Date(Number.NaN) }],
    ['that ended before it started', { startedAt: at(1), endedAt: at(0) }],
    ['that ends in an hour', { endedAt: Date.now() + 3_600_000 }],
    ['that begins in an hour', { startedAt: Date.now() + 3_600_000, endedAt: undefined }],
  ])('%s is at best partial, states no fact and is said', async (_, times) => {
    const { telemetry, events, points, problems } = createHarness();
    await telemetry.recordBackup({
      job: 'nightly',
      destination: 's3-eu',
      startedAt: at(0),
      endedAt: at(1),
      outcome: 'success',
      ...times,
    } as never);
    expect(events('backup.run.finished')).toMatchObject([
      { attributes: { 'backup.outcome': 'partial', 'backup.reason': 'time_unreadable', 'backup.duration': 0 } },
    ]);
    expect(await points('backup.copy.last_stored.timestamp')).toEqual([]);
    expect((await problems())['record_invalid']).toBeGreaterThan(0);
  });

  test('without its times is a failure all the same when it says so', async () => {
    const { telemetry, tree } = createHarness();
    await telemetry.recordBackup({ job: 'nightly', outcome: 'failure' } as never);
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'failure', error: '_OTHER' }]);
  });
});

describe('a run that somebody else ends', () => {
  test.each<readonly [string, (run: ReturnType<ReturnType<typeof createHarness>['telemetry']['startBackup']>) => Promise<void>, object]>([
    ['succeeds', (run) => run.succeed({ bytes: 1 }), { outcome: 'success' }],
    ['is partial', (run) => run.partial('table_locked'), { outcome: 'partial' }],
    ['fails', (run) => run.fail(new RangeError('x')), { outcome: 'failure', error: 'RangeError' }],
    ['fails by nothing at all', (run) => run.fail(undefined), { outcome: 'failure', error: '_OTHER' }],
    ['is cancelled', (run) => run.cancel(), { outcome: 'cancelled' }],
    ['is skipped', (run) => run.skip('no_changes'), { outcome: 'skipped' }],
  ])('%s', async (_, end, expected) => {
    const { telemetry, tree } = createHarness();
    await end(telemetry.startBackup({ job: 'nightly' }));
    expect(tree()).toEqual([{ name: 'backup nightly', ...expected }]);
  });

  test('is partial when it succeeds after a phase that was', async () => {
    const { telemetry, tree, events } = createHarness();
    const run = telemetry.startBackup({ job: 'nightly' });
    await run.phase('dump', (phase) => phase.partial('table_locked'));
    await run.succeed();
    expect(tree()[0]?.outcome).toBe('partial');
    expect(events('backup.run.finished')[0]?.attributes['backup.reason']).toBe('table_locked');
  });

  test('hands out its parts one by one', async () => {
    const { telemetry, tree, value } = createHarness();
    const {
      id,
      reference,
      signal,
      phase,
      addBytes,
      report,
      byteCounter,
      succeed,
      with: within,
    } = telemetry.startBackup({ job: 'nightly' });
    expect([reference.runId, signal.aborted, byteCounter() instanceof TransformStream]).toEqual([id, false, true]);
    addBytes(5);
    report({ bytes: 5 });
    expect(within(() => 'within')).toBe('within');
    expect(await phase('dump', () => 'dumped')).toBe('dumped');
    await succeed();
    expect(tree()).toMatchObject([{ outcome: 'success', children: [{ name: 'backup.phase dump' }] }]);
    expect([await value('backup.run.last_size'), await value('backup.processed.size')]).toEqual([5, 5]);
  });

  test('rethrows what a function throws that runs within it, and goes on', async () => {
    const { telemetry, tree } = createHarness();
    const run = telemetry.startBackup({ job: 'nightly' });
    expect(() =>
      run.with(() => {
        throw new RangeError('x');
      }),
    ).toThrow(RangeError);
    await run.succeed();
    expect(tree()[0]?.outcome).toBe('success');
  });
});

test('a verify run names the run it proved', async () => {
  const { telemetry, events, spans } = createHarness();
  const reference = await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, (run) => run.reference);
  await telemetry.withBackup({ job: 'nightly', operation: 'verify', destination: 's3-eu', proves: reference }, () => undefined);
  const proved = { 'backup.proved.run.id': reference.runId, 'backup.proved.trace.id': spans()[0]?.spanContext().traceId };
  expect(events('backup.copy.verified')[0]?.attributes).toMatchObject(proved);
  await telemetry.withBackup({ job: 'nightly', operation: 'verify', proves: { runId: 'elsewhere' } }, () => undefined);
  expect(spans().at(-1)?.attributes).toMatchObject({ 'backup.proved.run.id': 'elsewhere' });
});

test('an error that is null is none, as callbacks have it', async () => {
  const { telemetry, tree } = createHarness();
  await telemetry.recordBackup({ job: 'nightly', startedAt: START, endedAt: START, error: null });
  expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
});
