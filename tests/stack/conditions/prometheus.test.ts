import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { CONDITIONS, formatEpisode, prometheusMetric } from '../../../src/conditions/index.js';
import { identityLabels } from '../../../src/identity.js';
import { createBackupTelemetry } from '../../../src/index.js';
import { INSTRUMENTS, STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { labelsText } from '../../kit/job-series.js';
import { findTool, needs } from '../../kit/tools.js';
import { makeDataFolder, startPrometheus, until, type Prometheus } from './start-prometheus.js';

const binary = findTool('prometheus');
const promtool = findTool('promtool');

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: string;
}

describe.skipIf(binary === undefined || promtool === undefined)(`a real Prometheus ${needs('prometheus', binary)}`, () => {
  let prometheus: Prometheus;
  let provider: MeterProvider | undefined;

  afterEach(async () => {
    await provider?.shutdown().catch(() => undefined);
    await prometheus.stop();
  });

  async function failedJobs(): Promise<readonly Alert[]> {
    const { alerts } = (await prometheus.get('/api/v1/alerts')) as { alerts: readonly Alert[] };
    return alerts.filter(({ labels, state }) => labels.alertname === 'BackupJobFailed' && state === 'firing');
  }

  /** An SDK that sends to Prometheus without anything in between. */
  function startSdk(): MeterProvider {
    const exporter = new OTLPMetricExporter({ url: `${prometheus.url}/api/v1/otlp/v1/metrics` });
    return new MeterProvider({
      resource: resourceFromAttributes({
        'service.namespace': 'wedsync',
        'service.name': 'orders',
        'service.instance.id': 'one',
        'deployment.environment.name': 'test',
      }),
      readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
    });
  }

  test('names every metric and every label as the rules expect', { timeout: 120_000 }, async () => {
    prometheus = await startPrometheus(binary!, await makeDataFolder());
    provider = startSdk();
    const meter = provider.getMeter('names');
    for (const [name, { unit }] of Object.entries(STATE_GAUGES))
      meter.createGauge(name, { unit }).record(1, { 'backup.job.name': 'nightly' });
    for (const [name, { kind, unit }] of Object.entries(INSTRUMENTS)) {
      if (kind === 'histogram') meter.createHistogram(name, { unit }).record(1);
      else if (kind === 'counter') meter.createCounter(name, { unit }).add(1);
      else meter.createUpDownCounter(name, { unit }).add(1);
    }
    await provider.forceFlush();

    const expected = [
      ...Object.keys(STATE_GAUGES).map((name) => prometheusMetric(name as keyof typeof STATE_GAUGES)),
      ...Object.entries(INSTRUMENTS).flatMap(([name, { kind }]) => {
        const found = prometheusMetric(name as keyof typeof INSTRUMENTS);
        return kind === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${found}_${part}`) : [found];
      }),
    ].sort();
    await until(async () => (await names()).length >= expected.length, 10_000);
    expect(await names()).toEqual(expected);
    expect(await prometheus.get('/api/v1/query?query=backup_run_last_end_timestamp_seconds')).toMatchObject({
      result: [{ metric: { job: 'wedsync/orders', instance: 'one', deployment_environment_name: 'test', backup_job_name: 'nightly' } }],
    });

    async function names(): Promise<readonly string[]> {
      const all = (await prometheus.get('/api/v1/label/__name__/values')) as readonly string[];
      return all.filter((name) => name.startsWith('backup_')).sort();
    }
  });

  test('fires for a failed run of the package, and resolves when the job succeeds again', { timeout: 120_000 }, async () => {
    prometheus = await startPrometheus(binary!, await makeDataFolder());
    provider = startSdk();
    const telemetry = createBackupTelemetry({ meterProvider: provider });
    const nightly = { job: 'nightly', destination: 's3-eu' };
    await telemetry.withBackup(nightly, async () => undefined);
    await expect(
      telemetry.withBackup(nightly, async () => {
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');

    expect(await until(async () => (await failedJobs()).length > 0, 30_000)).toBe(true);
    const [success] = (
      (await prometheus.get('/api/v1/query?query=backup_run_last_end_timestamp_seconds{backup_outcome="success"}')) as {
        result: readonly { value: readonly [number, string] }[];
      }
    ).result;
    expect(await failedJobs()).toMatchObject([
      {
        labels: {
          ...identityLabels({ environment: 'test', service: 'wedsync/orders', operation: 'backup', job: 'nightly', destination: 's3-eu' }),
          severity: 'critical',
          episode: formatEpisode(Number(success!.value[1])),
        },
        annotations: { summary: 'backup "nightly" at s3-eu of wedsync/orders in test failed' },
      },
    ]);

    await telemetry.withBackup(nightly, async () => undefined);
    expect(await until(async () => (await failedJobs()).length === 0, 30_000)).toBe(true);
  });

  test('knows after a day without Prometheus what failed before, and its runbook finds it', { timeout: 180_000 }, async () => {
    const now = Math.floor(Date.now() / 1_000);
    // A day without Prometheus, and the newest checkpoint was nearly as old as it gets.
    const before = now - (24 + 11.9) * 3_600;
    const checkpoint = (name: string, job: string, value: number, labels = ',source="checkpoint"') =>
      `backup:${name}:checkpoint{${labelsText({ environment: 'test', service: 'orders', operation: 'backup', job })}${labels}} ${value} ${before}\n`;
    const outcome = (name: string) => `,backup_outcome="${name}",source="checkpoint"`;
    // Two jobs whose next try may take days, and one of them was critical before.
    const tried = ['warning', 'critical'];
    const tries = ',error_type="ENOSPC",backup_attempt="1",backup_attempts="3",source="checkpoint"';
    const data = await makeDataFolder();
    const text = join(data, 'checkpoints.txt');
    const lines = {
      run_last_end_timestamp_seconds: (name: string) => [
        checkpoint(name, 'nightly', before - 7_200, outcome('success')),
        checkpoint(name, 'nightly', before - 60, outcome('failure')),
        ...tried.map((job) => checkpoint(name, job, before - 60, outcome('failure'))),
      ],
      run_last_failure_timestamp_seconds: (name: string) => tried.map((job) => checkpoint(name, job, before - 60, tries)),
      expected_retry_within_seconds: (name: string) => tried.map((job) => checkpoint(name, job, 7 * 86_400, '')),
      job_paged_timestamp_seconds: (name: string) => [checkpoint(name, 'critical', before - 3_600)],
    };
    const families = Object.entries(lines).map(([name, samples]) => `# TYPE backup:${name}:checkpoint gauge\n${samples(name).join('')}`);
    await writeFile(text, `${families.join('')}# EOF\n`);
    execFileSync(promtool!, ['tsdb', 'create-blocks-from', 'openmetrics', text, data], { stdio: 'ignore' });

    prometheus = await startPrometheus(binary!, data);
    expect(await until(async () => (await failedJobs()).length > 0, 120_000)).toBe(true);
    const firing = (await failedJobs()).map(({ labels }) => [labels.backup_job_name, labels.severity, labels.episode]);
    expect(firing.sort()).toEqual([
      ['critical', 'critical', formatEpisode(0)],
      ['nightly', 'critical', formatEpisode(before - 7_200)],
      ['warning', 'warning', formatEpisode(0)],
    ]);

    const guide = CONDITIONS.find(({ name }) => name === 'BackupJobFailed')!.guide;
    const labels = { ENVIRONMENT: 'test', SERVICE: 'orders', OPERATION: 'backup', JOB: 'nightly', DESTINATION: '' };
    const queries = guide.check.flatMap((step) =>
      typeof step === 'object' && 'promql' in step
        ? [Object.entries(labels).reduce((query, [word, value]) => query.replaceAll(`"${word}"`, `"${value}"`), step.promql)]
        : [],
    );
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      const { result } = (await prometheus.get(`/api/v1/query?query=${encodeURIComponent(query)}`)) as { result: readonly unknown[] };
      expect(result, query).not.toEqual([]);
    }
  });
});
