import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rulesText } from '../../../src/cli/policy/rules-text.js';
import { RULE_GROUPS } from '../../../src/conditions/index.js';
import { policyRules } from '../../../src/conditions/policy/policy-rules.js';
import { definePolicy, type PolicyFile } from '../../../src/policy/index.js';
import { findTool, needs } from '../../kit/tools.js';
import { run } from './play.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const promtool = findTool('promtool');
const HOURLY = { cron: '0 * * * *', timezone: 'UTC', scheduler: 'kubernetes' } as const;

const POLICY: PolicyFile = {
  version: 1,
  jobs: [
    { job: 'silent', service: 'backups', schedule: HOURLY, grace: '10m', maxDuration: '20m' },
    { job: 'states', service: 'backups', schedule: HOURLY, grace: '10m' },
    { job: 'shared', schedule: { every: '2h' } },
    { job: 'shared', environment: 'production', schedule: HOURLY },
    { job: 'never-defined', schedule: HOURLY, grace: '10m' },
  ],
};

interface Exports {
  readonly job: string;
  readonly environment?: string;
  readonly service?: string;
  readonly interval?: number;
  readonly isDefined?: boolean;
}

/** What a program of five minutes exports at the beginning, and never again. */
function seriesOf({ job, environment = 'production', service = 'wedsync/backups', interval, isDefined = true }: Exports) {
  const labels = `backup_job_name="${job}", backup_operation="backup", job="${service}", instance="a", deployment_environment_name="${environment}"`;
  const five = (name: string, value: number) => ({ series: `${name}{${labels}}`, values: `${value}x4 _x400` });
  return [
    five('backup_run_last_start_timestamp_seconds', 30),
    five('backup_run_last_end_timestamp_seconds', 60).series.replace('{', '{backup_outcome="success", '),
    ...(isDefined ? [five('backup_job_registered_timestamp_seconds', 20)] : []),
    ...(interval === undefined ? [] : [five('backup_expected_interval_seconds', interval)]),
  ].map((one) => (typeof one === 'string' ? { series: one, values: '60x4 _x400' } : one));
}

const SERIES = [
  ...seriesOf({ job: 'silent' }),
  ...seriesOf({ job: 'states', interval: 86_400 }),
  ...seriesOf({ job: 'shared' }),
  ...seriesOf({ job: 'shared', environment: 'staging' }),
  ...seriesOf({ job: 'never-defined', isDefined: false }),
  ...seriesOf({ job: 'unpromised' }),
];

describe.skipIf(promtool === undefined)(`rules made of a policy ${needs('promtool', promtool)}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-rules-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('those of the shipped example are ones that promtool finds nothing to object to', async () => {
    const example = parse(await readFile(join(ROOT, 'examples/wedsync.yaml'), 'utf8')) as PolicyFile;
    const file = join(folder, 'example.yaml');
    await writeFile(file, rulesText([policyRules(definePolicy(example))], '# Example\n'));
    expect(await run(promtool!, ['check', 'rules', '--lint=all', '--lint-fatal', file])).toBe('');
  });

  test('hold for jobs that state nothing, beside the shipped rules; what a job states goes before, also hours after its end', async () => {
    const [file, shipped, own] = ['test.json', 'rules.json', 'policy-rules.yaml'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const { groups } = parse(await readFile(join(ROOT, 'otel-collector/prometheus/rules.yaml'), 'utf8')) as { groups: { name: string }[] };
    await writeFile(shipped, JSON.stringify({ groups: groups.filter(({ name }) => name !== 'backup-path') }));
    await writeFile(own, rulesText([policyRules(definePolicy(POLICY))], '# Rules\n'));
    const intervals = (job: string, environment = 'production') =>
      `backup:expected_interval_seconds:state{backup_job_name="${job}", deployment_environment_name="${environment}"} * 1`;
    const look = (expr: string, minute: number, value: number | undefined, job: string, environment = 'production') => ({
      expr,
      eval_time: `${minute}m`,
      exp_samples:
        value === undefined
          ? []
          : [
              {
                labels: `{backup_job_name="${job}", backup_operation="backup", job="wedsync/backups", deployment_environment_name="${environment}"}`,
                value,
              },
            ],
    });
    const looks = [8, 100, 300].flatMap((minute) => [
      look(intervals('silent'), minute, 3_600, 'silent'),
      look(intervals('states'), minute, 86_400, 'states'),
      look(intervals('shared'), minute, 3_600, 'shared'),
      look(intervals('shared', 'staging'), minute, 7_200, 'shared', 'staging'),
      look(intervals('never-defined'), minute, 3_600, 'never-defined'),
      look(intervals('unpromised'), minute, undefined, 'unpromised'),
    ]);
    const firing = (minute: number) => ({
      expr: 'count by (backup_job_name) (ALERTS{alertname="BackupOverdue", deployment_environment_name="production"})',
      eval_time: `${minute}m`,
    });
    const names = (...jobs: readonly string[]) => jobs.map((job) => ({ labels: `{backup_job_name="${job}"}`, value: 1 }));
    await writeFile(
      file,
      JSON.stringify({
        rule_files: [shipped, own],
        evaluation_interval: '1m',
        group_eval_order: [...RULE_GROUPS.map(({ name }) => name).filter((name) => name !== 'backup-path'), 'backup-policy'],
        tests: [
          {
            interval: '1m',
            input_series: SERIES,
            promql_expr_test: [
              ...looks,
              { ...firing(68), exp_samples: [] },
              // An hour and ten minutes after the start, and where no grace is stated an hour and a half.
              { ...firing(75), exp_samples: names('never-defined', 'silent') },
              { ...firing(95), exp_samples: names('never-defined', 'shared', 'silent') },
            ],
          },
        ],
      }),
    );
    expect(await run(promtool!, ['test', 'rules', file])).toBe('');
  });
});
