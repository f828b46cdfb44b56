import { trace } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { createTestClock, createTestTelemetry } from '../../../src/testing/index.js';

const START = Date.parse('2026-06-01T02:00:00Z');

function createClocked() {
  const clock = createTestClock(START);
  return { ...createTestTelemetry({ clock }), clock };
}

describe('runs()', () => {
  test('records a run in one record, with its phases nested', async () => {
    const { telemetry, runs, clock } = createClocked();
    await telemetry.withBackup({ job: 'nightly', type: 'full', destination: 's3-eu' }, async (run) => {
      await run.phase('dump', async (dump) => {
        await dump.phase('schema', () => clock.advance('10s'));
        clock.advance('50s');
      });
      run.report({
        bytes: 1_024,
        files: 1,
        checksum: `sha256:${'ab'.repeat(32)}`,
        exitCode: 0,
        retainedCopies: 3,
        oldestCopy: new Date(START),
      });
    });
    expect(runs()).toEqual([
      {
        job: 'nightly',
        operation: 'backup',
        outcome: 'success',
        duration: 60,
        errorType: undefined,
        reason: undefined,
        type: 'full',
        destination: 's3-eu',
        report: { bytes: 1_024, files: 1, checksum: `sha256:${'ab'.repeat(32)}`, exitCode: 0, retainedCopies: 3, oldestCopy: START },
        phases: [
          {
            name: 'dump',
            outcome: 'success',
            duration: 60,
            errorType: undefined,
            phases: [{ name: 'schema', outcome: 'success', duration: 10, errorType: undefined, phases: [] }],
          },
        ],
        runId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        traceId: expect.stringMatching(/^[\da-f]{32}$/) as string,
        attributes: expect.objectContaining({ 'backup.job.name': 'nightly' }) as object,
      },
    ]);
  });

  test('records a failure with the class of its error, in the phase where it happened', async () => {
    const { telemetry, runs } = createClocked();
    const failing = telemetry.withBackup({ job: 'nightly' }, (run) => run.phase('upload', () => Promise.reject(new RangeError('secret'))));
    await expect(failing).rejects.toThrow('secret');
    const failed = { outcome: 'failure', errorType: 'RangeError' };
    expect(runs()).toMatchObject([{ ...failed, phases: [{ name: 'upload', ...failed }] }]);
  });

  test('records a run that goes on without an outcome, and the same run with one at its end', async () => {
    const { telemetry, runs } = createClocked();
    const run = telemetry.startBackup({ job: 'nightly' });
    expect(runs()).toMatchObject([{ outcome: undefined, duration: undefined, runId: run.id }]);
    await run.skip('no_changes');
    expect(runs()).toMatchObject([{ outcome: 'skipped', duration: 0, reason: 'no_changes', runId: run.id }]);
  });

  test('records a run of the past with its own times', async () => {
    const { telemetry, runs } = createClocked();
    const phases = [{ name: 'dump', startedAt: START, endedAt: START + 1_000 }];
    await telemetry.recordBackup({ job: 'vendor', operation: 'verify', startedAt: START, endedAt: START + 2_500, phases });
    expect(runs()).toMatchObject([{ job: 'vendor', operation: 'verify', duration: 2.5, phases: [{ name: 'dump', duration: 1 }] }]);
  });
});

test('spans() are trees of plain data, also where a span is open', async () => {
  const { telemetry, spans, clock } = createClocked();
  const run = telemetry.startBackup({ job: 'nightly' });
  await run.phase('dump', () => clock.advance('1s'));
  expect(spans()).toMatchObject([
    {
      name: 'backup nightly',
      startedAt: START,
      endedAt: undefined,
      error: undefined,
      children: [{ name: 'backup.phase dump', endedAt: START + 1_000, children: [] }],
    },
  ]);
  await run.fail(new TypeError());
  expect(spans()[0]).toMatchObject({ endedAt: START + 1_000, error: 'TypeError' });
});

test('events() are those that a listener gets', async () => {
  const { telemetry, events } = createTestTelemetry();
  const heard: unknown[] = [];
  telemetry.onBackupEvent((event) => heard.push(event));
  telemetry.defineBackup({ job: 'nightly', every: '24h', copies: [{ destination: 's3-us' }] });
  await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, (run) => run.phase('dump', () => undefined));
  expect(heard).toHaveLength(5);
  expect(events()).toEqual(heard);
});

