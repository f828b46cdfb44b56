import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CONDITIONS, RULE_GROUPS } from '../../../src/conditions/index.js';
import { DEFAULTS } from '../../../src/policy/defaults.js';
import { findTool, needs } from '../../kit/tools.js';
import { run } from './play.js';

const FOLDER = resolve(import.meta.dirname, '../../../otel-collector/prometheus');
const promtool = findTool('promtool');

describe.skipIf(promtool === undefined)(`promtool ${needs('promtool', promtool)}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rules-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('finds nothing to object to in the rules', async () => {
    expect(await run(promtool!, ['check', 'rules', '--lint=all', '--lint-fatal', join(FOLDER, 'rules.yaml')])).toBe('');
  });

  test('the configuration keeps data for longer than the window of any rule', async () => {
    const config = parse(await readFile(join(FOLDER, 'prometheus.yml'), 'utf8')) as { storage: { tsdb: { retention: { time: string } } } };
    const windows = RULE_GROUPS.flatMap(({ rules }) => rules).flatMap(({ expr }) =>
      [...expr.matchAll(/\[(\w+)\]/g)].map(([, window = '']) => window),
    );
    const longest = Math.max(...windows.map(secondsOf));
    expect(longest).toBe(DEFAULTS.medianWindow);
    expect(secondsOf(config.storage.tsdb.retention.time)).toBeGreaterThan(longest);
  });

  test('can run every query of the runbooks, with the name of a job in its place', async () => {
    const queries = CONDITIONS.flatMap(({ guide }) => [...guide.check, ...guide.act]).flatMap((step) =>
      typeof step === 'object' && 'promql' in step ? [step.promql] : [],
    );
    expect(queries.length).toBeGreaterThan(10);
    const file = join(folder, 'queries.json');
    const rules = [...new Set(queries)].map((expr, index) => ({ record: `query_${index}`, expr: expr.replaceAll('JOB', 'nightly') }));
    await writeFile(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
    expect(await run(promtool!, ['check', 'rules', '--lint=all', '--lint-fatal', file])).toBe('');
  });

  test('finds nothing to object to in the configuration', async () => {
    expect(await run(promtool!, ['check', 'config', '--lint=all', '--lint-fatal', join(FOLDER, 'prometheus.yml')])).toBe('');
  });

  // Each core plays stories by itself: the time goes into evaluating rules, so one process for all would be no faster.
  test.concurrent.each([
    {
      title: 'the watchdog is always there',
      series: [],
      looks: [
        ['1m', 'Watchdog', [{ exp_labels: { severity: 'info' }, exp_annotations: episode('0.000') }]],
        ['20m', 'Watchdog', [{ exp_labels: { severity: 'info' }, exp_annotations: episode('0.000') }]],
      ],
    },
    {
      title: 'a Prometheus that knows no job says so, until it knows one',
      series: [{ series: 'backup_job_registered_timestamp_seconds{job="a",backup_job_name="b"}', values: '_x29 60x30' }],
      looks: [
        ['10m', 'BackupNoneKnown', []],
        ['20m', 'BackupNoneKnown', [{ exp_labels: { severity: 'warning' }, exp_annotations: episode('0.000') }]],
        ['32m', 'BackupNoneKnown', []],
      ],
    },
    {
      title: 'a Prometheus that knows no job any more stands on the last decommissioning, and the next time on a newer one',
      series: [
        { series: 'backup_job_registered_timestamp_seconds{job="a",backup_job_name="b"}', values: '60x4 _x55 3600x4 _x60' },
        { series: 'backup_job_decommissioned_timestamp_seconds{job="a",backup_job_name="b"}', values: '_x4 300x4 _x55 3900x4 _x60' },
      ],
      looks: [
        ['4m', 'BackupNoneKnown', []],
        ['25m', 'BackupNoneKnown', [{ exp_labels: { severity: 'warning' }, exp_annotations: episode('300.000') }]],
        ['59m', 'BackupNoneKnown', [{ exp_labels: { severity: 'warning' }, exp_annotations: episode('300.000') }]],
        ['62m', 'BackupNoneKnown', []],
        ['85m', 'BackupNoneKnown', [{ exp_labels: { severity: 'warning' }, exp_annotations: episode('3900.000') }]],
      ],
    },
    {
      title: 'a collector that is down fires two minutes later, and stands on the time it was last up',
      series: [{ series: 'up{job="otel-collector",instance="c:8888"}', values: '1x24 0x20 1x10' }],
      looks: [
        ['26m', 'CollectorDown', []],
        ['30m', 'CollectorDown', [at({ job: 'otel-collector', instance: 'c:8888' }, '1200.000')]],
        ['47m', 'CollectorDown', []],
      ],
    },
    {
      title: 'a queue that fills up fires, by its share of the capacity',
      series: [
        { series: queue('size', 'prometheus'), values: '0x9 600x10 0x10' },
        { series: queue('capacity', 'prometheus'), values: '1000x30' },
        { series: queue('size', 'jaeger'), values: '400x30' },
        { series: queue('capacity', 'jaeger'), values: '1000x30' },
      ],
      looks: [
        ['9m', 'CollectorQueueFilling', []],
        ['15m', 'CollectorQueueFilling', [at({ job: 'otel-collector', instance: 'c:8888', exporter: 'prometheus' }, '0.000')]],
        ['22m', 'CollectorQueueFilling', []],
      ],
    },
    {
      title: 'alerts that do not get through to WS-155 fire, and no others that fail',
      series: [
        { series: notificationsFailed('ws-155'), values: '0x20 6+6x10 66x20' },
        { series: notificationsFailed('dead-man'), values: '0+6x50' },
        { series: 'backup_telemetry_gateway_lost_alerts_total{job="backup-gateway",instance="g:9155"}', values: '0x50' },
      ],
      looks: [
        ['20m', 'BackupAlertsNotDelivered', []],
        ['24m', 'BackupAlertsNotDelivered', [at({ job: 'alertmanager', instance: 'a:9093' }, '1200.000', 'critical')]],
        ['45m', 'BackupAlertsNotDelivered', []],
      ],
    },
    {
      title: 'alerts that WS-155 refused for good, and of which nobody could be notified, fire',
      series: [{ series: 'backup_telemetry_gateway_lost_alerts_total{job="backup-gateway",instance="g:9155"}', values: '0x20 1x30' }],
      looks: [
        ['20m', 'BackupAlertsNotDelivered', []],
        ['23m', 'BackupAlertsNotDelivered', [at({ job: 'backup-gateway', instance: 'g:9155' }, '1200.000', 'critical')]],
        ['45m', 'BackupAlertsNotDelivered', []],
      ],
    },
    {
      title: 'points that a backend can not take fire while they are dropped',
      series: [
        {
          series: 'otelcol_processor_filter_datapoints_filtered{job="otel-collector",instance="c:8888",filter="filter/prometheus"}',
          values: '0x20 10+10x10 100x20',
        },
      ],
      looks: [
        ['20m', 'CollectorDropping', []],
        ['25m', 'CollectorDropping', [at({ job: 'otel-collector', instance: 'c:8888', filter: 'filter/prometheus' }, '1200.000')]],
        ['45m', 'CollectorDropping', []],
      ],
    },
    {
      title: 'refused telemetry fires while it is refused',
      series: [
        {
          series: 'otelcol_receiver_refused_metric_points_total{job="otel-collector",instance="c:8888",receiver="otlp",transport="http"}',
          values: '0x20 10+10x10 100x20',
        },
      ],
      looks: [
        ['20m', 'CollectorRefusing', []],
        ['25m', 'CollectorRefusing', [at({ job: 'otel-collector', instance: 'c:8888', receiver: 'otlp' }, '1200.000')]],
        ['45m', 'CollectorRefusing', []],
      ],
    },
    {
      title: 'an exporter that gives up data fires while it does',
      series: [
        {
          series: 'otelcol_exporter_send_failed_spans{job="otel-collector",instance="c:8888",exporter="jaeger"}',
          values: '0x20 10+10x10 100x20',
        },
      ],
      looks: [
        ['20m', 'CollectorExportFailing', []],
        ['25m', 'CollectorExportFailing', [at({ job: 'otel-collector', instance: 'c:8888', exporter: 'jaeger' }, '1200.000')]],
        ['45m', 'CollectorExportFailing', []],
      ],
    },
  ])('$title', async ({ title, series, looks }) => {
    const file = join(folder, `${title}.test.json`);
    await writeFile(file, JSON.stringify(testFile(series, looks as unknown as readonly Look[])));
    expect(await run(promtool!, ['test', 'rules', file])).toBe('');
  });
});

type Look = readonly [time: string, name: string, alerts: readonly { exp_labels: object; exp_annotations: { episode: string } }[]];

function secondsOf(duration: string): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  return Number(amount) * { s: 1, m: 60, h: 3_600, d: 86_400 }[unit ?? '']!;
}

function at(labels: Record<string, string>, time: string, severity = 'warning') {
  return { exp_labels: { ...labels, severity }, exp_annotations: episode(time) };
}

function episode(time: string) {
  return { episode: time };
}

function notificationsFailed(receiver: string): string {
  return `alertmanager_notifications_failed_total{job="alertmanager",instance="a:9093",integration="webhook",reason="other",receiver_name="${receiver}"}`;
}

function queue(part: string, exporter: string): string {
  return `otelcol_exporter_queue_${part}{job="otel-collector",instance="c:8888",exporter="${exporter}",data_type="metrics"}`;
}

function testFile(series: readonly object[], looks: readonly Look[]) {
  return {
    rule_files: [join(FOLDER, 'rules.yaml')],
    evaluation_interval: '1m',
    group_eval_order: RULE_GROUPS.map(({ name }) => name),
    tests: [
      {
        interval: '1m',
        input_series: series,
        alert_rule_test: looks.map(([time, name, alerts]) => ({
          eval_time: time,
          alertname: name,
          exp_alerts: alerts.map(({ exp_labels, exp_annotations }) => ({
            exp_labels,
            exp_annotations: { ...textsOf(name, exp_labels as Record<string, string>), ...exp_annotations },
          })),
        })),
      },
    ],
  };
}

/** The texts of an alert as Prometheus fills them in. */
function textsOf(name: string, labels: Record<string, string>) {
  const rule = RULE_GROUPS.flatMap(({ rules }) => rules).find((found) => 'alert' in found && found.alert === name);
  if (!rule || !('annotations' in rule)) throw new Error(`Expected an alert ${name} among the rules`);
  const fill = (text = '') => text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '');
  const { summary, description, runbook } = rule.annotations;
  return { summary: fill(summary), description: fill(description), runbook };
}
