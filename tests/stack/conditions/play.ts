import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import {
  evaluateConditions,
  formatEpisode,
  JOB_CONDITIONS,
  prometheusMetric,
  renderText,
  RULE_GROUPS,
} from '../../../src/conditions/index.js';
import * as s from '../../../src/semconv.js';
import { BEGIN, DEFAULT_IDENTITY, samplesOf, type Exported, type Scenario } from './scenario.js';
import { createKeeper, type KnownJob } from './keeper.js';

const SHIPPED = resolve(import.meta.dirname, '../../../otel-collector/prometheus/rules.yaml');
/** Rules that fire for no job. */
const OTHER_GROUP = 'backup-path';

const GAUGES: Readonly<Record<Exclude<keyof Exported, 'slots'>, s.StateGaugeName>> = {
  registered: s.METRIC_BACKUP_REGISTERED_TIMESTAMP,
  decommissioned: s.METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  start: s.METRIC_BACKUP_LAST_START_TIMESTAMP,
  problem: s.METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  clean: s.METRIC_BACKUP_LAST_CLEAN_TIMESTAMP,
  failure: s.METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
  retryWithin: s.METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  heartbeat: s.METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  progress: s.METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  ends: s.METRIC_BACKUP_LAST_END_TIMESTAMP,
  durations: s.METRIC_BACKUP_LAST_DURATION,
  sizes: s.METRIC_BACKUP_LAST_SIZE,
  interval: s.METRIC_BACKUP_EXPECTED_INTERVAL,
  grace: s.METRIC_BACKUP_EXPECTED_START_GRACE,
  maxDuration: s.METRIC_BACKUP_EXPECTED_MAX_DURATION,
  minDuration: s.METRIC_BACKUP_EXPECTED_MIN_DURATION,
  minSize: s.METRIC_BACKUP_EXPECTED_MIN_SIZE,
};

/** An alert as both readings have it. */
interface ExpectedAlert {
  readonly exp_labels: Readonly<Record<string, string>>;
  readonly exp_annotations: Readonly<Record<string, string>>;
}

/** The alerts that hold at a minute, by name, with their episodes as minutes since the scenario began; `never` for none. */
export type HeldAlerts = Readonly<Record<string, readonly (number | 'never')[]>>;

/** What holds by the predicates at a minute. */
export function heldAlerts(scenario: Scenario, minute: number): HeldAlerts {
  const known = createKeeper(scenario);
  const held: Record<string, (number | 'never')[]> = {};
  for (const { state } of known(minute)) {
    for (const { condition, episode, severity } of evaluateConditions(JOB_CONDITIONS, state, BEGIN + minute * 60)) {
      const name = severity === condition.severity ? condition.name : `${condition.name} ${severity}`;
      (held[name] ??= []).push(episode === 0 ? 'never' : (episode - BEGIN) / 60);
    }
  }
  return held;
}

/** Plays a scenario to the rules in the real rule engine and has it compare each alert with what the predicates say. Answers what differs; nothing when both agree. */
export async function playToPrometheus(promtool: string, scenario: Scenario): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'conditions-'));
  try {
    const [file, rules] = [join(folder, 'scenario.test.json'), join(folder, 'rules.json')];
    const { groups } = parse(await readFile(SHIPPED, 'utf8')) as { groups: readonly { name: string }[] };
    await writeFile(rules, JSON.stringify({ groups: groups.filter(({ name }) => name !== OTHER_GROUP) }));
    await writeFile(file, JSON.stringify(testFile(scenario, rules)));
    return differences(await run(promtool, ['test', 'rules', file]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a tool; answers what it reports. */
export function run(tool: string, args: readonly string[]): Promise<string> {
  return new Promise((done) => {
    execFile(tool, args, { maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      done(error ? `${stdout}${stderr}` || error.message : '');
    });
  });
}

/** What promtool reports, without what it agrees with: one line for each alert at each look. */
function differences(report: string): string {
  const lines = report.split('\n    alertname: ').flatMap((block, index) => {
    const [expected, got] = block.split(/\n\s*got:/).map((part) => new Set(part.match(/Labels:\{.*\}\n\s*Annotations:\{.*\}/g)));
    if (index === 0 || !expected || !got) return [block];
    const look = block.slice(0, block.indexOf('\n'));
    return [
      ...[...expected].filter((alert) => !got.has(alert)).map((alert) => `${look} missing: ${alert}`),
      ...[...got].filter((alert) => !expected.has(alert)).map((alert) => `${look} not expected: ${alert}`),
    ];
  });
  return lines.join('\n').slice(0, 8_000);
}

function testFile(scenario: Scenario, rules: string) {
  const { length, pace = 1, exportEvery = 1 } = scenario;
  const known = createKeeper(scenario);
  const alert_rule_test = [];
  for (let minute = 0; minute <= length; minute += pace) {
    const expected = expectedAlerts(known(minute), BEGIN + minute * 60);
    for (const { name } of JOB_CONDITIONS) {
      alert_rule_test.push({ eval_time: `${minute}m`, alertname: name, exp_alerts: expected.get(name) ?? [] });
    }
  }
  return {
    rule_files: [rules],
    evaluation_interval: `${pace}m`,
    group_eval_order: RULE_GROUPS.map(({ name }) => name).filter((name) => name !== OTHER_GROUP),
    tests: [{ interval: `${exportEvery * 60}s`, start_timestamp: BEGIN, input_series: inputSeries(scenario), alert_rule_test }],
  };
}

function expectedAlerts(jobs: readonly KnownJob[], now: number): Map<string, ExpectedAlert[]> {
  const alerts = new Map<string, ExpectedAlert[]>();
  for (const { labels, state } of jobs) {
    for (const { condition, episode, severity, summary, description, facts } of evaluateConditions(JOB_CONDITIONS, state, now)) {
      const { name, runbook } = condition;
      const stands = { episode: formatEpisode(episode) };
      const isPage = name === 'BackupJobFailed';
      const alert = {
        exp_labels: { ...labels, severity, ...(isPage && stands) },
        exp_annotations: {
          summary: renderText(summary, state.identity),
          description: renderText(description, state.identity),
          runbook,
          ...(!isPage && stands),
          ...facts,
        },
      };
      alerts.set(name, [...(alerts.get(name) ?? []), alert]);
    }
  }
  return alerts;
}

function inputSeries({ exports, length, exportEvery = 1 }: Scenario) {
  const series = new Map<string, (number | '_')[]>();
  for (const { at, until = at, job, process = {}, every = exportEvery, values } of exports) {
    for (
      let index = Math.round(at / exportEvery);
      index * exportEvery <= Math.min(until, length);
      index += Math.round(every / exportEvery)
    ) {
      const minute = index * exportEvery;
      for (const { gauge, extra, value } of samplesOf(values, minute)) {
        const labels = { ...DEFAULT_IDENTITY, instance: 'a', ...job, ...process, ...extra };
        const name = `${prometheusMetric(GAUGES[gauge])}{${Object.entries(labels)
          .filter(([, text]) => text !== '')
          .map(([label, text]) => `${label}="${text}"`)
          .join(',')}}`;
        const line = series.get(name) ?? Array.from({ length: length / exportEvery + 1 }, () => '_' as const);
        line[index] = value;
        series.set(name, line);
      }
    }
  }
  return [...series].map(([name, line]) => ({ series: name, values: line.join(' ') }));
}
