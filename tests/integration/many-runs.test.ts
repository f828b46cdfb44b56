import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackupTelemetry, type BackupTelemetry } from '../../src/index.js';
import { registerContextManager, startHostSdk, type HostSdk } from '../kit/host-sdk.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

let sink: OtlpSink;
let sdk: HostSdk;
let telemetry: BackupTelemetry;
let forgetContextManager: () => void;

beforeEach(async () => {
  sink = await startOtlpSink();
  sdk = startHostSdk({ url: sink.url });
  telemetry = createBackupTelemetry(sdk);
  forgetContextManager = registerContextManager();
});

afterEach(async () => {
  forgetContextManager();
  await sdk.shutdown();
  await sink.close();
});

const leaf = (name: string, outcome = 'success') => ({ name, outcome, children: [] });

test('200 parallel runs of one job each keep their own ids, spans and events, and nothing is lost', async () => {
  const ids = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      telemetry.withBackup({ job: 'tenant-dump' }, async (run) => {
        await run.phase('dump', () => setImmediate());
        await run.phase('upload', () => setImmediate());
        run.report({ bytes: index });
        return run.id;
      }),
    ),
  );

  expect(new Set(ids).size).toBe(200);
  expect(new Set(sink.spans().map(({ traceId }) => traceId)).size).toBe(200);
  expect(sink.tree()).toEqual(
    ids.map(() => ({
      name: 'backup tenant-dump',
      outcome: 'success',
      children: [leaf('backup.phase dump'), leaf('backup.phase upload')],
    })),
  );
  const reported = sink
    .events()
    .map(({ attributes }) => `${String(attributes['backup.run.id'])} ${String(attributes['backup.event.sequence'])}`);
  expect(reported.sort()).toEqual(ids.flatMap((id) => [1, 2, 3, 4].map((sequence) => `${id} ${sequence}`)).sort());
  expect(new Set(sink.events().map(({ attributes }) => attributes['backup.event.id'])).size).toBe(800);
  expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([200]);
  expect(sink.metric('backup.run.active').map(({ value }) => value)).toEqual([0]);
});

test('a job within a job is its child, and what runs beside it is not', async () => {
  const { withBackup } = telemetry;
  await withBackup({ job: 'all-tenants' }, async (all) => {
    await all.phase('tenants', () =>
      Promise.all([
        withBackup({ job: 'tenant-a' }, (run) => run.phase('dump', () => setTimeout(20))),
        // A little later, so that the two are in this order in the tree.
        setTimeout(5)
          .then(() => withBackup({ job: 'tenant-b' }, () => Promise.reject(new RangeError('too large'))))
          .catch(() => undefined),
      ]),
    );
    await withBackup({ job: 'all-tenants', operation: 'verify' }, (run) => run.skip('no_changes'));
  });

  expect(sink.tree()).toEqual([
    {
      name: 'backup all-tenants',
      outcome: 'success',
      children: [
        {
          name: 'backup.phase tenants',
          outcome: 'success',
          children: [
            { name: 'backup tenant-a', outcome: 'success', children: [leaf('backup.phase dump')] },
            leaf('backup tenant-b', 'failure'),
          ],
        },
        leaf('verify all-tenants', 'skipped'),
      ],
    },
  ]);
  const finished = sink.events().filter(({ eventName }) => eventName === 'backup.run.finished');
  expect(finished.map(({ attributes }) => [attributes['backup.job.name'], attributes['backup.outcome']]).sort()).toEqual([
    ['all-tenants', 'skipped'],
    ['all-tenants', 'success'],
    ['tenant-a', 'success'],
    ['tenant-b', 'failure'],
  ]);
  expect(sink.metric('backup.run.errors').map(({ value, attributes }) => [value, attributes['error.type']])).toEqual([[1, 'RangeError']]);
});

test("a host's sampler that drops every span leaves metrics and events whole", async () => {
  const unsampled = startHostSdk({ url: sink.url, sampled: false });
  const { withBackup } = createBackupTelemetry(unsampled);
  await withBackup({ job: 'nightly' }, (run) => run.phase('dump', () => undefined));
  await unsampled.shutdown();

  expect(sink.spans()).toEqual([]);
  expect(sink.events().map(({ eventName }) => eventName)).toEqual(['backup.run.started', 'backup.phase.finished', 'backup.run.finished']);
  expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([1]);
  expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
});

test('a traceparent makes the run a child of its caller', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await telemetry.withBackup({ job: 'nightly', traceparent: `00-${traceId}-b7ad6b7169203331-01` }, () => undefined);

  expect(sink.spans().map((span) => [span.traceId, span.parentSpanId])).toEqual([[traceId, 'b7ad6b7169203331']]);
  expect(sink.events().every((event) => event.traceId === traceId)).toBe(true);
});
