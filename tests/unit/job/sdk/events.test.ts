import { describe, expect, test, vi } from 'vitest';
import type { BackupEvent, BackupEventListener } from '../../../../src/index.js';
import { createHarness, settled } from '../harness.js';

describe('the events of a run', () => {
  test('count from one without a gap and have ids of their own', async () => {
    const { telemetry, events, heard } = createHarness();
    const run = async () =>
      telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, async ({ phase, id }) => {
        await phase('dump', ({ progress }) => progress({ filesDone: 1 }));
        await phase('upload', ({ addBytes }) => addBytes(10));
        return id;
      });
    const runIds = await Promise.all([run(), run(), run()]);
    expect(new Set(runIds).size).toBe(3);
    for (const runId of runIds) {
      const own = events().filter(({ attributes }) => attributes['backup.run.id'] === runId);
      expect(own.map(({ name }) => name)).toEqual([
        'backup.run.started',
        'backup.run.progress',
        'backup.phase.finished',
        'backup.run.progress',
        'backup.phase.finished',
        'backup.run.finished',
        'backup.copy.stored',
      ]);
      expect(own.map(({ attributes }) => attributes['backup.event.sequence'])).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }
    const ids = events().map(({ attributes }) => attributes['backup.event.id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(heard.map(({ id }) => id)).toEqual(ids);
  });

  test('reach a listener as they leave: same name, id, sequence, time and attributes', async () => {
    const now = Date.parse('2026-06-01T02:00:00Z');
    const { telemetry, events, heard } = createHarness({ now: () => now });
    await telemetry.defineBackup({ job: 'nightly', copies: [{ destination: 'vault' }] }).run(({ report }) => report({ bytes: 1 }));
    expect(heard.map(({ name, timestamp, attributes }) => ({ name, at: timestamp, attributes }))).toEqual(
      events().map(({ name, at, attributes }) => ({ name, at, attributes })),
    );
    for (const { id, sequence, attributes } of heard) {
      expect(attributes).toMatchObject({ 'backup.event.id': id, 'backup.event.sequence': sequence });
    }
  });

  test('belong to the trace of the run', async () => {
    const { telemetry, events, spans } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, ({ phase }) => phase('dump', () => undefined));
    const traceId = spans()[0]?.spanContext().traceId;
    expect(new Set(events().map((event) => event.traceId))).toEqual(new Set([traceId]));
  });

  test('warn of a deadline and of what is short of success, and say errors as errors', async () => {
    const { telemetry, events } = createHarness();
    for (const outcome of ['success', 'skipped', 'partial', 'cancelled', 'failure', 'timeout'] as const) {
      await telemetry.recordBackup({ job: 'nightly', outcome, startedAt: Date.now(), endedAt: Date.now() });
    }
    expect(events('backup.run.finished').map(({ severity }) => severity)).toEqual(['INFO', 'INFO', 'WARN', 'WARN', 'ERROR', 'ERROR']);
  });
});

describe('a listener', () => {
  test('cannot change what leaves or what others hear', () => {
    const { telemetry, events, heard } = createHarness();
    const attempts: (() => unknown)[] = [];
    telemetry.onBackupEvent((event) => {
      const { attributes } = event as unknown as { attributes: Record<string, string[]> };
      attempts.push(
        () => Object.assign(event, { name: 'mine' }),
        () => (attributes['backup.job.name'] = []),
        () => attributes['backup.expected.destinations']?.push('mine'),
      );
    });
    telemetry.defineBackup({ job: 'nightly', copies: [{ destination: 'vault' }] });
    for (const attempt of attempts) expect(attempt).toThrow(TypeError);
    expect(attempts).toHaveLength(3);
    expect(events()[0]?.attributes['backup.expected.destinations']).toEqual(['vault']);
    expect(heard[0]?.name).toBe('backup.job.defined');
  });

  test.each<readonly [string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('x');
      },
    ],
    ['rejects', () => Promise.reject(new Error('x'))],
    ['rejects by a promise of another library', () => ({ then: (_: unknown, reject: (e: Error) => void) => reject(new Error('x')) })],
    ['returns what throws when it is looked at', () => new Proxy({}, { get: () => expect.fail('look') })],
  ])('that %s harms neither the run nor the others, and is said once', async (_, listener) => {
    const { telemetry, warnings, problems } = createHarness();
    telemetry.onBackupEvent(listener);
    const others: string[] = [];
    telemetry.onBackupEvent(({ name }) => others.push(name));
    expect(await telemetry.withBackup({ job: 'nightly' }, () => 'stored')).toBe('stored');
    await vi.waitFor(async () => expect(await problems()).toEqual({ listener_failed: 2 }));
    expect(others).toEqual(['backup.run.started', 'backup.run.finished']);
    expect(warnings).toEqual([expect.stringContaining('A listener failed')]);
  });

  test('that hangs holds nothing up', async () => {
    const { telemetry } = createHarness();
    telemetry.onBackupEvent(() => new Promise<never>(() => undefined) as unknown as undefined);
    expect(await telemetry.withBackup({ job: 'nightly' }, () => 'stored')).toBe('stored');
  });

  test('hears nothing more once it is unsubscribed, and twice when subscribed twice', async () => {
    const { telemetry } = createHarness();
    const heard: string[] = [];
    const listener = ({ name }: BackupEvent) => heard.push(name);
    const first = telemetry.onBackupEvent(listener);
    const second = telemetry.onBackupEvent(listener);
    telemetry.defineBackup({ job: 'a' });
    first();
    first();
    telemetry.defineBackup({ job: 'b' });
    second();
    telemetry.defineBackup({ job: 'c' });
    expect(heard).toHaveLength(3);
  });

  test('may unsubscribe while it listens', async () => {
    const { telemetry } = createHarness();
    const heard: string[] = [];
    const stop = telemetry.onBackupEvent(({ name }) => {
      heard.push(name);
      stop();
    });
    await settled(telemetry.withBackup({ job: 'nightly' }, () => undefined));
    expect(heard).toEqual(['backup.run.started']);
  });

  test('that is no function is said and left out', async () => {
    const { telemetry, warnings } = createHarness();
    const unsubscribe = telemetry.onBackupEvent('listener' as unknown as BackupEventListener);
    expect(() => unsubscribe()).not.toThrow();
    await telemetry.withBackup({ job: 'nightly' }, () => undefined);
    expect(warnings).toEqual([
      expect.stringContaining('Expected a listener to be a function, got a string of 8 characters; it is left out.'),
    ]);
  });
});

test('ids are made where the platform has no randomUUID, too', async () => {
  vi.stubGlobal('crypto', {});
  const { telemetry } = createHarness();
  const ids = Array.from({ length: 100 }, () => telemetry.startBackup({ job: 'nightly' }).id);
  vi.unstubAllGlobals();
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^\d{20,40}$/);
});
