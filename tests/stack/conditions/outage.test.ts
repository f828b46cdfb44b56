import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { afterEach, describe, expect, test } from 'vitest';
import { formatEpisode } from '../../../src/conditions/index.js';
import { METRIC_BACKUP_LAST_END_TIMESTAMP } from '../../../src/semconv.js';
import { labelsText } from '../../kit/job-series.js';
import { findTool, needs } from '../../kit/tools.js';
import { query } from '../faults/query.js';
import { makeDataFolder, startPrometheus, until, type Prometheus } from './start-prometheus.js';

const binary = findTool('prometheus');
const promtool = findTool('promtool');
const MINUTE = 60;

describe.skipIf(binary === undefined || promtool === undefined)(
  `Prometheus after a time away ${needs('prometheus', binary)}`,
  { timeout: 240_000 },
  () => {
    let prometheus: Prometheus;
    let provider: MeterProvider | undefined;

    afterEach(async () => {
      await provider?.shutdown().catch(() => undefined);
      await prometheus.stop();
    });

    const failing = async () => {
      const { alerts } = (await prometheus.get('/api/v1/alerts')) as {
        alerts: readonly { readonly labels: Record<string, string> }[];
      };
      return alerts.filter(({ labels }) => labels['alertname'] === 'BackupJobFailed').map(({ labels }) => labels['episode']);
    };

    test('does not page for a failure that was healed, before it remembers the success', async () => {
      const now = Math.floor(Date.now() / 1_000);
      const [failure, success] = [now - 120 * MINUTE, now - 60 * MINUTE];
      const identity = labelsText({ environment: 'test', service: 'orders', operation: 'backup', job: 'nightly' });
      const samples = (name: string, extra: string, times: readonly number[]) =>
        Object.entries({ failure, success })
          .flatMap(([outcome, value]) => times.map((at) => `${name}{${identity},backup_outcome="${outcome}"${extra}} ${value} ${at}\n`))
          .join('');
      const minutesAgo = (...minutes: readonly number[]) => minutes.map((minute) => now - minute * MINUTE);
      const text = [
        '# TYPE backup:run_last_end_timestamp_seconds:checkpoint gauge\n',
        samples('backup:run_last_end_timestamp_seconds:checkpoint', ',source="checkpoint"', minutesAgo(50)),
        '# TYPE backup:run_last_end_timestamp_seconds:state gauge\n',
        samples('backup:run_last_end_timestamp_seconds:state', '', minutesAgo(14, 13, 12, 11)),
        '# TYPE backup:states_recorded_timestamp_seconds gauge\n',
        ...minutesAgo(14, 13, 12, 11).map((at) => `backup:states_recorded_timestamp_seconds ${at} ${at}\n`),
        '# EOF\n',
      ].join('');
      const data = await makeDataFolder();
      const file = join(data, 'before.txt');
      await writeFile(file, text);
      execFileSync(promtool!, ['tsdb', 'create-blocks-from', 'openmetrics', file, data], { stdio: 'ignore' });
      prometheus = await startPrometheus(binary!, data);

      // A long-lived process keeps exporting the failure it saw. Another one, gone by now, exported the success.
      const ends = startProcess().createGauge(METRIC_BACKUP_LAST_END_TIMESTAMP, { unit: 's' });
      const outcome = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.outcome': 'failure' };
      ends.record(failure, outcome);
      await provider?.forceFlush();
      const fired: unknown[] = [];
      const isRemembered = async () => {
        fired.push(...(await failing()));
        return (await query(prometheus.url, 'backup:run_last_end_timestamp_seconds:state{backup_outcome="success"}')).length > 0;
      };
      expect(await until(isRemembered, 120_000)).toBe(true);
      expect(fired).toEqual([]);

      ends.record(Math.floor(Date.now() / 1_000), outcome);
      await provider?.forceFlush();
      expect(await until(async () => (await failing()).length > 0, 60_000)).toBe(true);
      expect(await failing()).toEqual([formatEpisode(success)]);
    });

    function startProcess() {
      const exporter = new OTLPMetricExporter({ url: `${prometheus.url}/api/v1/otlp/v1/metrics` });
      provider = new MeterProvider({
        resource: resourceFromAttributes({ 'service.name': 'orders', 'deployment.environment.name': 'test' }),
        readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 5_000 })],
      });
      return provider.getMeter('long-lived');
    }
  },
);
