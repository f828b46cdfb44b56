import { describe, expect, test } from 'vitest';
import { createHarness } from '../harness.js';

const START = Date.parse('2026-06-01T02:00:00Z');
const HOUR = 3_600_000;
const seconds = (ms: number) => ms / 1_000;

function at(begin = START) {
  const clock = { now: begin };
  return { clock, harness: createHarness({ now: () => clock.now }) };
}

describe('a clock that was ahead', () => {
  test('hides nothing that comes once it is right', async () => {
    const { clock, harness } = at(START + 2 * HOUR);
    const { telemetry, points } = harness;
    await telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(new TypeError())).catch(() => undefined);
    clock.now = START;
    await telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(new RangeError())).catch(() => undefined);
    for (const metric of ['backup.run.last_start.timestamp', 'backup.run.last_end.timestamp', 'backup.run.last_failure.timestamp'])
      expect(
        (await points(metric)).map(({ value }) => value),
        metric,
      ).toEqual([seconds(START)]);
    expect((await points('backup.run.last_failure.timestamp'))[0]?.attributes).toMatchObject({ 'error.type': 'RangeError' });
  });

  test('and was recorded by somebody else is no time at all', async () => {
    const { telemetry, value, points } = at().harness;
    await telemetry.recordBackup({ job: 'nightly', startedAt: START + 5 * HOUR, endedAt: START + 6 * HOUR });
    expect(await value('backup.run.last_end.timestamp')).toBe(seconds(START));
    expect(await points('backup.run.last_end.timestamp')).toMatchObject([{ attributes: { 'backup.outcome': 'partial' } }]);
    expect(await points('backup.copy.last_stored.timestamp')).toEqual([]);
  });

  test('and is set back by a second makes no newer run older than one of an hour ago', async () => {
    const { clock, harness } = at();
    const { telemetry, value } = harness;
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    clock.now -= 1_000;
    await telemetry.recordBackup({ job: 'nightly', startedAt: START - 2 * HOUR, endedAt: START - HOUR });
    expect(await value('backup.run.last_end.timestamp')).toBe(seconds(START));
  });
});

describe('runs of a job that go on at once', () => {
  test('have a state of their own each, and those that do not overlap share one', async () => {
    const { clock, harness } = at();
    const { telemetry, points } = harness;
    const first = telemetry.startBackup({ job: 'nightly', type: 'full' });
    clock.now += 1_000;
    const second = telemetry.startBackup({ job: 'nightly' });
    clock.now += 1_000;
    await second.succeed();
    await telemetry.startBackup({ job: 'nightly' }).succeed();
    const slots = async (metric: string) =>
      (await points(metric)).map(({ value, attributes }) => [attributes['backup.run.slot'], value - seconds(START)]);
    expect(await slots('backup.run.last_start.timestamp')).toEqual([
      [undefined, 0],
      [1, 2],
    ]);
    expect(await slots('backup.run.last_end.timestamp')).toEqual([[1, 2]]);
    await first.succeed();
    expect(await slots('backup.run.last_end.timestamp')).toEqual([
      [1, 2],
      [undefined, 2],
    ]);
  });

  test('are few series, however many they are', async () => {
    const { telemetry, points } = at().harness;
    const runs = Array.from({ length: 30 }, () => telemetry.startBackup({ job: 'nightly' }));
    expect((await points('backup.run.last_start.timestamp')).length).toBe(9);
    await Promise.all(runs.map((run) => run.succeed()));
  });

  test('move the next expected start by the newest of them', async () => {
    const { clock, harness } = at();
    const { run, start } = harness.telemetry.defineBackup({ job: 'nightly', every: '24h' });
    start();
    clock.now += HOUR;
    await run(() => undefined);
    expect(await harness.value('backup.expected.next_start.timestamp')).toBe(seconds(START + 25 * HOUR));
  });
});

