import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../../otel-collector/stack/program.mjs';
import { startAlertmanager, startGateway, startPrometheus } from '../../otel-collector/stack/services.mjs';
import { createBackupTelemetry, type BackupTelemetry } from '../../src/index.js';
import { startFakeWs155, type FakeWs155 } from '../support/fake-ws155.js';
import { findTool, needs } from '../support/tools.js';
import { startWebServer } from '../support/web-server.js';

const ROOT = resolve(import.meta.dirname, '../..');
const prometheus = findTool('prometheus');
const alertmanager = findTool('alertmanager');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const TOKEN = randomBytes(24).toString('hex');

interface Stopped {
  stop(): Promise<void>;
}

const running: Stopped[] = [];
const heartbeats: string[] = [];
let folder: string;
let ws155: FakeWs155;
let telemetry: BackupTelemetry;
let meters: MeterProvider;

// The page is looked for each second; Alertmanager and Prometheus need a moment to know each other.
const LIMIT_MS = 45_000;

describe.skipIf(!prometheus || !alertmanager)(
  `from a failed backup to WS-155 ${needs('prometheus', prometheus)} ${needs('alertmanager', alertmanager)}`,
  () => {
    beforeAll(async () => {
      if (!existsSync(join(ROOT, 'dist/cli.js'))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
      folder = await mkdtemp(join(tmpdir(), 'alert-way-'));
      ws155 = await startFakeWs155(SECRET);
      const others = await startWebServer(async (request) => {
        heartbeats.push(`${new URL(request.url).pathname} ${await request.text()}`);
        return new Response(null, { status: 204 });
      });
      const [prometheusPort = 0, alertmanagerPort = 0, gatewayPort = 0] = await freePorts(3);
      const place = { folder, tool: (name: string) => join(ROOT, '.cache/tools/bin', name) };
      const common = { gatewayToken: TOKEN, fallbackUrl: `${others.url}/fallback` };
      running.push(await startGateway(place, { port: gatewayPort, ws155Url: `${ws155.url}/alerts`, webhookSecret: SECRET, ...common }));
      running.push(
        await startAlertmanager(place, { port: alertmanagerPort, gatewayPort, deadManUrl: `${others.url}/dead-man`, ...common }),
      );
      running.push(
        await startPrometheus(place, {
          port: prometheusPort,
          alertmanagers: [alertmanagerPort],
          scrape: { 9093: alertmanagerPort, 9155: gatewayPort },
        }),
      );
      running.push({ stop: () => others.close() }, { stop: () => ws155.close() });

      meters = new MeterProvider({
        resource: resourceFromAttributes({
          'service.name': 'vault',
          'service.namespace': 'wedsync',
          'deployment.environment.name': 'production',
        }),
        readers: [
          new PeriodicExportingMetricReader({
            exporter: new OTLPMetricExporter({ url: `http://127.0.0.1:${String(prometheusPort)}/api/v1/otlp/v1/metrics` }),
            exportIntervalMillis: 5_000,
          }),
        ],
      });
      telemetry = createBackupTelemetry({ meterProvider: meters });
    }, 120_000);

    afterAll(async () => {
      await meters.shutdown();
      for (const one of running) await one.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const events = (job: string) =>
      ws155.accepted.filter(({ data }) => data.identity.job === job && data.alert === 'BackupJobFailed').map(({ type }) => type);
    const succeed = (job: string) => telemetry.withBackup({ job, type: 'full', destination: 's3-eu' }, () => undefined);
    const fail = (job: string) =>
      telemetry
        .withBackup({ job, type: 'full', destination: 's3-eu' }, () => Promise.reject(new Error('postgres://admin:Peony77@db/app is gone')))
        .catch(() => undefined);

    test('a failure arrives once, signed and without secrets, and its recovery as resolved', { timeout: 150_000 }, async () => {
      await succeed('nightly');
      await fail('nightly');
      await eventually(() => expect(events('nightly')).toEqual(['alert.firing']));
      const [event] = ws155.accepted.filter(({ data }) => data.identity.job === 'nightly');
      expect(event?.data).toMatchObject({
        severity: 'critical',
        identity: {
          environment: 'production',
          namespace: 'wedsync',
          service: 'vault',
          operation: 'backup',
          job: 'nightly',
          destination: 's3-eu',
        },
        summary: 'backup "nightly" at s3-eu of wedsync/vault in production failed',
        source: 'alertmanager',
      });
      expect(JSON.stringify(ws155.seen)).not.toContain('Peony77');
      expect(ws155.refused).toEqual([]);

      // A second failure belongs to the same episode.
      await fail('nightly');
      await sleep(12_000);
      expect(events('nightly')).toEqual(['alert.firing']);
      await succeed('nightly');
      await eventually(() => expect(events('nightly')).toEqual(['alert.firing', 'alert.resolved']));
      const incidents = ws155.accepted.filter(({ data }) => data.identity.job === 'nightly').map(({ data }) => data.incident);
      expect(new Set(incidents).size).toBe(1);
    });

    test('while WS-155 is down a failure waits, and arrives when it is back', { timeout: 150_000 }, async () => {
      ws155.setMode(503);
      await succeed('weekly');
      await fail('weekly');
      await eventually(() => expect(ws155.seen.some(({ data }) => data.identity.job === 'weekly')).toBe(true));
      expect(events('weekly')).toEqual([]);
      ws155.setMode('ok');
      await eventually(() => expect(events('weekly')).toEqual(['alert.firing']));
    });

    test('the dead man hears that the way works', { timeout: 150_000 }, async () => {
      await eventually(() =>
        expect(heartbeats.filter((text) => text.startsWith('/dead-man') && text.includes('Watchdog'))).not.toEqual([]),
      );
    });
  },
);

async function eventually(check: () => void): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(250);
    }
  }
}
