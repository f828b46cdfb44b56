import { describe, expect, test } from 'vitest';
import { createBackupTelemetry, type BackupDefinition } from '../../../../src/index.js';
import { createHarness, listenToDiag } from '../harness.js';

const nightly = { job: 'nightly' };

const WRONG: readonly (readonly [string, unknown, string])[] = [
  [
    'nothing',
    undefined,
    'Expected a definition to be an object such as { job: "db-nightly", every: "24h" }, got undefined; it is left out.',
  ],
  ['null', null, 'Expected a definition to be an object such as'],
  ['a name alone', 'nightly', 'Expected a definition to be an object such as'],
  ['no job', {}, 'Expected `job` to be a name such as "db-nightly", got undefined; it is recorded as "unnamed".'],
  [
    'a path as the job',
    { job: '/var/backups' },
    'Expected `job` to be a name such as "db-nightly", got a string of 12 characters; it is recorded',
  ],
  ['a field that is misspelt', { ...nightly, evry: '24h' }, 'Expected `evry` to be a field of a definition (did you mean `every`?), got'],
  ['a field nobody knows', { ...nightly, colour: 1 }, 'Expected `colour` to be a field of a definition (known are job, operation, '],
  ['a field of another case', { ...nightly, minbytes: 1 }, '(did you mean `minBytes`?)'],
  ['a wrong destination', { ...nightly, destination: 's3://x' }, 'Expected `destination` to be a name such as "s3-eu", got'],
  ['a wrong region', { ...nightly, region: {} }, 'Expected `region` to be a name such as "eu-1", got an object'],
  [
    'a wrong operation',
    { ...nightly, operation: 'Restore' },
    'Expected `operation` to be one of backup, verify, restore, copy, prune (did you mean "restore"?), got',
  ],
  ['a wrong type', { ...nightly, type: 'ful' }, '(did you mean "full"?)'],
  ['a wrong flush', { ...nightly, flush: true }, 'Expected `flush` to be one of await, background, got true;'],
  ['a duration in words', { ...nightly, every: '1 day' }, 'Expected `every` to be a duration of at least 1 ms such as "24h", got'],
  [
    'a duration in seconds',
    { ...nightly, every: 86_400 },
    'Expected `every` to be in milliseconds when it is a number (did you mean "86400s"?), got 86400; it is 86.4 s.',
  ],
  ['a recovery time in minutes', { ...nightly, rto: 240 }, 'did you mean "240s"?'],
  ['a shortest duration in seconds', { ...nightly, minDuration: 60 }, 'did you mean "60s"?'],
  ['a timeout in seconds', { ...nightly, timeout: 900 }, 'did you mean "900s"?'],
  ['a timeout of nothing', { ...nightly, timeout: 0 }, 'Expected `timeout` to be a duration of at least 1 ms such as "24h", got 0'],
  [
    'a heartbeat of 5',
    { ...nightly, heartbeat: 5 },
    'Expected `heartbeat` to be a duration of at least 100 ms such as "24h", got 5; it is left out.',
  ],
  ['half a byte', { ...nightly, minBytes: 0.5 }, 'Expected `minBytes` to be a whole number from 0, got 0.5'],
  ['bytes that are no number', { ...nightly, minBytes: Number.NaN }, 'Expected `minBytes` to be a whole number from 0, got NaN'],
  [
    'durations the wrong way round',
    { ...nightly, minDuration: '2h', maxDuration: '1h' },
    'Expected `minDuration` to be at most `maxDuration`, got',
  ],
  [
    'a timeout before it can be done',
    { ...nightly, minDuration: '2h', timeout: '1h' },
    'Expected `minDuration` to be at most `timeout`, got',
  ],
  [
    'a grace without an interval',
    { ...nightly, startGrace: '5m' },
    'Expected `every` to be given with `startGrace`, got undefined; both hold.',
  ],
  ['less to lose than it can keep', { ...nightly, every: '24h', rpo: '1h' }, 'Expected `rpo` to be at least `every`'],
  [
    'copies that are no list',
    { ...nightly, copies: { destination: 's3-us' } },
    'Expected `copies` to be an array such as [{ destination: "s3-us" }], got an object',
  ],
  ['a copy that is nothing', { ...nightly, copies: [null] }, 'Expected a copy to be an object such as { destination: "s3-us" }, got null'],
  [
    'a copy with a typing error',
    { ...nightly, copies: [{ destination: 's3', regoin: 'us' }] },
    'Expected `regoin` to be a field of a copy (did you mean `region`?)',
  ],
];

