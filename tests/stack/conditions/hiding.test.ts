import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IDENTITY_LABELS, LABEL_BY_PART } from '../../../src/identity.js';
import { createBackupTelemetry } from '../../../src/index.js';
import { labelsText } from '../../kit/job-series.js';
import { findTool, needs } from '../../kit/tools.js';
import { query } from '../faults/query.js';
import { makeDataFolder, startPrometheus, until, type Prometheus } from './start-prometheus.js';

const binary = findTool('prometheus');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

// Longer than the two minutes for which what a process exports is looked at each second, and the one until the state is recorded. What
// stays so for hours is played to the same rules in newest-facts.ts; here it is whether processes and programs do as played there.
const LONG_ENOUGH = 3.2 * MINUTE;
// What changes does so within those three minutes, and on a busy machine later. The limit judges nothing.
const SOON = 6 * MINUTE;

describe.skipIf(binary === undefined)(
  `what could hide a failure from a real Prometheus ${needs('prometheus', binary)}`,
  { timeout: 15 * MINUTE },
  () => {
    let prometheus: Prometheus;
    const providers: MeterProvider[] = [];

    beforeAll(async () => {
      prometheus = await startPrometheus(binary!, await makeDataFolder());
    }, 120_000);

    afterAll(async () => {
      await Promise.all(providers.map((provider) => provider.shutdown().catch(() => undefined)));
      await prometheus.stop();
    });

    /** A process with an SDK: it exports every 5 s until it is killed. */
    function startProcess(instance: string, now?: () => number) {
      const exporter = new OTLPMetricExporter({ url: `${prometheus.url}/api/v1/otlp/v1/metrics` });
      const meterProvider = new MeterProvider({
        resource: resourceFromAttributes({ 'service.name': 'orders', 'service.instance.id': instance }),
        readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 5_000 })],
      });
      providers.push(meterProvider);
      return {
        ...createBackupTelemetry({ meterProvider, ...(now && { now }) }),
        kill: async () => {
          providers.splice(providers.indexOf(meterProvider), 1);
          await meterProvider.shutdown();
        },
      };
    }

    async function firing(alertname: string, job: string): Promise<readonly Alert[]> {
      const { alerts } = (await prometheus.get('/api/v1/alerts')) as { alerts: readonly Alert[] };
      return alerts.filter(({ labels }) => labels['alertname'] === alertname && labels[LABEL_BY_PART.job] === job);
    }
    const isFiring = async (alertname: string, job: string) => (await firing(alertname, job)).length > 0;

    /** Looks each second, for long enough: whether what is so stays so. */
    async function stays(alertname: string, job: string, expected: boolean, forMs = LONG_ENOUGH): Promise<void> {
      for (const end = performance.now() + forMs; performance.now() < end; await sleep(1_000))
        expect(await isFiring(alertname, job), `${alertname} of ${job}`).toBe(expected);
    }

    const failing = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC', exitCode: 2 }));

    test.concurrent('a service that goes on exporting its success hides no failure by hand, nor its end', async () => {
      const job = { job: 'by-hand', destination: 's3-eu' };
      const service = startProcess('host-1');
      await service.withBackup(job, () => undefined);
      const byHand = startProcess('host-1');
      await byHand.withBackup(job, (run) => run.phase('upload', failing)).catch(() => undefined);
      await byHand.kill();
      expect(await until(() => isFiring('BackupJobFailed', 'by-hand'), 30_000)).toBe(true);
      expect(await firing('BackupJobFailed', 'by-hand')).toMatchObject([
        { labels: { severity: 'critical' }, annotations: { error_type: 'ENOSPC', phase: 'upload', exit_code: '2' } },
      ]);
      expect(Object.keys((await firing('BackupJobFailed', 'by-hand'))[0]!.labels).sort()).toEqual(
        ['alertname', 'episode', 'severity', ...IDENTITY_LABELS.filter((label) => label !== LABEL_BY_PART.environment)].sort(),
      );
      await stays('BackupJobFailed', 'by-hand', true);

      const again = startProcess('host-1');
      await again.withBackup(job, () => undefined);
      await again.kill();
      expect(await until(async () => !(await isFiring('BackupJobFailed', 'by-hand')), 90_000)).toBe(true);
    });

    test.concurrent('a clock that was two hours ahead hides no failure once it is right', async () => {
      let ahead = 2 * HOUR;
      const { withBackup } = startProcess('host-2', () => Date.now() + ahead);
      const job = { job: 'ahead' };
      await withBackup(job, () => undefined);
      await withBackup(job, failing).catch(() => undefined);
      expect(await until(() => isFiring('BackupClockSkew', 'ahead'), 150_000)).toBe(true);
      expect(await isFiring('BackupJobFailed', 'ahead')).toBe(false);
      ahead = 0;
      await withBackup(job, failing).catch(() => undefined);
      expect(await until(() => isFiring('BackupJobFailed', 'ahead'), SOON)).toBe(true);
      await withBackup(job, () => undefined);
      expect(await until(async () => !(await isFiring('BackupJobFailed', 'ahead')), SOON)).toBe(true);
    });

    test.concurrent('a run that overlaps a killed one hides it neither by its success nor by its life', async () => {
      const job = { job: 'overlapping' };
      // Both runs were minutes ago, so that nobody has to wait for the silence of the killed one.
      let ago = 4.5 * MINUTE;
      const killed = startProcess('host-3', () => Date.now() - ago);
      killed.startBackup(job);
      const other = startProcess('host-4', () => Date.now() - ago);
      // The newest sign of life of the run that is killed, in seconds, as far as Prometheus has heard.
      const lastSign = async () => {
        const heartbeats = `backup_run_last_heartbeat_timestamp_seconds{${labelsText(job)},instance="host-3"}`;
        return Number((await query(prometheus.url, heartbeats))[0]?.value[1]);
      };
      expect(await until(async () => (await lastSign()) > 0, 30_000)).toBe(true);
      const run = other.startBackup(job);
      const began = (Date.now() - ago) / 1_000;
      // A run that began after the last sign of the other would prove that it is over: by a second, since times of two clocks are compared.
      expect(await until(async () => (await lastSign()) > began + 1, 60_000)).toBe(true);
      await killed.kill();
      await run.succeed();
      ago = 0;
      expect(await until(() => isFiring('BackupProcessLost', 'overlapping'), SOON)).toBe(true);
      // The state is recorded at least once more.
      await stays('BackupProcessLost', 'overlapping', true, 1.2 * MINUTE);
      await other.withBackup(job, () => undefined);
      expect(await until(async () => !(await isFiring('BackupProcessLost', 'overlapping')), SOON)).toBe(true);
    });
  },
);
