import { describe, expect, test } from 'vitest';
import { definePolicy, parsePolicy } from '../../../../src/policy/index.js';

const nightly = { cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' } as const;

describe('what cannot be kept is refused with its place:', () => {
  const sentences = (file: object) => {
    const parsed = parsePolicy({ version: 1, ...file });
    return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
  };

  test.each([
    [
      'a window that ends before it begins, also of a job with a schedule',
      { jobs: [{ job: 'a', schedule: nightly, maintenance: [{ from: '2026-12-03T22:00:00Z', until: '2026-12-02T00:00:00Z' }] }] },
      /`jobs\[0\]\.maintenance\[0\]\.until` to be later than from/,
    ],
    [
      'a shortest duration above the longest',
      { jobs: [{ job: 'a', minDuration: '3h', maxDuration: '2h' }] },
      /`jobs\[0\]\.minDuration` to be at most the longest duration \(2h\)/,
    ],
    [
      'a smallest size above the largest',
      { jobs: [{ job: 'a', minBytes: '2 GB', maxBytes: '1 GB' }] },
      /`jobs\[0\]\.minBytes` to be at most the largest size/,
    ],
    [
      'two promises about one copy',
      {
        jobs: [
          {
            job: 'a',
            copies: [
              { destination: 'x', within: '1h' },
              { destination: 'x', within: '2h' },
            ],
          },
        ],
      },
      /`jobs\[0\]\.copies\[1\]\.destination` to be another place/,
    ],
    [
      'jobs that are one to alert rules',
      {
        jobs: [
          { job: 'a', namespace: 'x', service: 'y/z' },
          { job: 'a', namespace: 'x/y', service: 'z' },
        ],
      },
      /`jobs\[1\]\.job` to be another job than jobs\[0\]/,
    ],
    [
      'a name that telemetry would replace',
      { jobs: [{ job: 's3://bucket/x' }] },
      /`jobs\[0\]\.job` to be the name of a job: letters, digits/,
    ],
  ])('%s', (_, file, sentence) => {
    expect(sentences(file)).toEqual([expect.stringMatching(sentence)]);
  });

  const weekly = { cron: '0 4 * * 0', timezone: 'UTC', scheduler: 'cron' } as const;
  const daily = { cron: '30 2 * * *', timezone: 'UTC', scheduler: 'cron' } as const;
  const hourly = { cron: '0 * * * *', timezone: 'UTC', scheduler: 'cron' } as const;
  const windows = [{ from: '2026-06-01T00:00:00Z', until: '2026-06-04T00:00:00Z' }];
  const levels = (...after: readonly string[]) => after.map((each, index) => ({ after: each, to: `level-${index}` }));
  test.each<[string, object, string]>([
    [
      'an RPO below the distance of starts',
      { schedule: daily, rpo: '23h' },
      '`jobs[0].rpo` to be at least 24h, the longest usual time between two starts, got "23h".',
    ],
    [
      'one below that of the tier that starts most often',
      { rpo: '30m', tiers: { log: { schedule: hourly }, full: { schedule: daily } } },
      '`jobs[0].rpo` to be at least 1h, the longest usual time between two starts of log, got "30m".',
    ],
    [
      'one of a tier below that of its own starts',
      { rpo: '1h', tiers: { log: { schedule: hourly }, full: { schedule: weekly, rpo: '6d' } } },
      '`jobs[0].tiers.full.rpo` to be at least 168h, the longest usual time between two starts of full, got "6d".',
    ],
    ['one of a season', { schedule: daily, rpo: '25h', peaks: [{ months: [6], rpo: '12h' }] }, '`jobs[0].peaks[0].rpo` to be at least 24h'],
    [
      'a season looser than a tier',
      { grace: '1h', tiers: { log: { grace: '5m' } }, peaks: [{ months: [6], grace: '10m' }] },
      '`jobs[0].peaks[0].grace` to be at most 5m, as the tier log has it all year, got "10m".',
    ],
    [
      'a season in which no run is plausible',
      { tiers: { full: { minDuration: '1h' } }, peaks: [{ months: [6], maxDuration: '10m' }] },
      '`jobs[0].peaks[0].maxDuration` to be at least the shortest duration (1h), got "10m".',
    ],
    [
      'a season with a lower SLA',
      { sla: { percent: 99.9, window: 'month' }, peaks: [{ months: [6], sla: { percent: 99, window: 'month' } }] },
      '`jobs[0].peaks[0].sla.percent` to be at least 99.9, as in the rest of the year, got 99.',
    ],
    [
      'a season that escalates later',
      { escalation: levels('0s', '30m'), peaks: [{ months: [6], escalation: levels('0s', '40m') }] },
      '`jobs[0].peaks[0].escalation[1].after` to be at most 30m, as in the rest of the year, got "40m".',
    ],
    [
      'a season that escalates to fewer',
      { escalation: levels('0s', '30m'), peaks: [{ months: [6], escalation: levels('0s') }] },
      '`jobs[0].peaks[0].escalation` to be a list of at least 2 levels',
    ],
    [
      'levels of a tier out of order',
      { tiers: { full: { escalation: levels('1h', '30m') } } },
      '`jobs[0].tiers.full.escalation[1].after` to be longer than that of the level before (1h), got "30m".',
    ],
    [
      'levels of a season out of order',
      { peaks: [{ months: [6], escalation: levels('1h', '30m') }] },
      '`jobs[0].peaks[0].escalation[1].after` to be longer than',
    ],
    [
      'a season with a day that no month has',
      { peaks: [{ from: '02-30', until: '03-31' }] },
      '`jobs[0].peaks[0].from` to be a day that the month has, got "02-30".',
    ],
    [
      'a maintenance window of starts that nobody knows',
      { schedule: { every: '24h' }, maintenance: windows },
      'In `jobs[0].schedule`: Expected `startingAt` beside `every`, since the job has maintenance windows, got nothing.',
    ],
  ])('%s', (_, fields, sentence) => {
    expect(sentences({ jobs: [{ job: 'a', ...fields }] })).toEqual([expect.stringContaining(sentence)]);
  });

  test('a tier named __proto__, which would vanish', () => {
    const tiers = JSON.parse('{"__proto__": {"keep": 3}, "daily": {"keep": 3}}') as object;
    expect(sentences({ jobs: [{ job: 'a', tiers }] })).toEqual(['In `jobs[0].tiers`: Expected another name than `__proto__`.']);
  });

  test('what the objectives of tiers and seasons allow is no contradiction', () => {
    const file = {
      defaults: { maintenance: windows },
      jobs: [
        {
          job: 'a',
          rpo: '1h',
          tiers: { log: { schedule: hourly }, full: { schedule: weekly, rpo: '7d' } },
          peaks: [{ from: '12-01', until: '02-29', grace: '5m' }],
        },
        {
          job: 'b',
          schedule: daily,
          rpo: '24h',
          escalation: levels('0s', '1h'),
          peaks: [{ months: [6], escalation: levels('0s', '10m', '20m') }],
        },
      ],
    };
    expect(sentences(file)).toEqual([]);
  });

  test('a maintenance window makes the usual distance of starts no longer', () => {
    const maintenance = [{ from: '2026-06-01T00:00:00Z', until: '2026-06-08T00:00:00Z' }];
    const { definitions } = definePolicy({ version: 1, jobs: [{ job: 'a', schedule: daily, maintenance }] });
    expect(definitions[0]?.every).toBe(86_400_000);
  });

  test('ten thousand jobs are compared at once', () => {
    const jobs = Array.from({ length: 10_000 }, (_, index) => ({ job: `job-${index}` }));
    expect(sentences({ jobs: [...jobs, { job: 'job-7' }] })).toEqual([expect.stringContaining('`jobs[10000].job`')]);
  });
});
