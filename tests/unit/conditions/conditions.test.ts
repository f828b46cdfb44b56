import { createCounters } from '../../../src/cli/gateway/counters.js';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CONDITIONS,
  evaluateConditions,
  formatEpisode,
  JOB_CONDITIONS,
  prometheusMetric,
  renderText,
  RULE_GROUPS,
} from '../../../src/conditions/index.js';
import { IDENTITY_LABELS, LABEL_BY_PART } from '../../../src/identity.js';
import { emptyState } from '../../../src/state/reduce.js';
import { INSTRUMENTS, STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { ROOT } from '../../kit/docs/pages.js';

const RULES = RULE_GROUPS.flatMap(({ rules }) => rules);
const ALERTS = RULES.flatMap((rule) => ('alert' in rule ? [rule] : []));

test('each condition is one alert', () => {
  const severities = CONDITIONS.flatMap(({ name, severity, milder }) =>
    [severity, ...(milder ? [milder.severity] : [])].map((one) => [name, one]),
  );
  expect(ALERTS.map(({ alert, labels }) => [alert, labels['severity']]).sort()).toEqual(severities.sort());
});

const EPISODE = '{{ printf "%.3f" $value }}';

test('each alert says what it is, what to check and which fact it stands on', () => {
  for (const { alert, annotations, labels } of ALERTS) {
    const { facts = [], textLabels = [] } = CONDITIONS.find(({ name }) => name === alert) ?? {};
    // Alertmanager takes a failure soon after a recovery for another alert only by a label.
    const [episodeLabel, episodeNote] = alert === 'BackupJobFailed' ? [{ episode: EPISODE }, []] : [{}, ['episode']];
    expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook', ...episodeNote, ...facts]);
    // What texts are made of is no label of the alert: its identity would change with the cause.
    expect(labels).toEqual({
      severity: labels['severity'],
      ...episodeLabel,
      ...Object.fromEntries(textLabels.map((label) => [label, ''])),
    });
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
  const causes = ['backup_phase_name', 'backup_attempt', 'backup_attempts'];
  const labels = new Set<string>([...IDENTITY_LABELS, ...causes, 'backup_outcome', 'backup_type', 'backup_run_slot']);
  const read = RULES.flatMap(({ expr }) => expr.match(/(?<![:\w])backup_\w+(?!\w)/g) ?? []).filter((name) => !labels.has(name));
  expect(read.length).toBeGreaterThan(20);
  expect([...new Set(read)].filter((name) => !known.has(name))).toEqual([]);
});

const QUERIES = CONDITIONS.flatMap(({ guide }) =>
  [...guide.check, ...guide.act].flatMap((step) => (typeof step === 'object' && 'promql' in step ? [step.promql] : [])),
);

test('each state that a rule or a runbook reads is recorded', () => {
  const recorded = new Set(RULES.flatMap((rule) => ('record' in rule ? [rule.record] : [])));
  const read = [...RULES.map(({ expr }) => expr), ...QUERIES].flatMap((expr) => expr.match(/backup:[\w:]+/g) ?? []);
  expect([...new Set(read)].filter((name) => !recorded.has(name))).toEqual([]);
});

test('a query of a runbook selects a job by its whole identity, or selects none', () => {
  const whole = Object.entries(LABEL_BY_PART).map(([part, label]) => [label, part.toUpperCase()]);
  const selected = QUERIES.map((query) =>
    [...query.matchAll(/(\w+)="([^"]*)"/g)]
      .map(([, label, value]) => [label, value])
      .filter(([label = '', value = '']) => label.startsWith('backup_') || /^[A-Z]+$/.test(value)),
  ).filter((matchers) => matchers.length > 0);
  expect(selected.length).toBeGreaterThan(10);
  for (const matchers of selected) expect(matchers).toEqual(whole);
});

test('every second only the page is evaluated, after whether it may be believed', () => {
  const fast = RULE_GROUPS.filter(({ interval }) => interval === '1s').flatMap(({ rules }) => rules);
  expect(fast.map((rule) => ('alert' in rule ? rule.alert : rule.record))).toEqual([
    'backup:states_outdated_timestamp_seconds',
    'backup:job_failing_timestamp_seconds:fast',
    'backup:job_unhealed_timestamp_seconds:fast',
    'backup:job_failing_cause_timestamp_seconds:fast',
    'backup:job_failing_tries_timestamp_seconds:fast',
    'backup:job_tries_left_timestamp_seconds:fast',
    'backup:job_paged_timestamp_seconds:fast',
    'BackupJobFailed',
    'BackupJobFailed',
  ]);
});

test('no rule reads a long window of what the processes export', () => {
  const windows = RULES.flatMap(({ expr }) =>
    [...expr.matchAll(/(?<![:\w])backup_\w+(?:\{[^}]*\})?\[(\w+)\]/g)].map(([, window]) => window),
  );
  expect([...new Set(windows)].sort()).toEqual(['2m', '35m']);
});

test('nothing that an alert stands on is forgotten because time passes', () => {
  const days = RULES.flatMap((rule) =>
    [...rule.expr.matchAll(/([\w:]+)(?:\{[^}]*\})?\[(\d+)(h|d)\]/g)].map(([, series = '', count, unit]) => ({
      series,
      hours: Number(count) * (unit === 'd' ? 24 : 1),
      of: 'record' in rule ? rule.record : rule.alert,
    })),
  );
  expect(days.length).toBeGreaterThan(20);
  // Checkpoints bring back what was known before a time without Prometheus; times from the future are disbelieved for as long as they are exported;
  // what is usual is what was so in a month, or in the last five runs.
  const other = days.filter(({ series }) => !/checkpoint$|:future$|states_recorded/.test(series)).map(({ of }) => of);
  expect([...new Set(other)].sort()).toEqual([
    // Beside the state, for a time without Prometheus.
    'BackupNoneKnown',
    'backup:jobs_changed_timestamp_seconds:history',
    'backup:success_median_size_bytes:history',
  ]);
});

