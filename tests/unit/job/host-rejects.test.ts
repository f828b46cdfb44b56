import * as api from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackupTelemetry, type BackupRun, type BackupTelemetryOptions } from '../../../src/index.js';
import { createHarness, listenToDiag } from './harness.js';

const unhandled: unknown[] = [];
const hear = (error: unknown) => unhandled.push(error);

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', hear);
});
afterEach(() => {
  process.off('unhandledRejection', hear);
  api.diag.disable();
});

/** Answers every call, however deep, with a promise that rejects. */
const rejecting = (members: object = {}): never =>
  new Proxy(members, { get: (target, name) => (Reflect.get(target, name) as unknown) ?? (name === 'then' ? undefined : reject) }) as never;
const reject = () => Promise.reject(new Error('of the host'));

// As functions: a runner that prints what it tests would ask these for everything.
const HOSTS: readonly (readonly [string, () => BackupTelemetryOptions])[] = [
  ['a tracer provider', () => ({ tracerProvider: rejecting() })],
  ['a tracer', () => ({ tracerProvider: rejecting({ getTracer: () => rejecting() }) })],
  ['a span', () => ({ tracerProvider: rejecting({ getTracer: () => rejecting({ startSpan: () => rejecting() }) }) })],
  ['a meter provider', () => ({ meterProvider: rejecting() })],
  ['a meter', () => ({ meterProvider: rejecting({ getMeter: () => rejecting() }) })],
  [
    'every instrument',
    () => ({
      meterProvider: rejecting({
        getMeter: () =>
          Object.fromEntries(
            ['createHistogram', 'createCounter', 'createUpDownCounter', 'createObservableGauge'].map((name) => [
              name,
              () => ({ add: reject, record: reject, addCallback: reject }),
            ]),
          ),
      }),
    }),
  ],
  ['a logger provider', () => ({ loggerProvider: rejecting() })],
  ['a logger', () => ({ loggerProvider: rejecting({ getLogger: () => rejecting() }) })],
  ['a clock', () => ({ now: reject as never })],
];

describe('no rejection of the host ends the process: that of', () => {
  test.each(HOSTS)('%s', async (_, make) => {
    listenToDiag();
    const telemetry = createBackupTelemetry({ ...make(), flush: 'background' });
    const nightly = telemetry.defineBackup({ job: 'nightly', every: '24h' });
    const value = await nightly.run((run) =>
      run.phase('dump', (phase) => {
        phase.progress({ bytesDone: 1 });
        return 'stored';
      }),
    );
    await expect(nightly.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await nightly.decommission();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([value, unhandled]).toEqual(['stored', []]);
  });

  test('the logger of `diag`', async () => {
    const { telemetry } = createHarness();
    api.diag.setLogger(rejecting(), { suppressOverrideMessage: true });
    await telemetry.withBackup({ job: 'nightly', type: 'all' as 'full' }, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).toEqual([]);
  });
});

test('no rejection of a promise that somebody forgot to await ends the process, wherever it was handed in', async () => {
  const { telemetry } = createHarness();
  const late = () => reject() as never;
  await telemetry.withBackup(late(), () => undefined);
  await telemetry.withBackup({ job: late(), destination: late() }, (run) => {
    run.report(late());
    run.report({ bytes: late(), exitCode: late() });
    run.progress(late());
    run.progress({ bytesDone: late() });
    run.partial(late());
    return run.phase(late(), () => undefined);
  });
  const run = telemetry.startBackup({ job: 'nightly' });
  await run.fail(late());
  await telemetry.recordBackup(late());
  await telemetry.recordBackup({ job: 'nightly', startedAt: late(), endedAt: late(), error: late(), report: late(), phases: late() });
  telemetry.defineBackup(late());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(unhandled).toEqual([]);
});

describe('nested begun within nested, before anything is awaited:', () => {
  test.each<readonly [string, (deep: number) => Promise<unknown>]>([
    [
      'phases',
      (deep) => {
        const nest = (run: BackupRun, left: number): Promise<string> =>
          left === 0 ? Promise.resolve('stored') : run.phase('deep', (phase) => nest(phase, left - 1));
        return createBackupTelemetry({ flush: 'background' }).withBackup({ job: 'nightly' }, (run) => nest(run, deep));
      },
    ],
    [
      'runs',
      (deep) => {
        const telemetry = createBackupTelemetry({ flush: 'background' });
        const nest = (left: number): Promise<string> =>
          left === 0 ? Promise.resolve('stored') : telemetry.withBackup({ job: 'nightly' }, () => nest(left - 1));
        return nest(deep);
      },
    ],
  ])('5000 %s', async (_, nest) => {
    expect(await nest(5_000)).toBe('stored');
  });
});

test('hundreds of runs with a timeout on one signal are no leak of listeners', async () => {
  const warned: Error[] = [];
  const hearWarning = (warning: Error) => warned.push(warning);
  process.on('warning', hearWarning);
  const { telemetry } = createHarness({ flush: 'background' });
  const abort = new AbortController();
  const runs = Array.from({ length: 300 }, () => telemetry.startBackup({ job: 'nightly', signal: abort.signal, timeout: '1h' }));
  const signals = runs.map((run) => run.signal);
  await runs.pop()?.succeed();
  abort.abort(new Error('enough'));
  expect(signals.map(({ aborted }) => aborted)).toEqual([...runs.map(() => true), false]);
  await Promise.all(runs.map((run) => run.cancel()));
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('warning', hearWarning);
  expect(warned.map(({ name }) => name)).toEqual([]);
});
