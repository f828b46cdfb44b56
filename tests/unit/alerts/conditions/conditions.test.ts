import { createCounters } from '../../../../src/cli/gateway/counters.js';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CONDITIONS,
  evaluateConditions,
  formatEpisode,
  IDENTITY_LABELS,
  JOB_CONDITIONS,
  prometheusMetric,
  renderText,
  RULE_GROUPS,
} from '../../../../src/alerts/conditions/index.js';
import { INSTRUMENTS, STATE_GAUGES } from '../../../../src/semconv.js';
import { ROOT } from '../../docs/pages.js';

const RULES = RULE_GROUPS.flatMap(({ rules }) => rules);
const ALERTS = RULES.flatMap((rule) => ('alert' in rule ? [rule] : []));

test('each condition is one alert', () => {
  expect(ALERTS.map(({ alert }) => alert).sort()).toEqual(CONDITIONS.map(({ name }) => name).sort());
});

test('each alert says what it is, where to look and which fact it stands on', () => {
  for (const { annotations, labels } of ALERTS) {
    expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook', 'episode']);
    expect(Object.keys(labels)).toEqual(['severity']);
  }
});

test.each(CONDITIONS.map((condition) => [condition.name, condition] as const))('%s has a runbook named after it', (name, { runbook }) => {
  const file = name.replaceAll(/(?<=.)([A-Z])/g, '-$1').toLowerCase();
  expect(runbook).toBe(`docs/runbooks/${file}.md`);
  expect(existsSync(resolve(ROOT, runbook))).toBe(true);
});

test('each metric that the rules read is one of the vocabulary', () => {
  const known = new Set(
    [...Object.keys(STATE_GAUGES), ...Object.keys(INSTRUMENTS)].map((name) => prometheusMetric(name as keyof typeof STATE_GAUGES)),
  );
  const gateway =
    createCounters()
      .render()
      .match(/^backup_telemetry_gateway_\w+/gm) ?? [];
  for (const name of gateway) known.add(name);
  const labels = new Set<string>([...IDENTITY_LABELS, 'backup_outcome', 'backup_type']);
  const read = RULES.flatMap(({ expr }) => expr.match(/(?<![:\w])backup_\w+(?!\w)/g) ?? []).filter((name) => !labels.has(name));
  expect(read.length).toBeGreaterThan(20);
  expect([...new Set(read)].filter((name) => !known.has(name))).toEqual([]);
});

test('each state that a rule or a runbook reads is recorded', () => {
  const recorded = new Set(RULES.flatMap((rule) => ('record' in rule ? [rule.record] : [])));
  const queries = CONDITIONS.flatMap(({ guide }) =>
    guide.check.flatMap((step) => (typeof step === 'object' && 'promql' in step ? [step.promql] : [])),
  );
  const read = [...RULES.map(({ expr }) => expr), ...queries].flatMap((expr) => expr.match(/backup:[\w:]+/g) ?? []);
  expect([...new Set(read)].filter((name) => !recorded.has(name))).toEqual([]);
});

test('every second only the page is evaluated, after whether it may be believed', () => {
  const fast = RULE_GROUPS.filter(({ interval }) => interval === '1s').flatMap(({ rules }) => rules);
  expect(fast.map((rule) => ('alert' in rule ? rule.alert : rule.record))).toEqual([
    'backup:states_outdated_timestamp_seconds',
    'BackupJobFailed',
  ]);
});

test('no rule looks at a long window of what the processes export', () => {
  const windows = RULES.flatMap(({ expr }) =>
    [...expr.matchAll(/(?<![:\w])backup_\w+(?:\{[^}]*\})?\[(\w+)\]/g)].map(([, window]) => window),
  );
  expect([...new Set(windows)].sort()).toEqual(['2m', '35m']);
});

describe('the subject of a text', () => {
  test('is the whole identity', () => {
    const labels = {
      deployment_environment_name: 'production',
      job: 'wedsync/orders',
      backup_operation: 'backup',
      backup_job_name: 'nightly',
      backup_destination_name: 's3-eu',
    };
    expect(renderText('{subject} failed', labels)).toBe('backup "nightly" at s3-eu of wedsync/orders in production failed');
  });

  test('leaves out what a job does not have', () => {
    expect(renderText('{subject} failed', { job: 'orders', backup_operation: 'backup', backup_job_name: 'nightly' })).toBe(
      'backup "nightly" of orders failed',
    );
  });
});

test('a job that was decommissioned fulfils no condition', () => {
  const failing = { lastEnd: { failure: 1_000 }, successes: [], expected: {}, registeredAt: 500 };
  expect(evaluateConditions(JOB_CONDITIONS, failing, 1_100)).toMatchObject([{ condition: { name: 'BackupJobFailed' }, episode: 0 }]);
  expect(evaluateConditions(JOB_CONDITIONS, { ...failing, decommissionedAt: 1_050 }, 1_100)).toEqual([]);
});

test('an episode is written with milliseconds', () => {
  expect(formatEpisode(1_792_886_400.1234)).toBe('1792886400.123');
  expect(formatEpisode(0)).toBe('0.000');
});