const NOTHING = emptyState({}, {});

describe('the conditions of sizes', () => {
  const day = 86_400;
  const success = (at: number, size: number) => ({ runId: `run-${at}`, at: at * day, type: 'full' as const, duration: 60, size });
  const held = (successes: readonly ReturnType<typeof success>[], at: number) =>
    evaluateConditions(JOB_CONDITIONS, { ...NOTHING, lastEnd: { success: successes.at(-1)!.at }, successes }, at * day).map(
      ({ condition, facts }) => [condition.name, facts],
    );

  test('hold until there is another success, be it in a quarter', () => {
    const successes = [...[0, 1, 2, 3, 4].map((at) => success(at, 1_000)), success(5, 0)];
    const facts = { size_now: '0', size_before: '1000' };
    for (const at of [5, 31, 32, 90])
      expect(held(successes, at)).toEqual([
        ['BackupTooSmall', facts],
        ['BackupSizeAnomaly', facts],
      ]);
    expect(held([...successes, success(91, 1_000)], 91)).toEqual([]);
  });
});

test.each([
  ['the last Sunday of October, in Europe', '2026-10-24T02:00:00Z', 1, true],
  ['the first Sunday of November, in North America', '2026-10-31T02:00:00Z', 1, true],
  ['the first Sunday of April, in Australia', '2027-04-03T02:00:00Z', 1, true],
  ['a week that ends after it', '2026-10-20T02:00:00Z', 7, true],
  ['a month', '2026-09-30T02:00:00Z', 30, true],
  ['a night in summer', '2026-07-01T02:00:00Z', 1, false],
  ['the night in which clocks are set forward', '2026-03-28T02:00:00Z', 1, false],
  ['half a day', '2026-10-24T02:00:00Z', 0.5, false],
])('a stated tolerance is an hour longer where clocks may be set back: %s', (_, from, days, longer) => {
  const lastStart = Date.parse(from) / 1_000;
  const job = { ...NOTHING, lastStart, expected: { interval: days * 86_400, startGrace: 600 } };
  const isOverdue = (late: number) =>
    evaluateConditions(JOB_CONDITIONS, job, lastStart + days * 86_400 + late).some(({ condition }) => condition.name === 'BackupOverdue');
  expect([isOverdue(601), isOverdue(4_201)]).toEqual([!longer, true]);
});

describe('the subject of a text', () => {
  test('is the whole identity', () => {
    const identity = {
      environment: 'production',
      namespace: 'wedsync',
      service: 'orders',
      operation: 'backup',
      job: 'nightly',
      destination: 's3-eu',
    };
    expect(renderText('{subject} failed', identity)).toBe('backup "nightly" at s3-eu of wedsync/orders in production failed');
  });

  test('leaves out what a job does not have', () => {
    expect(renderText('{subject} failed', { service: 'orders', operation: 'backup', job: 'nightly' })).toBe(
      'backup "nightly" of orders failed',
    );
  });
});

test('a job that was decommissioned fulfils no condition', () => {
  const failing = { ...NOTHING, lastEnd: { failure: 1_000 }, registeredAt: 500 };
  expect(evaluateConditions(JOB_CONDITIONS, failing, 1_100)).toMatchObject([{ condition: { name: 'BackupJobFailed' }, episode: 0 }]);
  expect(evaluateConditions(JOB_CONDITIONS, { ...failing, decommissionedAt: 1_050 }, 1_100)).toEqual([]);
});

test('an episode is written with milliseconds', () => {
  expect(formatEpisode(1_792_886_400.1234)).toBe('1792886400.123');
  expect(formatEpisode(0)).toBe('0.000');
});
