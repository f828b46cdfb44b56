import { describe, expect, test } from 'vitest';
import { BACKUP_OUTCOMES } from '../../../src/semconv.js';
import type { BackupEvent } from '../../../src/index.js';
import { simulateRun, type SimulatedOutcome } from '../../../src/testing/index.js';

const START = Date.parse('2026-01-01T00:00:00Z');

/** Name and second of each event. */
function timeline(events: readonly BackupEvent[]): readonly string[] {
  return events.map(({ name, timestamp }) => `${String((timestamp - START) / 1_000)} ${name.replace('backup.', '')}`);
}

function endOf(events: readonly BackupEvent[]) {
  return events.find((event) => event.name === 'backup.run.finished')?.attributes;
}

test('a success emits what such a run emits, each event at its time', async () => {
  const events = await simulateRun('success', { duration: '40s' });
  expect(timeline(events)).toEqual([
    '0 run.started',
    '10 run.heartbeat',
    '10 run.progress',
    '20 run.heartbeat',
    '20 phase.finished',
    '30 run.heartbeat',
    '30 run.progress',
    '40 run.heartbeat',
    '40 phase.finished',
    '40 run.finished',
    '40 copy.stored',
  ]);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(endOf(events)).toMatchObject({ 'backup.job.name': 'db-nightly', 'backup.outcome': 'success', 'backup.duration': 40 });
});

test.each(BACKUP_OUTCOMES)('%s is the outcome that is asked for', async (outcome) => {
  const events = await simulateRun(outcome, { duration: '10m' });
  expect(endOf(events)).toMatchObject({ 'backup.outcome': outcome, 'backup.duration': 600 });
  expect(events.some(({ name }) => name === 'backup.copy.stored')).toBe(outcome === 'success');
  expect(events.some(({ name }) => name === 'backup.run.deadline_exceeded')).toBe(outcome === 'timeout');
});

test('a lost run starts, lives and emits no end', async () => {
  const names = timeline(await simulateRun('lost', { phases: ['dump'], duration: '20s' }));
  expect(names).toEqual(['0 run.started', '10 run.heartbeat', '10 run.progress', '20 run.heartbeat']);
});

describe('what is stated is emitted:', () => {
  test('the run', async () => {
    const options = { job: 'vendor', operation: 'prune', type: 'full', destination: 'vault', region: 'eu-1', attempt: 2 } as const;
    const events = await simulateRun('success', { ...options, phases: [], report: { retainedCopies: 7 }, startAt: START + 5_000 });
    expect(timeline(events)[0]).toBe('5 run.started');
    expect(events.at(-1)?.name).toBe('backup.retention.checked');
    expect(endOf(events)).toMatchObject({
      'backup.job.name': 'vendor',
      'backup.operation': 'prune',
      'backup.destination.name': 'vault',
      'cloud.region': 'eu-1',
      'backup.attempt': 2,
      'backup.retention.copies': 7,
    });
  });

  test('the error, by its class', async () => {
    expect(endOf(await simulateRun('failure', { error: new RangeError('x') }))).toMatchObject({ 'error.type': 'RangeError' });
    expect(endOf(await simulateRun('failure'))).toMatchObject({ 'error.type': 'ECONNREFUSED' });
  });

  test.each(['partial', 'skipped'] as const)('the reason of a %s run', async (outcome) => {
    expect(endOf(await simulateRun(outcome, { reason: 'imported' }))).toMatchObject({ 'backup.reason': 'imported' });
  });

  test('no destination, where none is wanted', async () => {
    const events = await simulateRun('success', { destination: undefined });
    expect(events.at(-1)?.name).toBe('backup.run.finished');
    expect(endOf(events)).not.toHaveProperty('backup.destination.name');
  });
});

describe('says what was expected', () => {
  test('of an outcome that does not exist', async () => {
    await expect(simulateRun('broken' as SimulatedOutcome)).rejects.toThrow(
      /^Expected the outcome to be one of success, .*lost, got "broken"\.$/,
    );
  });

  test('of a duration that is none', async () => {
    await expect(simulateRun('success', { duration: 0 })).rejects.toThrow(
      'Expected `duration` to be a duration above zero such as "10m", got 0.',
    );
  });
});

test('refuses an option that nobody reads', async () => {
  await expect(simulateRun('success', { job: 'nightly', phase: ['dump'] } as object)).rejects.toMatchObject({
    code: 'configuration_invalid',
    message: expect.stringContaining('did you mean `phases`?') as string,
  });
});
