import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackupTelemetry } from '../../src/index.js';
import { startHostSdk, type HostSdk } from '../kit/host-sdk.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

const IDENTITY = {
  'backup.operation': 'backup',
  'backup.job.name': 'wedding-db-nightly',
  'backup.destination.name': 's3-eu',
};
const LABELS = { ...IDENTITY, 'backup.type': 'full' };
const BYTES = 3 * 64 * 1_024;

let sink: OtlpSink;
let sdk: HostSdk;
let stored: string;
let began: number;
let ended: number;

// One run, looked at from all sides. Nothing leaves this SDK by itself, so all that arrived was flushed by the run's end.
beforeAll(async () => {
  sink = await startOtlpSink();
  sdk = startHostSdk({ url: sink.url });
  const { withBackup } = createBackupTelemetry(sdk);
  began = Date.now();
  stored = await withBackup(
    { job: 'wedding-db-nightly', type: 'full', destination: 's3-eu', region: 'eu-central-1', trigger: 'schedule' },
    async (run) => {
      const dump = await run.phase('dump', () => Array.from({ length: 3 }, () => new Uint8Array(64 * 1_024)));
      await run.phase('store', async (store) => {
        await store.phase('upload', (upload) => text(Readable.toWeb(Readable.from(dump)).pipeThrough(upload.byteCounter())));
        await store.phase('confirm', () => undefined);
      });
      run.report({ bytes: BYTES, files: 1, checksum: `sha256:${'ab'.repeat(32)}` });
      return 's3-object';
    },
  );
  ended = Date.now();
});

afterAll(async () => {
  await sdk.shutdown();
  await sink.close();
});

test('the job gets back what its function returned', () => {
  expect(stored).toBe('s3-object');
});

describe('the trace', () => {
  test('is one tree of the run and its phases', () => {
    expect(sink.tree()).toEqual([
      {
        name: 'backup wedding-db-nightly',
        outcome: 'success',
        children: [
          { name: 'backup.phase dump', outcome: 'success', children: [] },
          {
            name: 'backup.phase store',
            outcome: 'success',
            children: [
              { name: 'backup.phase upload', outcome: 'success', children: [] },
              { name: 'backup.phase confirm', outcome: 'success', children: [] },
            ],
          },
        ],
      },
    ]);
    expect(new Set(sink.spans().map(({ traceId }) => traceId)).size).toBe(1);
  });

  test('carries on its root what the run was about and what it produced', () => {
    const root = sink.spans().find(({ parentSpanId }) => parentSpanId === '');
    expect(root?.scope).toBe('@wedsync/backup-telemetry');
    expect(root?.statusCode).toBe(0);
    expect(root?.attributes).toEqual({
      ...LABELS,
      'cloud.region': 'eu-central-1',
      'backup.trigger': 'schedule',
      'backup.run.id': expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      'backup.outcome': 'success',
      'backup.artifact.size': BYTES,
      'backup.artifact.file.count': 1,
      'backup.artifact.checksum.value': 'ab'.repeat(32),
      'backup.artifact.checksum.algorithm': 'sha256',
      'backup.telemetry.problem': 'none',
      'backup.processed.size': BYTES,
    });
  });
});

describe('the events', () => {
  test('cover the run from its start to its end, each once and in order', () => {
    expect(sink.events().map(({ eventName, attributes }) => [attributes['backup.event.sequence'], eventName])).toEqual([
      [1, 'backup.run.started'],
      [2, 'backup.phase.finished'],
      [3, 'backup.run.progress'],
      [4, 'backup.run.progress'],
      [5, 'backup.phase.finished'],
      [6, 'backup.phase.finished'],
      [7, 'backup.phase.finished'],
      [8, 'backup.run.finished'],
      [9, 'backup.copy.stored'],
    ]);
    const ids = sink.events().map(({ attributes }) => attributes['backup.event.id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('belong to the trace and to the service of the host', () => {
    const [traceId] = sink.spans().map((span) => span.traceId);
    for (const event of sink.events()) {
      expect(event.traceId).toBe(traceId);
      expect(event.resource).toMatchObject({ 'service.name': 'host', 'deployment.environment.name': 'test' });
      expect(event.timeMs).toBeGreaterThanOrEqual(began - 1);
      expect(event.timeMs).toBeLessThanOrEqual(ended + 1);
    }
  });

  test('end with the facts of the run', () => {
    const finished = sink.events().find(({ eventName }) => eventName === 'backup.run.finished');
    expect(finished?.severityText).toBe('INFO');
    expect(finished?.attributes).toMatchObject({ ...LABELS, 'backup.outcome': 'success', 'backup.artifact.size': BYTES });
    expect(finished?.attributes['backup.duration']).toEqual(expect.any(Number));
  });
});

describe('the metrics', () => {
  test.each([
    ['backup.run.duration', 'histogram', 's', { ...LABELS, 'backup.outcome': 'success' }],
    ['backup.run.ended', 'sum', '{run}', { ...LABELS, 'backup.outcome': 'success' }],
    ['backup.run.active', 'sum', '{run}', IDENTITY],
    ['backup.artifact.size', 'histogram', 'By', LABELS],
    ['backup.processed.size', 'sum', 'By', IDENTITY],
    ['backup.run.last_start.timestamp', 'gauge', 's', IDENTITY],
    ['backup.run.last_end.timestamp', 'gauge', 's', { ...IDENTITY, 'backup.outcome': 'success' }],
    ['backup.run.last_progress.timestamp', 'gauge', 's', IDENTITY],
    ['backup.run.last_size', 'gauge', 'By', LABELS],
    ['backup.run.last_duration', 'gauge', 's', LABELS],
  ])('hold %s as one %s in %s', (name, kind, unit, attributes) => {
    expect(sink.metric(name).map((point) => ({ kind: point.kind, unit: point.unit, attributes: point.attributes }))).toEqual([
      { kind, unit, attributes },
    ]);
  });

  test('count what happened', () => {
    const value = (name: string) => sink.metric(name).map((point) => point.value);
    expect(value('backup.run.ended')).toEqual([1]);
    expect(value('backup.run.active')).toEqual([0]);
    expect(value('backup.processed.size')).toEqual([BYTES]);
    expect(value('backup.run.last_size')).toEqual([BYTES]);
    expect(sink.metric('backup.run.duration').map(({ count }) => count)).toEqual([1]);
    expect(sink.metric('backup.phase.duration').map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });

  test('have buckets from a second to days and from a kilobyte to terabytes', () => {
    const [duration] = sink.metric('backup.run.duration');
    const [size] = sink.metric('backup.artifact.size');
    expect([duration?.bounds?.[0], duration?.bounds?.at(-1)]).toEqual([1, 172_800]);
    expect([size?.bounds?.[0], size?.bounds?.at(-1)]).toEqual([1e3, 5e13]);
  });

  test('say when the run started and ended by the clock of its host', () => {
    const [start] = sink.metric('backup.run.last_start.timestamp');
    const [end] = sink.metric('backup.run.last_end.timestamp');
    expect(start?.value).toBeGreaterThanOrEqual(began / 1_000 - 0.001);
    expect(end?.value).toBeGreaterThanOrEqual(start?.value ?? Infinity);
    expect(end?.value).toBeLessThanOrEqual(ended / 1_000 + 0.001);
  });

  test('never carry what changes from run to run', () => {
    const labels = new Set(sink.points().flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...labels].sort()).toEqual([
      'backup.destination.name',
      'backup.job.name',
      'backup.operation',
      'backup.outcome',
      'backup.phase.name',
      'backup.type',
      'cloud.region',
    ]);
  });
});
