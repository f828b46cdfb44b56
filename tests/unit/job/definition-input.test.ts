import { describe, expect, test } from 'vitest';
import { createBackupTelemetry, type BackupDefinition } from '../../../src/index.js';
import { createHarness } from './harness.js';

const nightly = { job: 'nightly' };

test.each<readonly [string, unknown, string]>([
  ['nothing', undefined, 'Expected `job` to be a name such as "db-nightly", got undefined.'],
  ['null', null, 'Expected `job` to be a name such as "db-nightly", got undefined.'],
  [
    'a name alone',
    'nightly',
    'Expected the fields of a definition to be among job, operation, type, destination, region, dbSystem, retentionTier, attempts, minBytes, copies, timeout, heartbeat, flush, every, startGrace, maxDuration, minDuration, retryWithin, rpo, rto, got "0".',
  ],
  ['no job', {}, 'Expected `job` to be a name such as "db-nightly", got undefined.'],
  ['a path as the job', { job: '/var/backups' }, 'Expected `job` to be a name such as "db-nightly", got "/var/backups".'],
  [
    'a field nobody knows',
    { job: 'nightly', evry: '24h' },
    'Expected the fields of a definition to be among job, operation, type, destination, region, dbSystem, retentionTier, attempts, minBytes, copies, timeout, heartbeat, flush, every, startGrace, maxDuration, minDuration, retryWithin, rpo, rto, got "evry".',
  ],
  ['a wrong destination', { ...nightly, destination: 's3://x' }, 'Expected `destination` to be a name such as "s3-eu", got "s3://x".'],
  ['a wrong region', { ...nightly, region: 1 }, 'Expected `region` to be a name such as "eu-1", got 1.'],
  [
    'a wrong operation',
    { ...nightly, operation: 'sync' },
    'Expected `operation` to be one of backup, verify, restore, copy, prune, got "sync".',
  ],
  ['a wrong type', { ...nightly, type: {} }, 'Expected `type` to be one of full, incremental, differential, log, snapshot, got an object.'],
  ['a wrong flush', { ...nightly, flush: true }, 'Expected `flush` to be one of await, background, got true.'],
  ['a duration in words', { ...nightly, every: '1 day' }, 'Expected `every` to be a duration above zero such as "24h", got "1 day".'],
  ['a timeout of nothing', { ...nightly, timeout: 0 }, 'Expected `timeout` to be a duration above zero such as "24h", got 0.'],
  [
    'a heartbeat that is a function',
    { ...nightly, heartbeat: () => 'secret' },
    'Expected `heartbeat` to be a duration above zero such as "24h", got a function.',
  ],
  ['half a byte', { ...nightly, minBytes: 0.5 }, 'Expected `minBytes` to be a whole number from 0, got 0.5.'],
  ['fewer bytes than none', { ...nightly, minBytes: -1 }, 'Expected `minBytes` to be a whole number from 0, got -1.'],
  ['bytes as text', { ...nightly, minBytes: '1' }, 'Expected `minBytes` to be a whole number from 0, got "1".'],
  [
    'durations the wrong way round',
    { ...nightly, minDuration: '2h', maxDuration: '1h' },
    'Expected `minDuration` to be at most `maxDuration`, got "2h".',
  ],
  ['a grace without an interval', { ...nightly, startGrace: '5m' }, 'Expected `every` to be given with `startGrace`, got undefined.'],
  [
    'copies that are no list',
    { ...nightly, copies: { destination: 's3-us' } },
    'Expected `copies` to be an array such as [{ destination: "s3-us" }], got an object.',
  ],
  ['a copy that is nothing', { ...nightly, copies: [null] }, 'Expected `destination` to be a name such as "s3-us", got undefined.'],
  [
    'a copy with a wrong region',
    { ...nightly, copies: [{ destination: 's3', region: '' }] },
    'Expected `region` to be a name such as "eu-1", got "".',
  ],
  [
    'a copy with a typing error',
    { ...nightly, copies: [{ destination: 's3', regoin: 'us' }] },
    'Expected the fields of a copy to be among destination, region, got "regoin".',
  ],
])('a definition with %s is refused with a sentence', (_, definition, message) => {
  const { telemetry } = createHarness();
  const define = () => telemetry.defineBackup(definition as BackupDefinition);
  expect(define).toThrow(expect.objectContaining({ name: 'BackupTelemetryError', code: 'definition_invalid', message }));
});

test('a long value is shown in part', () => {
  const { telemetry } = createHarness();
  expect(() => telemetry.defineBackup({ job: '/'.repeat(1_000) })).toThrow(new RegExp(`got "/{80}"\\.$`));
});

describe('telemetry is not set up with', () => {
  test.each<readonly [string, unknown, string]>([
    ['options that are null', null, 'Expected options to be an object, got null.'],
    ['a clock that is a time', { now: 0 }, 'Expected `now` to be a function, got 0.'],
    ['a heartbeat in words', { heartbeat: 'often' }, 'Expected `heartbeat` to be a duration above zero such as "24h", got "often".'],
    ['no time to flush', { flushTimeout: 0 }, 'Expected `flushTimeout` to be a duration above zero such as "24h", got 0.'],
    [
      'a timeout without a prototype',
      { flushTimeout: Object.create(null) as unknown },
      'Expected `flushTimeout` to be a duration above zero such as "24h", got an object.',
    ],
    ['an unknown way to flush', { flush: 'never' }, 'Expected `flush` to be one of await, background, got "never".'],
    [
      'a tracer provider that has no tracers',
      { tracerProvider: {} },
      'Expected `tracerProvider` to be a provider with `getTracer`, got an object.',
    ],
    ['a meter provider that is null', { meterProvider: null }, 'Expected `meterProvider` to be a provider with `getMeter`, got null.'],
    [
      'a logger provider that is a name',
      { loggerProvider: 'console' },
      'Expected `loggerProvider` to be a provider with `getLogger`, got "console".',
    ],
  ])('%s', (_, options, message) => {
    const create = () => createBackupTelemetry(options as never);
    expect(create).toThrow(expect.objectContaining({ name: 'BackupTelemetryError', code: 'configuration_invalid', message }));
  });
});