describe('a definition throws nothing, and says it, with', () => {
  test.each(WRONG)('%s', async (_, definition, message) => {
    const { telemetry, warnings, problems, points } = createHarness();
    const job = telemetry.defineBackup(definition as BackupDefinition);
    expect(warnings).toContainEqual(expect.stringContaining(message));
    expect(Object.keys(await problems())).toContain('definition_invalid');
    expect(await points('backup.telemetry.last_problem.timestamp')).toHaveLength(1);
    expect(await points('backup.job.registered.timestamp')).toHaveLength(1);
    expect(await job.run(() => 'stored')).toBe('stored');
    expect(await points('backup.telemetry.last_clean.timestamp')).toEqual([]);
  });
});

test('a definition whose fields throw is a problem as well', () => {
  const { telemetry, warnings } = createHarness();
  const refuse = () => expect.fail('read');
  telemetry.defineBackup(new Proxy({}, { get: refuse, ownKeys: refuse, has: refuse }) as BackupDefinition);
  expect(warnings).toContainEqual(expect.stringContaining('Expected `job` to be readable'));
});

test('a definition of an operation that cannot be read is expected of the one that was meant', async () => {
  const { telemetry, points } = createHarness();
  await telemetry.defineBackup({ job: 'nightly', operation: 'verfy' as 'verify', every: '24h' }).run(() => undefined);
  const identity = { 'backup.job.name': 'nightly', 'backup.operation': 'verify' };
  expect(await points('backup.expected.interval')).toMatchObject([{ attributes: identity }]);
  expect(await points('backup.telemetry.last_problem.timestamp')).toMatchObject([{ attributes: identity }]);
  expect(await points('backup.run.last_end.timestamp')).toEqual([]);
});

describe('a number of seconds where milliseconds are meant is said:', () => {
  test.each([60, 900, 3_600, 86_400, 90_000, 604_800, 31_536_000])('%i', (seconds) => {
    const { telemetry, warnings } = createHarness();
    telemetry.defineBackup({ ...nightly, every: seconds });
    expect(warnings).toEqual([expect.stringContaining(`(did you mean "${String(seconds)}s"?), got ${String(seconds)}`)]);
  });

  test.each([60_000, 300_000, 900_000, 3_600_000, 86_400_000, 604_800_000])('%i is what it is', (ms) => {
    const { telemetry, warnings } = createHarness();
    telemetry.defineBackup({ ...nightly, every: ms });
    expect(warnings).toEqual([]);
  });
});

describe('an instance is made, and says it, with', () => {
  test.each<readonly [string, unknown, string]>([
    ['options that are null', null, 'Expected the options to be an object such as { heartbeat: "30s" }, got null'],
    ['a field that is misspelt', { flsh: 'await' }, 'Expected `flsh` to be a field of the options (did you mean `flush`?)'],
    ['a clock that is a time', { now: 0 }, 'Expected `now` to be a function, got 0'],
    ['a heartbeat in words', { heartbeat: 'often' }, 'Expected `heartbeat` to be a duration of at least 100 ms such as "24h", got'],
    ['no time to flush', { flushTimeout: 0 }, 'Expected `flushTimeout` to be a duration of at least 1 ms such as "24h", got 0'],
    ['a time to flush in seconds', { flushTimeout: 2 }, 'did you mean "2s"?'],
    ['an unknown flush', { flush: 'never' }, 'Expected `flush` to be one of await, background, got'],
    [
      'a tracer provider that has no tracers',
      { tracerProvider: {} },
      'Expected `tracerProvider` to be a provider with `getTracer`, got an object',
    ],
    ['a meter provider that is null', { meterProvider: null }, 'Expected `meterProvider` to be a provider with `getMeter`, got null'],
    ['a logger provider that is a name', { loggerProvider: 'console' }, 'Expected `loggerProvider` to be a provider with `getLogger`, got'],
  ])('%s', async (_, options, message) => {
    const warnings = listenToDiag();
    const telemetry = createBackupTelemetry(options as never);
    expect(warnings).toEqual([expect.stringContaining(message)]);
    expect(await telemetry.withBackup({ job: 'nightly' }, () => 'stored')).toBe('stored');
  });
});
