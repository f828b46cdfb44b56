import { afterEach, describe, expect, test, vi } from 'vitest';
import type { BackupTelemetryOptions } from '../../../../src/index.js';
import { createHarness, createSdk } from '../harness.js';

const NEVER = new Promise<void>(() => undefined);

/** A harness whose logger provider is flushed as the test says. */
function createFlushed(forceFlush: () => Promise<void>, options: BackupTelemetryOptions = {}) {
  const { loggerProvider } = createSdk();
  const flush = vi.fn(forceFlush);
  const provider = { getLogger: (...args: [string]) => loggerProvider.getLogger(...args), forceFlush: flush };
  const tracerProvider = { getTracer: createHarness().tracerProvider.getTracer.bind(createSdk().tracerProvider) };
  const { meterProvider } = createSdk();
  return {
    ...createHarness({
      loggerProvider: provider,
      tracerProvider,
      meterProvider: { getMeter: (name) => meterProvider.getMeter(name) },
      ...options,
    }),
    flush,
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the end of a run', () => {
  test('waits until its telemetry has left', async () => {
    let left = false;
    const { telemetry } = createFlushed(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      left = true;
    });
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(left).toBe(true);
  });

  test('waits 2 s at most, says what it missed, and then not at all for a minute', async () => {
    vi.useFakeTimers();
    const { telemetry, warnings, flush } = createFlushed(() => NEVER);
    const began = Date.now();
    const first = telemetry.withBackup({ job: 'nightly' }, () => 'stored');
    const end = first.then(() => Date.now() - began);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await first, await end]).toEqual(['stored', 2_000]);
    expect(warnings).toEqual([expect.stringContaining('Telemetry did not leave; the backup is not affected.')]);

    const asked = flush.mock.calls.length;
    expect(await telemetry.withBackup({ job: 'nightly' }, () => 'stored')).toBe('stored');
    expect([Date.now() - began, flush.mock.calls.length]).toEqual([5_000, asked]);

    await vi.advanceTimersByTimeAsync(60_000);
    void telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(flush.mock.calls.length).toBe(asked + 1);
  });

  test.each<readonly [string, BackupTelemetryOptions, 'background' | undefined]>([
    ['the instance', { flush: 'background' }, undefined],
    ['the run', {}, 'background'],
  ])('waits for nothing where %s says so', async (_, options, flush) => {
    const harness = createFlushed(() => NEVER, options);
    expect(await harness.telemetry.withBackup({ job: 'nightly', flush }, () => 'stored')).toBe('stored');
    expect(harness.flush).toHaveBeenCalled();
  });

  test('shares its flush with parallel runs', async () => {
    const { telemetry, flush } = createFlushed(() => new Promise((resolve) => setTimeout(resolve, 10)));
    await Promise.all(Array.from({ length: 100 }, () => telemetry.withBackup({ job: 'nightly' }, () => undefined)));
    expect(flush.mock.calls.length).toBeLessThanOrEqual(10);
  });

  test('is there for an error, too, before it is rethrown', async () => {
    const { telemetry, flush } = createFlushed(() => Promise.resolve());
    await expect(telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(flush.mock.calls.length).toBeGreaterThan(0);
  });
});

test('the start of a run is flushed at once, and delays nothing', async () => {
  const { telemetry, flush } = createFlushed(() => NEVER, { flush: 'background' });
  await telemetry.withBackup({ job: 'nightly' }, () => {
    expect(flush).toHaveBeenCalledTimes(1);
  });
});
