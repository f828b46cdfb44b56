import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { BackupDefinition } from '../../../../src/index.js';
import { createTestTelemetry } from '../../../../src/testing/index.js';
import { definePolicy, parsePolicy, type PolicyDefinition, type PolicyFile, type PolicySize } from '../../../../src/policy/index.js';

const EXAMPLE = parse(readFileSync(resolve(import.meta.dirname, '../../../../examples/wedsync.yaml'), 'utf8')) as PolicyFile;
const nightly = { cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' } as const;

describe('the promise of WedSync', () => {
  const policy = definePolicy(EXAMPLE);
  const [database, photos] = policy.jobs;

  test('is read with what jobs and tiers inherit', () => {
    expect(policy.jobs.map(({ identity }) => identity)).toEqual([
      {
        environment: 'production',
        namespace: 'wedsync',
        service: 'backup-service',
        operation: 'backup',
        job: 'wedding-db',
        destination: 's3-eu',
      },
      {
        environment: 'production',
        namespace: 'wedsync',
        service: 'backup-service',
        operation: 'backup',
        job: 'photo-store',
        destination: 's3-eu',
      },
    ]);
    expect(database?.tiers.map(({ name, rpo, rto, grace, keep, minBytes }) => [name, rpo, rto, grace, keep, minBytes])).toEqual([
      ['pitr', '1h', '2h', '15m', undefined, undefined],
      ['daily', '25h', '2h', '15m', 30, 1e9],
      ['weekly', '8d', '2h', '15m', 52, 1e9],
    ]);
    expect(photos?.tiers.map(({ name, type, rpo }) => [name, type, rpo])).toEqual([[undefined, 'incremental', '25h']]);
    expect([database, photos].map((job) => job?.copies?.map(({ region }) => region))).toEqual([
      ['eu-west-1', 'us-east-1'],
      ['eu-west-1', 'us-east-1'],
    ]);
    expect(database?.peaks?.[0]).toMatchObject({ from: '05-01', until: '09-30', grace: '5m' });
    expect(database?.retention).toEqual({ minGood: 30, reach: '360d', restorable: '30d' });
  });

  test('says when each tier is expected', () => {
    expect(database?.tiers.map(({ schedule }) => schedule?.next(1, new Date('2026-06-20T02:15:00Z'))[0]?.toISOString())).toEqual([
      '2026-06-20T03:05:00.000Z',
      '2026-06-20T02:30:00.000Z',
      '2026-06-21T04:00:00.000Z',
    ]);
    expect(photos?.tiers[0]?.schedule?.describe()).toBe('At 01:15 (UTC, by systemd)');
  });

  test('gives defineBackup what it takes', () => {
    const definitions: readonly (PolicyDefinition & BackupDefinition)[] = policy.definitions;
    expect(definitions).toEqual([
      {
        job: 'wedding-db',
        operation: 'backup',
        destination: 's3-eu',
        // The hourly tier says how often it starts, the weekly one how long it may take; of the logs no size is stated.
        every: 3_600_000,
        startGrace: '15m',
        maxDuration: '4h',
        rpo: '1h',
        rto: '2h',
        copies: [
          { destination: 's3-eu', region: 'eu-west-1' },
          { destination: 's3-us', region: 'us-east-1' },
        ],
      },
      {
        job: 'photo-store',
        operation: 'backup',
        destination: 's3-eu',
        type: 'incremental',
        every: 86_400_000,
        startGrace: '15m',
        maxDuration: '6h',
        rpo: '25h',
        rto: '8h',
        copies: [
          { destination: 's3-eu', region: 'eu-west-1' },
          { destination: 's3-us', region: 'us-east-1' },
        ],
      },
    ]);
  });

  test('gives definitions that the package has nothing to say against', () => {
    const { telemetry, problems } = createTestTelemetry();
    for (const definition of policy.definitions) telemetry.defineBackup(definition);
    expect(problems()).toEqual([]);
  });
});

test.each([
  [{ every: '24h' }, 24],
  [{ every: '1 day', timezone: 'Europe/Berlin', startingAt: '2026-01-01T02:30:00+01:00' }, 24],
  [{ cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' }, 24],
  [{ cron: '30 2 * * 1-5', timezone: 'Europe/Berlin', scheduler: 'systemd' }, 72],
  [{ cron: '*/15 * * * *', timezone: 'UTC', scheduler: 'kubernetes' }, 0.25],
  [{ cron: '0 4 * * 0', timezone: 'UTC', scheduler: 'kubernetes' }, 168],
  [{ cron: '0 3 1 * *', timezone: 'UTC', scheduler: 'cron' }, 744],
] as const)('states the longest usual time between two starts of %j', (schedule, hours) => {
  const [definition] = definePolicy({ version: 1, jobs: [{ job: 'a', schedule }] }).definitions;
  expect(definition?.every).toBe(hours * 3_600_000);
});

test('in a maintenance window nothing is expected', () => {
  const maintenance = [{ from: '2026-06-20T00:00:00+02:00', until: '2026-06-22T00:00:00+02:00', reason: 'move' }];
  const { jobs } = definePolicy({ version: 1, jobs: [{ job: 'a', schedule: nightly, maintenance }] });
  expect(jobs[0]?.tiers[0]?.schedule?.next(1, new Date('2026-06-19T12:00:00Z'))).toEqual([new Date('2026-06-22T00:30:00Z')]);
});

test('sizes are bytes', () => {
  const bytes = (minBytes: PolicySize) => definePolicy({ version: 1, jobs: [{ job: 'a', minBytes }] }).definitions[0]?.minBytes;
  expect((['500 MB', '2GiB', '1.5 kB', 7] as const).map(bytes)).toEqual([500_000_000, 2_147_483_648, 1_500, 7]);
});

describe('what is wrong is said with its place, what was expected and what came', () => {
  const job = (fields: object) => ({ version: 1, jobs: [{ job: 'a', ...fields }] });
  test.each<[unknown, string, string]>([
    [undefined, '', 'Expected a policy to be an object with version, defaults, jobs, got nothing.'],
    [[], '', 'Expected a policy to be an object with version, defaults, jobs, got an empty list.'],
    [{ version: 2, jobs: [{ job: 'a' }] }, 'version', 'Expected `version` to be 1, got 2.'],
    [{ version: 1, jobs: [] }, 'jobs', 'Expected `jobs` to be a list of at least one job, got an empty list.'],
    [{ version: 1, jobs: [{}] }, 'jobs[0].job', 'Expected `jobs[0].job` to be the name of a job, got nothing.'],
    [{ version: 1, jobs: [{ job: 'a' }], job: 1 }, '', 'Expected `job` to be a field of a policy (did you mean `jobs`?).'],
    [job({ rop: '1h' }), 'jobs[0]', 'In `jobs[0]`: Expected `rop` to be a field of a job (did you mean `rpo`?).'],
    [
      job({ grace: '15 minutes' }),
      'jobs[0].grace',
      'Expected `jobs[0].grace` to be a duration such as "15m" or "24h", or a number of milliseconds, got "15 minutes".',
    ],
    [
      job({ tiers: { daily: { keep: 0 } } }),
      'jobs[0].tiers.daily.keep',
      'Expected `jobs[0].tiers.daily.keep` to be a whole number from 1 to 100000, got 0.',
    ],
    [job({ tiers: [] }), 'jobs[0].tiers', 'Expected `jobs[0].tiers` to be an object with a tier under each name, got an empty list.'],
    [
      job({ sla: { percent: 100, window: 'month' } }),
      'jobs[0].sla.percent',
      'Expected `jobs[0].sla.percent` to be a percentage below 100: nothing keeps 100, got 100.',
    ],
    [
      job({ type: 'complete' }),
      'jobs[0].type',
      'Expected `jobs[0].type` to be one of full, incremental, differential, log, snapshot, got "complete".',
    ],
    [
      job({ minBytes: '1 GByte' }),
      'jobs[0].minBytes',
      'Expected `jobs[0].minBytes` to be a size such as "500 MB" or "2 GiB", or a whole number of bytes, got "1 GByte".',
    ],
    [job({ schedule: '30 2 * * *' }), 'jobs[0].schedule', 'In `jobs[0].schedule`: Expected a schedule to be an object'],
    [job({ schedule: { ...nightly, scheduler: 'at' } }), 'jobs[0].schedule.scheduler', 'got "at".'],
    [job({ schedule: { ...nightly, cron: '0 0 31 2 *' } }), 'jobs[0].schedule.cron', 'whose days and months never meet.'],
    [
      { version: 1, defaults: { schedule: { ...nightly, timezone: 'Berlin' } }, jobs: [{ job: 'a' }] },
      'defaults.schedule.timezone',
      'got "Berlin".',
    ],
    [
      job({ tiers: { daily: { schedule: { onCalendar: '25:00', timezone: 'UTC' } } } }),
      'jobs[0].tiers.daily.schedule.onCalendar',
      'got "25:00".',
    ],
    [
      job({ maintenance: [{ from: '2026-06-20T00:00:00Z' }] }),
      'jobs[0].maintenance[0].until',
      'Expected `jobs[0].maintenance[0].until` to be a date and time with its offset such as "2026-06-01T22:00:00+02:00", got nothing.',
    ],
    [
      job({ maintenance: [{ from: '2026-06-20T00:00:00Z', until: '2026-06-19T00:00:00Z' }] }),
      'jobs[0].maintenance[0].until',
      'later than from (2026-06-20T00:00:00Z), got "2026-06-19T00:00:00Z".',
    ],
    [
      job({
        escalation: [
          { after: '1h', to: 'a' },
          { after: '30m', to: 'b' },
        ],
      }),
      'jobs[0].escalation[1].after',
      'longer than that of the level before (1h), got "30m".',
    ],
    [
      job({ peaks: [{ name: 'June' }] }),
      'jobs[0].peaks[0]',
      'Expected `jobs[0].peaks[0]` to be of months, or from a day until a day, got an object.',
    ],
    [
      job({ rpo: '1h', peaks: [{ months: [6], rpo: '2h' }] }),
      'jobs[0].peaks[0].rpo',
      'Expected `jobs[0].peaks[0].rpo` to be at most 1h, as in the rest of the year, got "2h".',
    ],
    [
      { version: 1, jobs: [{ job: 'a' }, { job: 'a' }] },
      'jobs[1].job',
      'Expected `jobs[1].job` to be another job than jobs[0], or of another environment, service, operation or destination, got "a".',
    ],
    [
      job({ links: { runbook: 'javascript:alert(1)' } }),
      'jobs[0].links.runbook',
      'Expected `jobs[0].links.runbook` to be a URL that begins with https:// or http://, got "javascript:alert(1)".',
    ],
  ])('%j', (value, path, message) => {
    const parsed = parsePolicy(value);
    if (parsed.ok) throw new Error('Nothing was wrong with it.');
    expect(parsed.problems.map((problem) => problem.path)).toContain(path);
    expect(parsed.problems.find((problem) => problem.path === path)?.message).toContain(message);
  });

  test('all at once, and thrown by definePolicy', () => {
    const wrong = job({ grace: 'soon', rpo: -1, schedule: {} });
    expect(parsePolicy(wrong)).toMatchObject({ ok: false, problems: [{}, {}, {}] });
    expect(() => definePolicy(wrong as unknown as PolicyFile)).toThrow(/soon.*-1|-1.*soon/s);
  });

  test('whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            version: fc.constant(1),
            jobs: fc.array(fc.dictionary(fc.constantFrom('job', 'tiers', 'schedule', 'peaks', 'copies', 'grace'), fc.anything())),
          }),
        ),
        (value) => {
          const parsed = parsePolicy(value);
          if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
