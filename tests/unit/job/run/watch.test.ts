import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackupOptions } from '../../../../src/index.js';
import { createHarness, settled } from '../harness.js';

const START = Date.parse('2026-06-01T02:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run whose function ends on demand, whatever its signal says. */
function startStubborn(options: Partial<BackupOptions>) {
  const harness = createHarness({ flush: 'background' });
  let end: { resolve: (value: unknown) => void; reject: (error: unknown) => void } | undefined;
  let signal: AbortSignal | undefined;
  let isSettled = false;
  const running = harness.telemetry.withBackup({ job: 'nightly', ...options }, (run) => {
    signal = run.signal;
    return new Promise((resolve, reject) => {
      end = { resolve, reject };
    });
  });
  const result = settled(running).finally(() => {
    isSettled = true;
  });
  return { ...harness, result, end: () => end!, signal: () => signal!, isSettled: () => isSettled };
}

describe('a timeout', () => {
  test('aborts the signal and is emitted at once, but the run ends only when its function does', async () => {
    const run = startStubborn({ timeout: '30m' });
    await vi.advanceTimersByTimeAsync(30 * 60_000 - 1);
    expect([run.signal().aborted, run.events('backup.run.deadline_exceeded')]).toEqual([false, []]);
    await vi.advanceTimersByTimeAsync(1);
    expect(run.signal().reason).toMatchObject({ name: 'TimeoutError' });
    expect(run.events('backup.run.deadline_exceeded')).toMatchObject([{ at: START + 30 * 60_000, severity: 'WARN' }]);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect([run.isSettled(), run.spans()]).toEqual([false, []]);
    const error = new Error('gave up');
    run.end().reject(error);
    expect(await run.result).toEqual({ error });
    expect(run.tree()).toEqual([{ name: 'backup nightly', outcome: 'timeout', error: 'Error' }]);
    expect(run.events('backup.run.finished')).toMatchObject([{ attributes: { 'backup.deadline_exceeded': true } }]);
  });

  test('takes nothing from a run that returns all the same: it is a late success', async () => {
    const run = startStubborn({ timeout: '30m' });
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    const stored = {};
    run.end().resolve(stored);
    const result = await run.result;
    expect('value' in result && result.value === stored).toBe(true);
    expect(run.tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
    expect(run.spans()[0]?.attributes['backup.deadline_exceeded']).toBe(true);
    expect(run.events('backup.run.finished')[0]?.attributes['backup.duration']).toBe(3_600);
  });

  test('that has not passed changes nothing, and never passes after the end', async () => {
    const run = startStubborn({ timeout: '30m' });
    run.end().resolve(undefined);
    await run.result;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([run.signal().aborted, run.events('backup.run.deadline_exceeded')]).toEqual([false, []]);
    expect(run.spans()[0]?.attributes).not.toHaveProperty('backup.deadline_exceeded');
  });

  test('longer than a timer can wait never passes, rather than at once', async () => {
    const run = startStubborn({ timeout: '60d', heartbeat: '60d' });
    await vi.advanceTimersByTimeAsync(61 * 86_400_000);
    expect([run.signal().aborted, run.events('backup.run.deadline_exceeded')]).toEqual([false, []]);
  });

  test('that passes after the caller has cancelled leaves the run cancelled', async () => {
    const controller = new AbortController();
    const run = startStubborn({ timeout: '30m', signal: controller.signal });
    controller.abort();
    await vi.advanceTimersByTimeAsync(3_600_000);
    const error = new Error('stopped');
    run.end().reject(error);
    expect(await run.result).toEqual({ error });
    expect(run.tree()).toEqual([{ name: 'backup nightly', outcome: 'cancelled' }]);
  });

  test('is one for a run that somebody else ends, too', async () => {
    const { telemetry, tree } = createHarness({ flush: 'background' });
    const run = telemetry.startBackup({ job: 'nightly', timeout: '1s' });
    vi.advanceTimersByTime(1_000);
    expect(run.signal.aborted).toBe(true);
    await run.fail(run.signal.reason);
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'timeout', error: 'TimeoutError' }]);
  });
});

describe('a heartbeat', () => {
  test('is emitted every 10 s while a run lives, and never after', async () => {
    const run = startStubborn({});
    await vi.advanceTimersByTimeAsync(35_000);
    expect(run.events('backup.run.heartbeat').map(({ at }) => at)).toEqual([START + 10_000, START + 20_000, START + 30_000]);
    expect(await run.value('backup.run.last_heartbeat.timestamp')).toBe((START + 30_000) / 1_000);
    run.end().resolve(undefined);
    await run.result;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(run.events('backup.run.heartbeat')).toHaveLength(3);
  });

  test.each<readonly [string, BackupOptions['heartbeat'], number]>([
    ['as often as the option says', '1m', 10],
    ['ten times a second', 100, 6_000],
    ['as by default, when it would be emitted more often', 1, 60],
    ['as by default, when the option is wrong', 'often' as '1s', 60],
  ])('is emitted %s', async (_, heartbeat, beats) => {
    const run = startStubborn({ heartbeat });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(run.events('backup.run.heartbeat')).toHaveLength(beats);
    run.end().resolve(undefined);
    await run.result;
  });

  test('says nothing about work', async () => {
    const run = startStubborn({});
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await run.value('backup.run.last_progress.timestamp')).toBeUndefined();
    expect(run.events('backup.run.progress')).toEqual([]);
  });

  test('of a clock that was set back a little counts by what the clock says now', async () => {
    let now = START;
    const { telemetry, value } = createHarness({ now: () => now, flush: 'background' });
    const run = telemetry.startBackup({ job: 'nightly' });
    vi.advanceTimersByTime(10_000);
    now = START - 1_000;
    vi.advanceTimersByTime(10_000);
    // What is emitted now is newer than what was emitted of a second that is still to come.
    expect(await value('backup.run.last_heartbeat.timestamp')).toBe(START / 1_000 - 1);
    await run.succeed();
  });
});

test('runs going on now are counted up and down, for each job', async () => {
  const { telemetry, points } = createHarness({ flush: 'background' });
  const active = async () => (await points('backup.run.active')).map(({ value, attributes }) => [attributes['backup.job.name'], value]);
  const first = telemetry.startBackup({ job: 'nightly' });
  const second = telemetry.startBackup({ job: 'nightly' });
  const other = telemetry.startBackup({ job: 'weekly' });
  expect(await active()).toEqual([
    ['nightly', 2],
    ['weekly', 1],
  ]);
  await first.succeed();
  await second.fail(new Error('x'));
  await other.cancel();
  expect(await active()).toEqual([
    ['nightly', 0],
    ['weekly', 0],
  ]);
});

describe('an injected clock', () => {
  test('that is set back gives no negative duration', async () => {
    let now = START;
    const { telemetry, events } = createHarness({ now: () => (now -= 1_000), flush: 'background' });
    await telemetry.withBackup({ job: 'nightly' }, ({ phase }) => phase('dump', () => undefined));
    expect(events().map(({ attributes }) => attributes['backup.duration'])).toEqual([undefined, 0, 0]);
  });

  test.each<readonly [string, () => number]>([
    ['throws', () => expect.fail('clock')],
    ['answers NaN', () => Number.NaN],
    ['answers text', () => '1' as unknown as number],
  ])('that %s is replaced by the clock of the system', async (_, now) => {
    const { telemetry, events } = createHarness({ now, flush: 'background' });
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(events().map(({ at }) => at)).toEqual([START, START]);
  });
});
