import * as api from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBackupTelemetry, withBackup } from '../../../../src/index.js';
import { createHarness, createSdk, listenToDiag, type Sdk } from '../harness.js';

function register(sdk: Sdk): void {
  api.trace.setGlobalTracerProvider(sdk.tracerProvider);
  api.metrics.setGlobalMeterProvider(sdk.meterProvider);
  logs.setGlobalLoggerProvider(sdk.loggerProvider);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  api.trace.disable();
  api.metrics.disable();
  logs.disable();
});

describe('without an SDK', () => {
  test('everything works and nothing is said', async () => {
    const warnings = listenToDiag();
    const telemetry = createBackupTelemetry();
    const nightly = telemetry.defineBackup({ job: 'nightly', every: '24h' });
    const stored = {};
    expect(
      await nightly.run(async (run) => {
        run.progress({ bytesDone: 1 });
        expect(run.reference).toEqual({ runId: run.id });
        return run.phase('dump', () => stored);
      }),
    ).toBe(stored);
    await telemetry.recordBackup({ job: 'nightly', startedAt: Date.now(), endedAt: Date.now() });
    await nightly.decommission();
    expect(warnings).toEqual([]);
  });

  test('listeners hear everything', async () => {
    const telemetry = createBackupTelemetry();
    const heard: string[] = [];
    telemetry.onBackupEvent(({ name }) => heard.push(name));
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(heard).toEqual(['backup.run.started', 'backup.run.finished']);
  });
});

describe('an SDK registered later', () => {
  test('learns of a job that never ran: its gauges and its definition', async () => {
    const telemetry = createBackupTelemetry();
    const definedAt = Date.now();
    telemetry.defineBackup({ job: 'nightly', every: '24h' });
    telemetry.defineBackup({ job: 'weekly' });
    await vi.advanceTimersByTimeAsync(3_600_000);
    const sdk = createSdk();
    register(sdk);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(
      (await sdk.points('backup.job.registered.timestamp')).map(({ value, attributes }) => [attributes['backup.job.name'], value]),
    ).toEqual([
      ['nightly', definedAt / 1_000],
      ['weekly', definedAt / 1_000],
    ]);
    expect(sdk.events().map(({ name, at, attributes }) => [name, at, attributes['backup.job.name']])).toEqual([
      ['backup.job.defined', definedAt, 'nightly'],
      ['backup.job.defined', definedAt, 'weekly'],
    ]);
    // Nothing waits any longer but the SDK's own reader.
    expect(vi.getTimerCount()).toBe(1);
  });

  test('in parts learns of it part by part', async () => {
    const telemetry = createBackupTelemetry();
    telemetry.defineBackup({ job: 'nightly' });
    const sdk = createSdk();
    api.metrics.setGlobalMeterProvider(sdk.meterProvider);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await sdk.points('backup.job.registered.timestamp')).toHaveLength(1);
    logs.setGlobalLoggerProvider(sdk.loggerProvider);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sdk.events().map(({ name }) => name)).toEqual(['backup.job.defined']);
  });

  test('is used by the next run, and exports jobs defined before it first', async () => {
    const telemetry = createBackupTelemetry({ flush: 'background' });
    const nightly = telemetry.defineBackup({ job: 'nightly' });
    await nightly.run(() => undefined);
    const sdk = createSdk();
    register(sdk);
    await nightly.run(() => undefined);
    expect(sdk.tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
    expect(sdk.events().map(({ name }) => name)).toEqual(['backup.job.defined', 'backup.run.started', 'backup.run.finished']);
    expect(await sdk.value('backup.run.ended')).toBe(1);
  });

  test('during a run sees its state, and no end without a start', async () => {
    const telemetry = createBackupTelemetry({ flush: 'background' });
    const run = telemetry.startBackup({ job: 'nightly' });
    const sdk = createSdk();
    register(sdk);
    await run.succeed();
    expect(await sdk.value('backup.run.active')).toBeUndefined();
    expect(await sdk.value('backup.run.last_start.timestamp')).toBe(Date.now() / 1_000);
    expect(sdk.events().map(({ name }) => name)).toEqual(['backup.run.finished']);
  });

  test('replaces the one before it', async () => {
    const telemetry = createBackupTelemetry({ flush: 'background' });
    const sdks = [createSdk(), createSdk()];
    for (const sdk of sdks) {
      api.trace.disable();
      api.metrics.disable();
      logs.disable();
      register(sdk);
      await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    }
    for (const sdk of sdks) {
      expect([sdk.spans().length, sdk.events().length, await sdk.value('backup.run.ended')]).toEqual([1, 2, 1]);
    }
  });
});

test('announcements that no SDK ever takes do not pile up without end', () => {
  const telemetry = createBackupTelemetry();
  for (let index = 0; index < 1_100; index += 1) telemetry.defineBackup({ job: `job ${String(index)}` });
  const sdk = createSdk();
  register(sdk);
  telemetry.defineBackup({ job: 'last' });
  expect(sdk.events()).toHaveLength(1_001);
});

test('a process whose names change from run to run keeps a bounded state, and that is said', async () => {
  const { telemetry, warnings, problems } = createHarness({ flush: 'background' });
  const copies = Array.from({ length: 10_001 }, (_, index) => ({ destination: `bucket ${String(index)}` }));
  telemetry.defineBackup({ job: 'nightly', copies: copies.slice(1) });
  expect(warnings).toEqual([]);
  telemetry.defineBackup({ job: 'nightly', copies: copies.slice(0, 1) });
  expect(warnings.filter((said) => said.includes('Too many names; it is left out.'))).toHaveLength(1);
  expect(await problems()).toEqual({ too_many_series: 1 });
  expect(await telemetry.withBackup({ job: 'nightly' }, () => 'stored')).toBe('stored');
});

test('where no timer may be started while modules load, the next run exports the job', async () => {
  vi.stubGlobal('setTimeout', () => expect.fail('timers are not allowed'));
  const telemetry = createBackupTelemetry({ flush: 'background' });
  const nightly = telemetry.defineBackup({ job: 'nightly' });
  vi.unstubAllGlobals();
  const sdk = createSdk();
  register(sdk);
  await nightly.run(() => undefined);
  expect(sdk.events()[0]?.name).toBe('backup.job.defined');
});

test('the functions of the package use whatever is registered globally', async () => {
  const sdk = createSdk();
  register(sdk);
  await withBackup({ job: 'nightly', flush: 'background' }, () => undefined);
  expect(sdk.tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
});
