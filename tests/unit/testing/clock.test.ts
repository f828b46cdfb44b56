import { describe, expect, test } from 'vitest';
import { BackupTelemetryError } from '../../../src/index.js';
import { createTestClock, createTestTelemetry } from '../../../src/testing/index.js';

const START = Date.parse('2026-06-01T02:00:00Z');

test.each([['2026-06-01T02:00:00Z'], [START], [new Date(START)]])('starts at %s', (startAt) => {
  expect(createTestClock(startAt).now()).toBe(START);
});

test('stands still until it is advanced', async () => {
  const clock = createTestClock(START);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(START);
  clock.advance('90s');
  expect(clock.now()).toBe(START + 90_000);
});

test('heartbeats happen at their times while it advances, and end with the run', async () => {
  const clock = createTestClock(START);
  const { telemetry, events } = createTestTelemetry({ clock, heartbeat: '20s' });
  await telemetry.withBackup({ job: 'nightly' }, () => {
    clock.advance('1m');
  });
  clock.advance('1h');
  const beats = events().filter(({ name }) => name === 'backup.run.heartbeat');
  expect(beats.map(({ timestamp }) => timestamp - START)).toEqual([20_000, 40_000, 60_000]);
});

test('a timeout passes without anybody waiting for it', async () => {
  const clock = createTestClock(START);
  const { telemetry, runs } = createTestTelemetry({ clock });
  const run = telemetry.withBackup({ job: 'nightly', timeout: '2h' }, ({ signal }) => {
    clock.advance('1h');
    expect(signal.aborted).toBe(false);
    clock.advance('1h');
    signal.throwIfAborted();
  });
  await expect(run).rejects.toThrow('The timeout has passed');
  expect(runs()).toMatchObject([{ outcome: 'timeout', duration: 7_200 }]);
});

test('drives any instance that takes it as `now`', async () => {
  const clock = createTestClock(START);
  const { telemetry, runs } = createTestTelemetry({ clock });
  const run = telemetry.startBackup({ job: 'nightly' });
  clock.advance(1_500);
  await run.succeed();
  expect(runs()[0]?.duration).toBe(1.5);
});

describe('says what was expected', () => {
  test('of a start that is no time', () => {
    expect(() => createTestClock('yesterday')).toThrow(
      new BackupTelemetryError('configuration_invalid', 'Expected `startAt` to be a time such as "2026-01-01T00:00:00Z", got "yesterday".'),
    );
  });

  test('of a step that is no duration', () => {
    const advance = () => createTestClock().advance('an hour' as '1h');
    expect(advance).toThrow('Expected the time to advance to be a duration such as "10m", got "an hour".');
  });
});
