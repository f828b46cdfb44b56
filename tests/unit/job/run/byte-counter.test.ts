import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackupProgress, CountedChunk } from '../../../../src/index.js';
import { createHarness, type Harness } from '../harness.js';

/** Sends chunks through a meter, and answers what came out. */
async function pass(meter: TransformStream, chunks: readonly unknown[]): Promise<unknown[]> {
  const out: unknown[] = [];
  const source = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const chunk of source.pipeThrough(meter)) out.push(chunk);
  return out;
}

describe('a byte counter', () => {
  test('passes every chunk on as it is and counts its bytes', async () => {
    const { telemetry, value, events, spans } = createHarness();
    const chunks = [new Uint8Array(10), Buffer.alloc(5), new DataView(new ArrayBuffer(3)), new ArrayBuffer(2), 'für', new Uint8Array(0)];
    const out = await telemetry.withBackup({ job: 'nightly' }, (run) => pass(run.byteCounter<CountedChunk>(), chunks));
    expect(out.every((chunk, index) => chunk === chunks[index])).toBe(true);
    expect(out).toHaveLength(chunks.length);
    expect(await value('backup.processed.size')).toBe(24);
    expect(events('backup.run.finished')[0]?.attributes['backup.processed.size']).toBe(24);
    expect(spans()[0]?.attributes['backup.processed.size']).toBe(24);
  });

  test.each<readonly [string, unknown]>([
    ['without a size', { file: 'a' }],
    ['that is null', null],
    ['with a size that is no number', { byteLength: '10' }],
    ['with a size of NaN', { byteLength: Number.NaN }],
    ['with a negative size', { byteLength: -1 }],
    ['that throws', new Proxy({}, { get: () => expect.fail('read') })],
  ])('lets a chunk %s pass uncounted', async (_, chunk) => {
    const { telemetry, value } = createHarness();
    const [out] = await telemetry.withBackup({ job: 'nightly' }, (run) => pass(run.byteCounter(), [chunk, new Uint8Array(4)]));
    expect(Object.is(out, chunk)).toBe(true);
    expect(await value('backup.processed.size')).toBe(4);
  });

  test('lets chunks pass after the end of the run, uncounted', async () => {
    const { telemetry, value } = createHarness();
    const run = telemetry.startBackup({ job: 'nightly' });
    const meter = run.byteCounter();
    await run.succeed();
    expect(await pass(meter, [new Uint8Array(4)])).toHaveLength(1);
    expect(await value('backup.processed.size')).toBeUndefined();
  });

  test('of a phase counts for the phase and for the run', async () => {
    const { telemetry, value, events, spans } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, async (run) => {
      run.addBytes(1);
      await run.phase('upload', (phase) => phase.addBytes(10));
    });
    expect(spans().map(({ name, attributes }) => [name, attributes['backup.processed.size']])).toEqual([
      ['backup.phase upload', 10],
      ['backup nightly', 11],
    ]);
    expect(events('backup.phase.finished')[0]?.attributes['backup.processed.size']).toBe(10);
    expect(await value('backup.processed.size')).toBe(11);
  });
});

describe('progress', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-06-01T02:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const progressIn = (harness: Harness) =>
    harness
      .events('backup.run.progress')
      .map(({ attributes }) => [
        attributes['backup.progress.done.size'] ?? attributes['backup.progress.done.file.count'],
        attributes['backup.phase.name'],
      ]);

  test('is emitted at most once a second, the newest at the next call after it, the rest at the end', async () => {
    const harness = createHarness({ flush: 'background' });
    const run = harness.telemetry.startBackup({ job: 'nightly' });
    for (let bytesDone = 1; bytesDone <= 2_500; bytesDone += 1) {
      run.progress({ bytesDone });
      vi.advanceTimersByTime(1);
    }
    expect(progressIn(harness)).toEqual([
      [1, undefined],
      [1_001, undefined],
      [2_001, undefined],
    ]);
    await run.succeed();
    expect(progressIn(harness).at(-1)).toEqual([2_500, undefined]);
  });

  test('that waits is emitted with the next heartbeat', async () => {
    const harness = createHarness({ flush: 'background' });
    const run = harness.telemetry.startBackup({ job: 'nightly' });
    run.progress({ filesDone: 1 });
    run.progress({ filesDone: 2 });
    expect(progressIn(harness)).toHaveLength(1);
    vi.advanceTimersByTime(10_000);
    expect(progressIn(harness).at(-1)).toEqual([2, undefined]);
    await run.succeed();
    expect(progressIn(harness)).toHaveLength(2);
  });

  test('carries all that is known, and the phase it is of', async () => {
    const { telemetry, events } = createHarness({ flush: 'background' });
    await telemetry.withBackup({ job: 'nightly' }, ({ phase }) =>
      phase('upload', ({ progress }) => {
        progress({ bytesTotal: 100, filesTotal: 2 });
        progress({ bytesDone: 50, filesDone: 1 });
      }),
    );
    expect(events('backup.run.progress')).toMatchObject([
      {
        attributes: {
          'backup.phase.name': 'upload',
          'backup.progress.done.size': 50,
          'backup.progress.total.size': 100,
          'backup.progress.done.file.count': 1,
          'backup.progress.total.file.count': 2,
        },
      },
    ]);
  });

  test.each<readonly [string, BackupProgress]>([
    ['only says the total again', { bytesTotal: 100 }],
    ['says what was said before', { bytesDone: 50, bytesTotal: 100 }],
    ['says nothing', {}],
  ])('that %s is none: the job stands still', async (_, progress) => {
    const { telemetry, events, value } = createHarness({ flush: 'background' });
    const run = telemetry.startBackup({ job: 'nightly' });
    run.progress({ bytesDone: 50, bytesTotal: 100 });
    const time = await value('backup.run.last_progress.timestamp');
    vi.advanceTimersByTime(60_000);
    run.progress(progress);
    await run.succeed();
    expect(events('backup.run.progress')).toHaveLength(1);
    expect(await value('backup.run.last_progress.timestamp')).toBe(time);
  });

  test('of nothing is none', async () => {
    const { telemetry, events, value } = createHarness({ flush: 'background' });
    await telemetry.withBackup({ job: 'nightly' }, ({ addBytes }) => addBytes(0));
    expect(events('backup.run.progress')).toEqual([]);
    expect(await value('backup.processed.size')).toBeUndefined();
  });
});
