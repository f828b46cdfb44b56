import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Helpers = Awaited<ReturnType<typeof load>>;

const START = Date.parse('2026-06-01T02:00:00Z');
const fake = () => vi.useFakeTimers({ now: START });

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.useRealTimers();
});

async function load() {
  const { createTestTelemetry } = await import('../../../src/testing/index.js');
  const { withBackup } = await import('../../../src/index.js');
  return { createTestTelemetry, withBackup };
}

/** What one run on fake timers, an hour long, looks like: its own telemetry, and what is registered. */
describe.each(['its own', 'registered'] as const)('%s telemetry follows fake timers that begin', (kind) => {
  const orders: readonly (readonly [string, readonly ('fake' | 'load' | 'create')[]])[] = [
    ['before the package is loaded', ['fake', 'load', 'create']],
    ['after the package is loaded', ['load', 'fake', 'create']],
    ['after the helpers are made', ['load', 'create', 'fake']],
  ];
  test.each(orders)('%s', async (_, steps) => {
    let loaded: Helpers | undefined;
    let recorded: ReturnType<Helpers['createTestTelemetry']> | undefined;
    for (const step of steps) {
      if (step === 'fake') fake();
      if (step === 'load') loaded = await load();
      if (step === 'create') recorded = loaded?.createTestTelemetry();
    }
    const unregister = kind === 'registered' ? recorded?.register() : undefined;
    const withBackup = kind === 'registered' ? loaded?.withBackup : recorded?.telemetry.withBackup;
    await withBackup?.({ job: 'nightly', timeout: '30m' }, ({ signal }) => {
      vi.advanceTimersByTime(3_600_000);
      signal.throwIfAborted();
    }).catch(() => undefined);
    unregister?.();

    expect(recorded?.runs()).toMatchObject([{ job: 'nightly', outcome: 'timeout', duration: 3_600 }]);
    const times = recorded?.events().map(({ name, timestamp }) => [name, timestamp - START]) ?? [];
    expect(times.at(0)).toEqual(['backup.run.started', 0]);
    expect(times.filter(([name]) => name === 'backup.run.heartbeat')).toHaveLength(360);
    expect(times).toContainEqual(['backup.run.deadline_exceeded', 1_800_000]);
    expect(times.at(-1)).toEqual(['backup.run.finished', 3_600_000]);
    // Nothing goes on after the run.
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a run from before the fake timers keeps its own timers, and stops them at its end', async () => {
  const { createTestTelemetry } = await load();
  const recorded = createTestTelemetry({ heartbeat: '100ms' });
  const warned = vi.spyOn(process, 'emitWarning');
  const run = recorded.telemetry.startBackup({ job: 'nightly' });
  fake();
  vi.advanceTimersByTime(3_600_000);
  await run.succeed();
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(warned).not.toHaveBeenCalled();
  expect(recorded.events().filter(({ name }) => name === 'backup.run.heartbeat')).toEqual([]);
  const [finished] = recorded.runs();
  expect(finished?.outcome).toBe('success');
  expect(finished?.duration).toBeGreaterThanOrEqual(0);
});

test('a run that outlives the fake timers ends, and leaves no timer behind', async () => {
  const { createTestTelemetry } = await load();
  fake();
  const recorded = createTestTelemetry();
  const run = recorded.telemetry.startBackup({ job: 'nightly' });
  vi.useRealTimers();
  await run.succeed();
  expect(recorded.runs()).toMatchObject([{ outcome: 'success' }]);
  expect(recorded.runs()[0]?.duration).toBeGreaterThanOrEqual(0);
});

test('with the date alone in your hands, times follow it; heartbeats, timeouts and durations do not', async () => {
  const { createTestTelemetry } = await load();
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  const recorded = createTestTelemetry();
  await recorded.telemetry.withBackup({ job: 'nightly' }, () => undefined);
  expect(recorded.events().map(({ timestamp }) => Math.floor(timestamp / 1_000))).toEqual([START / 1_000, START / 1_000]);
  expect(recorded.runs()[0]?.duration).toBeLessThan(1);
});
