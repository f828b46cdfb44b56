import { afterEach, expect, test, vi } from 'vitest';
import { createRunClock } from '../../../../src/job/run/run-clock.js';
import { createHarness } from '../harness.js';

const HOUR = 3_600_000;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Moves both clocks of the machine apart. */
function createMachine() {
  let wall = Date.UTC(2026, 5, 1);
  let steady = 1_000;
  vi.spyOn(Date, 'now').mockImplementation(() => wall);
  vi.spyOn(performance, 'now').mockImplementation(() => steady);
  return {
    pass: (ms: number, sleeping = false) => {
      wall += ms;
      if (!sleeping) steady += ms;
    },
  };
}

const inMs = ([seconds, nanos]: readonly [number, number]) => seconds * 1_000 + nanos / 1e6;

test.each<readonly [string, number]>([
  ['8 h of sleep of the machine', 8 * HOUR],
  ['a clock that is set forward', HOUR],
])('%s within a run: span, event and duration agree', async (_, slept) => {
  const machine = createMachine();
  const { telemetry, spans, events } = createHarness();
  const run = telemetry.startBackup({ job: 'nightly' });
  await run.phase('dump', () => {
    machine.pass(100);
    machine.pass(slept, true);
  });
  void run.succeed();
  await Promise.resolve();
  const [phase, whole] = spans();
  const finished = events('backup.run.finished')[0];
  const duration = 100 + slept;
  expect(whole && inMs(whole.endTime) - inMs(whole.startTime)).toBeCloseTo(duration, 0);
  expect(phase && inMs(phase.endTime) - inMs(phase.startTime)).toBeCloseTo(duration, 0);
  expect(whole && inMs(whole.endTime)).toBeCloseTo(finished?.at ?? 0, 0);
  expect(finished?.attributes['backup.duration']).toBeCloseTo(duration / 1_000, 3);
});

test('a clock that is set back within a run shortens nothing', () => {
  const machine = createMachine();
  const clock = createRunClock({ now: Date.now, elapsed: () => performance.now(), startTimer: () => () => undefined }, 10_000);
  const begun = clock.moment();
  machine.pass(60_000);
  machine.pass(-HOUR, true);
  expect(clock.since(begun)).toBe(60_000);
  expect(clock.now()).toBe(Date.now());
});

test('a clock that is adjusted by less than a heartbeat changes nothing', () => {
  const machine = createMachine();
  const clock = createRunClock({ now: Date.now, elapsed: () => performance.now(), startTimer: () => () => undefined }, 10_000);
  const begun = clock.moment();
  machine.pass(1_000);
  machine.pass(-500, true);
  expect([clock.since(begun), clock.now() - begun.time]).toEqual([1_000, 1_000]);
});

const refuse = () => expect.fail('not on this platform');

test.each<readonly [string, () => void]>([
  ['random ids', () => vi.stubGlobal('crypto', { randomUUID: refuse })],
  [
    'any random number',
    () => {
      vi.stubGlobal('crypto', { randomUUID: refuse });
      vi.spyOn(Math, 'random').mockImplementation(refuse);
    },
  ],
  ['a monotonic clock', () => vi.spyOn(performance, 'now').mockImplementation(refuse)],
  [
    'timers',
    () => {
      vi.stubGlobal('setInterval', refuse);
      vi.stubGlobal('setTimeout', refuse);
    },
  ],
])('a platform without %s stops no backup', async (_, take) => {
  const { telemetry, heard } = createHarness({ flush: 'background' });
  take();
  expect(await telemetry.withBackup({ job: 'nightly', timeout: '1h' }, (run) => run.phase('dump', () => 'stored'))).toBe('stored');
  const first = heard[0]?.attributes['backup.event.id'];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  // The SDK of this test may need what was taken; listeners hear the run all the same.
  expect(heard.at(-1)?.attributes).toMatchObject({ 'backup.outcome': 'success' });
  expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
  expect(first).toBeDefined();
});

test.each<readonly [string, () => never]>([
  ['throws', refuse],
  ['rejects', (() => Promise.reject(new Error('x'))) as never],
])('an injected clock that %s stops no backup', async (_, now) => {
  const { telemetry, tree } = createHarness({ now: Object.assign(now, { startTimer: refuse }) });
  expect(await telemetry.withBackup({ job: 'nightly' }, () => 'stored')).toBe('stored');
  expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
});

test('where time stands still while modules load, a job is registered as of its first run', async () => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
  const { telemetry, value } = createHarness();
  const nightly = telemetry.defineBackup({ job: 'nightly', every: '24h' });
  clock.mockRestore();
  await nightly.run(() => undefined);
  expect(await value('backup.job.registered.timestamp')).toBeGreaterThan(1_700_000_000);
  expect(await value('backup.expected.interval')).toBe(86_400);
});