describe('metric()', () => {
  test('is the value of the series that has the attributes', async () => {
    const { telemetry, metric, clock } = createClocked();
    const sizes = [100, 200];
    for (const bytes of sizes) {
      await telemetry.withBackup({ job: 'nightly' }, (run) => {
        clock.advance('1m');
        run.report({ bytes });
      });
    }
    const job = { 'backup.job.name': 'nightly' };
    expect(metric('backup.run.ended', { ...job, 'backup.outcome': 'success' })).toBe(2);
    expect(metric('backup.run.active', job)).toBe(0);
    expect(metric('backup.run.duration', job)).toBe(120);
    expect(metric('backup.run.last_size', job)).toBe(200);
    expect(metric('backup.run.last_end.timestamp', job)).toBe(START / 1_000 + 120);
  });

  test('is undefined where no series has the attributes', async () => {
    const { telemetry, metric } = createTestTelemetry();
    expect(metric('backup.run.ended')).toBeUndefined();
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(metric('backup.run.ended', { 'backup.outcome': 'failure' })).toBeUndefined();
  });

  test('says which series there are when the attributes fit more than one', async () => {
    const { telemetry, metric } = createTestTelemetry();
    await telemetry.withBackup({ job: 'a' }, () => undefined);
    await telemetry.withBackup({ job: 'b' }, () => undefined);
    expect(() => metric('backup.run.ended')).toThrow(
      /^Expected attributes that only one series of backup\.run\.ended has, got 2:\n {2}\{.*"a".*\} = 1\n {2}\{.*"b".*\} = 1$/,
    );
  });

  test('says names like one that does not exist', () => {
    const { metric } = createTestTelemetry();
    expect(() => metric('backup.run.lasted')).toThrow(
      /^Expected the name of a metric, got "backup\.run\.lasted"\. Names like it: backup\.run\.last_/,
    );
  });
});

describe('reset()', () => {
  test('forgets runs, events, sums and what runs left in the state of their jobs', async () => {
    const { telemetry, runs, spans, events, metric, reset } = createTestTelemetry();
    await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, (run) => run.report({ bytes: 1 }));
    reset();
    expect([runs(), spans(), events()]).toEqual([[], [], []]);
    const names = ['run.ended', 'run.last_end.timestamp', 'run.last_start.timestamp', 'run.last_size', 'copy.last_stored.timestamp'];
    expect(names.map((name) => metric(`backup.${name}`))).toEqual(names.map(() => undefined));
  });

  test('keeps what definitions say, and expects the next run as if none had been', async () => {
    const clock = createTestClock(START);
    const { telemetry, metric, reset } = createTestTelemetry({ clock });
    const nightly = telemetry.defineBackup({ job: 'nightly', every: '24h' });
    clock.advance('1h');
    await nightly.run(() => undefined);
    reset();
    expect(metric('backup.job.registered.timestamp')).toBe(START / 1_000);
    expect(metric('backup.expected.interval')).toBe(86_400);
    expect(metric('backup.expected.next_start.timestamp')).toBe(START / 1_000 + 86_400);
    await nightly.run(() => undefined);
    expect(metric('backup.run.last_end.timestamp')).toBe(START / 1_000 + 3_600);
  });
});

test('two instances know nothing of each other, and nothing of what is global', async () => {
  const first = createTestTelemetry();
  const second = createTestTelemetry();
  await first.telemetry.withBackup({ job: 'nightly' }, () => trace.getTracer('mine').startSpan('work').end());
  expect([first.runs().length, second.runs().length]).toEqual([1, 0]);
  expect(first.spans()).toMatchObject([{ name: 'backup nightly', children: [] }]);
});

test('options that are wrong are refused', () => {
  expect(() => createTestTelemetry({ heartbeat: 'often' as '1s' })).toThrow('Expected `heartbeat` to be a duration');
  expect(() => createTestTelemetry({ clock: { now: 5 } as never })).toThrow(
    'Expected `clock` to be what createTestClock() returns, got an object.',
  );
  expect(() => createTestTelemetry({ clock: 5 } as never)).toThrow('Expected `clock` to be what createTestClock() returns, got 5.');
  expect(() => createTestTelemetry({ strict: 'no' } as never)).toThrow('Expected `strict` to be true or false, got "no".');
  expect(() => createTestTelemetry(null as never)).toThrow('Expected the options to be an object, got null.');
});

test('a misspelt option is refused: the test would pass for the wrong reason', () => {
  expect(() => createTestTelemetry({ strickt: true } as object)).toThrow(
    'Expected `strickt` to be a field of the options (did you mean `strict`?).',
  );
});
