import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { statedValues } from '../../../src/conditions/policy/stated-values.js';
import { READ_EXPECTATIONS } from '../../../src/conditions/promql/expectations.js';
import { policyRules, RULED_GAUGES } from '../../../src/conditions/policy/policy-rules.js';
import { definePolicy, type PolicyFile } from '../../../src/policy/index.js';
import { METRIC_BACKUP_EXPECTED_RETRY_WITHIN, type StateGaugeName } from '../../../src/semconv.js';
import { STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { createTestTelemetry } from '../../../src/testing/index.js';
import { createFolder, run } from '../../kit/cli-harness.js';

const EXAMPLE = readFileSync(resolve(import.meta.dirname, '../../../examples/wedsync.yaml'), 'utf8');

function rules(cwd: string, ...options: readonly string[]) {
  return run(['policy', 'rules', 'policy.yaml', ...options], { cwd });
}

const exprOf = (policy: PolicyFile, record: string) =>
  policyRules(definePolicy(policy)).rules.find((rule) => 'record' in rule && rule.record === record)?.expr;

describe('policy rules', () => {
  test('writes the thresholds of each job as recording rules', async () => {
    const { code, stdout } = await rules(createFolder({ 'policy.yaml': EXAMPLE }));
    expect(code).toBe(0);
    const { groups } = parse(stdout) as { groups: { name: string; rules: { record: string; expr: string }[] }[] };
    const given = groups.flatMap((group) => group.rules).filter(({ record }) => record.endsWith(':policy'));
    expect(
      given.map(({ record, expr }) => [
        record,
        expr
          .split('\n')
          .filter((line) => line.includes('backup_job_name'))
          .map((line) => line.trim()),
      ]),
    ).toEqual(
      [
        ['interval_seconds', 3_600, 86_400],
        ['start_grace_seconds', 900],
        ['max_duration_seconds', 14_400, 21_600],
      ].map(([gauge, ...values]) => [
        `backup:expected_${gauge}:policy`,
        values.map((value, index) => {
          const job = values.length === 1 ? '=~"wedding-db|photo-store"' : index === 0 ? '="wedding-db"' : '="photo-store"';
          const where = 'deployment_environment_name="production", job="wedsync/backup-service", backup_operation="backup"';
          return `${index === 0 ? '' : 'or '}backup:job_due_from_timestamp_seconds:state{${where}, backup_job_name${job}, backup_destination_name="s3-eu"} * 0 + ${value}`;
        }),
      ]),
    );
  });

  test('says whether a file is what it would write, and from which line on it is not', async () => {
    const cwd = createFolder({ 'policy.yaml': EXAMPLE });
    const { stdout } = await rules(cwd);
    writeFileSync(join(cwd, 'rules.yaml'), stdout);
    expect(await rules(cwd, '--check', 'rules.yaml')).toMatchObject({ code: 0, stdout: 'rules.yaml: as policy.yaml states it.\n' });
    writeFileSync(join(cwd, 'policy.yaml'), EXAMPLE.replace('grace: 15m', 'grace: 16m'));
    const line = stdout.split('\n').findIndex((text) => text.endsWith('* 0 + 900')) + 1;
    const drifted = await rules(cwd, '--check', 'rules.yaml');
    expect(drifted).toMatchObject({ code: 1, stdout: '' });
    expect(drifted.stderr).toContain(`rules.yaml:${line}: Expected the rules of policy.yaml`);
    expect((await rules(cwd, '--check', 'none.yaml')).stderr).toContain(
      'got no file. Run: npx @wedsync/backup-telemetry policy rules policy.yaml > none.yaml',
    );
  });

  test('says nothing of where a job runs that the policy does not say, and the most exact promise goes first', () => {
    const job = { job: 'a.b "c"', maxDuration: '1h' } as const;
    const names = [
      job,
      { ...job, service: 'x', maxDuration: '2h' as const },
      { ...job, namespace: 'n+', environment: 'p', maxDuration: '3h' as const },
    ].map((one) => ({ ...one, job: 'a.b' }));
    const lines = exprOf({ version: 1, jobs: names }, 'backup:expected_max_duration_seconds:policy')?.split('\n');
    const own = 'backup_operation="backup", backup_job_name="a.b", backup_destination_name=""';
    expect(lines?.slice(1, 4).map((text) => /\{(.*)\} \* 0 \+ (\d+)/.exec(text)?.slice(1))).toEqual([
      [`deployment_environment_name="p", job=~"n\\\\+/.+", ${own}`, '10800'],
      [`job=~"(.+/)?x", ${own}`, '7200'],
      [own, '3600'],
    ]);
  });

  test('writes what definitions made of the policy state, each to its gauge', () => {
    const policy = definePolicy({
      version: 1,
      jobs: [
        { job: 'a', schedule: { every: '6h' }, grace: '1h', maxDuration: '90m', minDuration: '5s', minBytes: '3 kB', rpo: '7h', rto: '2h' },
      ],
    });
    const { telemetry, events } = createTestTelemetry();
    for (const definition of policy.definitions) telemetry.defineBackup(definition);
    const stated = Object.entries(events()[0]?.attributes ?? {}).filter(([name]) => Object.hasOwn(STATE_GAUGES, name));
    expect(statedValues(policy.definitions[0]!)).toEqual(Object.fromEntries(stated));
    expect(stated).toHaveLength(7);
  });

  test('no gauge that rules read is forgotten, but for the one that no policy states', () => {
    const read: readonly StateGaugeName[] = READ_EXPECTATIONS;
    expect(read.filter((gauge) => !RULED_GAUGES.includes(gauge))).toEqual([METRIC_BACKUP_EXPECTED_RETRY_WITHIN]);
  });

  test('ten thousand jobs are few selections where they state the same', () => {
    const jobs = Array.from({ length: 10_000 }, (_, index) => ({ job: `job-${index}`, maxDuration: `${(index % 20) + 1}h` as const }));
    const expr = exprOf({ version: 1, jobs }, 'backup:expected_max_duration_seconds:policy') ?? '';
    expect(expr.match(/backup:job_due_from/g)).toHaveLength(20);
    expect(expr.match(/job-\d+/g)).toHaveLength(10_000);
  });
});