describe('why a job failed', () => {
  const failing = (error: unknown) => () => Promise.reject(error);

  test('is recorded of the newest failure alone: class, phase, exit code and try', async () => {
    const { clock, harness } = at();
    const { telemetry, points } = harness;
    const { run } = telemetry.defineBackup({ job: 'nightly', attempts: 3, retryWithin: '15m' });
    await run({ attempt: 1 }, failing(new TypeError())).catch(() => undefined);
    clock.now += 1_000;
    const error = Object.assign(new Error('exit'), { exitCode: 3, code: 'ECONNRESET' });
    await run({ attempt: 2 }, (backup) => backup.phase('upload', (phase) => phase.phase('part', failing(error)))).catch(() => undefined);
    expect(await points('backup.run.last_failure.timestamp')).toEqual([
      {
        metric: 'backup.run.last_failure.timestamp',
        value: seconds(START + 1_000),
        attributes: {
          'backup.operation': 'backup',
          'backup.job.name': 'nightly',
          'error.type': 'ECONNRESET',
          'backup.phase.name': 'part',
          'process.exit.code': 3,
          'backup.attempt': 2,
          'backup.attempts': 3,
        },
      },
    ]);
    expect(await harness.value('backup.expected.attempts')).toBe(3);
    expect(await harness.value('backup.expected.retry_within')).toBe(900);
  });

  test('is recorded with the number of tries that the definition states, wherever the run is begun', async () => {
    const { harness } = at();
    const { telemetry, points } = harness;
    telemetry.defineBackup({ job: 'nightly', attempts: 3 });
    telemetry.defineBackup({ job: 'nightly', rpo: '24h' });
    await telemetry.withBackup({ job: 'nightly', attempt: 1 }, failing(new TypeError())).catch(() => undefined);
    await telemetry.withBackup({ job: 'weekly', attempt: 1 }, failing(new TypeError())).catch(() => undefined);
    await telemetry
      .withBackup({ job: 'nightly', destination: 'tape', attempt: 1, attempts: 2 }, failing(new TypeError()))
      .catch(() => undefined);
    const tries = (await points('backup.run.last_failure.timestamp')).map(({ attributes }) => attributes['backup.attempts']);
    expect(tries).toEqual([3, undefined, 2]);
    expect(harness.events('backup.run.started').map(({ attributes }) => attributes['backup.attempts'])).toEqual([3, undefined, 2]);
    await telemetry.recordBackup({ job: 'nightly', attempt: 2, startedAt: START, endedAt: START, outcome: 'failure' });
    expect(harness.events('backup.run.finished').at(-1)?.attributes['backup.attempts']).toBe(3);
    await telemetry.withBackup({ job: 'nightly', attempt: 1, attempts: 5 }, failing(new TypeError())).catch(() => undefined);
    expect(harness.events('backup.run.finished').at(-1)?.attributes['backup.attempts']).toBe(5);
  });

  test('names the phase of a cause, and none of an error that was dealt with', async () => {
    const { telemetry, points } = at().harness;
    const inner = new TypeError();
    await telemetry
      .withBackup({ job: 'caused' }, async (run) => {
        await run.phase('dump', failing(inner)).catch((cause: unknown) => {
          throw new Error('failed', { cause });
        });
      })
      .catch(() => undefined);
    await telemetry
      .withBackup({ job: 'elsewhere' }, async (run) => {
        await run.phase('dump', failing(inner)).catch(() => undefined);
        throw new RangeError();
      })
      .catch(() => undefined);
    const phases = (await points('backup.run.last_failure.timestamp')).map(({ attributes }) => attributes['backup.phase.name']);
    expect(phases).toEqual(['dump', undefined]);
  });

  test('has few values, whatever is thrown', async () => {
    const { telemetry, points } = at().harness;
    const seen = new Set<unknown>();
    for (let index = 0; index < 60; index += 1) {
      const error = Object.assign(new Error(), { name: `Error${String(index)}` });
      await telemetry.withBackup({ job: 'nightly' }, failing(error)).catch(() => undefined);
      for (const { attributes } of await points('backup.run.last_failure.timestamp')) seen.add(attributes['error.type']);
    }
    expect(seen.size).toBe(33);
    expect(seen).toContain('_OTHER');
  });

  test('counts a try beyond the last as the last', async () => {
    const { telemetry, points } = at().harness;
    await telemetry.withBackup({ job: 'nightly', attempt: 5, attempts: 3 }, failing(new TypeError())).catch(() => undefined);
    expect((await points('backup.run.last_failure.timestamp'))[0]?.attributes).toMatchObject({ 'backup.attempt': 5, 'backup.attempts': 5 });
  });
});
