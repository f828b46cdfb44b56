import { context, metrics, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defineBackup, withBackup } from '../../../src/index.js';
import { createTestTelemetry } from '../../../src/testing/index.js';
import { createSdk } from '../job/harness.js';

const telemetry = createTestTelemetry();
let unregister: () => void;

beforeEach(() => {
  unregister = telemetry.register();
});

afterEach(() => {
  unregister();
  telemetry.reset();
});

test('code that uses the functions of the package is seen', async () => {
  await withBackup({ job: 'nightly' }, (run) => run.phase('dump', () => undefined));
  expect(telemetry.runs()).toMatchObject([{ job: 'nightly', outcome: 'success', phases: [{ name: 'dump' }] }]);
  expect(telemetry.events().map(({ name }) => name)).toEqual(['backup.run.started', 'backup.phase.finished', 'backup.run.finished']);
  expect(telemetry.metric('backup.run.ended')).toBe(1);
});

test('nothing is seen any more once it is unregistered, and nothing of that when it is registered again', async () => {
  unregister();
  await withBackup({ job: 'unseen' }, () => undefined);
  expect(telemetry.runs()).toEqual([]);
  unregister = telemetry.register();
  expect(telemetry.metric('backup.run.last_end.timestamp')).toBeUndefined();
  await withBackup({ job: 'seen' }, () => undefined);
  expect(telemetry.runs()).toMatchObject([{ job: 'seen' }]);
});

test('a job that was defined before is known at once', () => {
  unregister();
  defineBackup({ job: 'defined-early', every: '24h' });
  unregister = telemetry.register();
  expect(telemetry.metric('backup.expected.interval', { 'backup.job.name': 'defined-early' })).toBe(86_400);
  expect(telemetry.events()).toMatchObject([{ name: 'backup.job.defined' }]);
});

test('a backup within a backup and spans of other libraries find their parents', async () => {
  await withBackup({ job: 'outer' }, (run) =>
    run.phase('tenants', async () => {
      await Promise.resolve();
      await trace.getTracer('pg').startActiveSpan('query', async (span) => {
        await withBackup({ job: 'inner' }, (inner) => inner.phase('dump', () => undefined));
        span.end();
      });
    }),
  );
  expect(telemetry.spans()).toMatchObject([
    {
      name: 'backup outer',
      children: [{ name: 'backup.phase tenants', children: [{ name: 'query', scope: 'pg', children: [{ name: 'backup inner' }] }] }],
    },
  ]);
  expect(telemetry.runs()).toMatchObject([
    { job: 'outer', phases: [{ name: 'tenants', phases: [] }] },
    { job: 'inner', phases: [{ name: 'dump' }] },
  ]);
});

test('metrics and log records of other libraries are there, too', () => {
  const meter = metrics.getMeter('mine');
  meter.createCounter('jobs.queued').add(2, { queue: 'a' });
  meter.createGauge('queue.length').record(7);
  const depth = meter.createObservableGauge('queue.depth');
  depth.addCallback((result) => result.observe(3));
  meter.addBatchObservableCallback((result) => result.observe(depth, 4, { queue: 'b' }), [depth]);
  expect(telemetry.metric('jobs.queued', { queue: 'a' })).toBe(2);
  expect(telemetry.metric('queue.length')).toBe(7);
  expect(telemetry.metric('queue.depth', { queue: 'b' })).toBe(4);

  logs.getLogger('mine').emit({ body: 'connected to postgres://admin:hunter2@db' });
  expect(telemetry.leaks(['hunter2'])).toEqual([{ secret: 0, encoding: 'plain', where: 'logs[0].body' }]);
  expect(telemetry.events()).toEqual([]);
});

test('an SDK that is there already is refused by name, and stays', () => {
  unregister();
  const sdk = createSdk();
  metrics.setGlobalMeterProvider(sdk.meterProvider);
  expect(() => telemetry.register()).toThrow(/^Expected no OpenTelemetry SDK in this process, got one for metrics\./);
  expect(metrics.getMeterProvider()).toBe(sdk.meterProvider);
  metrics.disable();
});

test('all that was registered is gone afterwards', () => {
  unregister();
  const key = Symbol('test');
  expect(context.with(context.active().setValue(key, 1), () => context.active().getValue(key))).toBeUndefined();
  expect(trace.getTracer('mine').startSpan('work').isRecording()).toBe(false);
  expect(telemetry.spans()).toEqual([]);
});
