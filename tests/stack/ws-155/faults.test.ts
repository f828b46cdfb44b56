import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePorts } from '../../../scripts/stack/ports.js';
import type { Program } from '../../../scripts/stack/program.js';
import { startAlertmanager, startGateway, startPrometheus } from '../../../scripts/stack/services.js';
import { identityLabels } from '../../../src/identity.js';
import { buildIfMissing } from '../../kit/run-example.js';
import { findTool, needs } from '../../kit/tools.js';
import { startWs155, typesOf, type Ws155, type Ws155Mode } from '../../kit/ws-155.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const prometheus = findTool('prometheus');
const alertmanager = findTool('alertmanager');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const ONCE = ['alert.firing'];
const DOWN_MS = 60_000;

/** Alertmanager gives a message up after 10 s and takes it up again 10 s later; the rest is for a busy machine. */
const SOON = { timeout: 90_000, interval: 250 };
/** 10 s until Alertmanager gives up, 15 s each to the next scrape and evaluation, `for` of a minute. */
const FALLBACK_NOTIFIED = { timeout: 200_000, interval: 250 };

describe.skipIf(!prometheus || !alertmanager)(
  `WS-155 in trouble, behind Alertmanager and the gateway ${needs('prometheus', prometheus)} ${needs('alertmanager', alertmanager)}`,
  () => {
    const running: Program[] = [];
    let folder: string;
    let ws155: Ws155;
    let alertmanagerUrl: string;
    let gatewayUrl: string;

    beforeAll(async () => {
      buildIfMissing();
      folder = await mkdtemp(join(tmpdir(), 'ws-155-faults-'));
      ws155 = await startWs155(SECRET);
      const [prometheusPort = 0, alertmanagerPort = 0, gatewayPort = 0] = await freePorts(3);
      alertmanagerUrl = `http://127.0.0.1:${String(alertmanagerPort)}`;
      gatewayUrl = `http://127.0.0.1:${String(gatewayPort)}`;
      const place = { folder, tool: (name: string) => join(ROOT, '.cache/tools/bin', name) };
      const gatewayToken = randomBytes(24).toString('hex');
      const fallbackUrl = `${ws155.othersUrl}/fallback`;
      running.push(
        await startGateway(place, { port: gatewayPort, ws155Url: ws155.url, webhookSecret: SECRET, gatewayToken, fallbackUrl }),
        await startAlertmanager(place, {
          port: alertmanagerPort,
          gatewayPort,
          gatewayToken,
          fallbackUrl,
          deadManUrl: `${ws155.othersUrl}/dead-man`,
        }),
        await startPrometheus(place, {
          port: prometheusPort,
          alertmanagers: [alertmanagerPort],
          scrape: { 9093: alertmanagerPort, 9155: gatewayPort },
        }),
      );
    }, 120_000);
    afterAll(async () => {
      for (const program of running) await program.stop();
      await ws155.close();
      await rm(folder, { recursive: true, force: true });
    });

    /** As Prometheus notifies Alertmanager. */
    async function fire(jobs: readonly string[], labels: Readonly<Record<string, string>> = {}): Promise<void> {
      const alerts = jobs.map((job) => ({
        labels: {
          alertname: 'BackupJobFailed',
          severity: 'critical',
          episode: '1781834650.000',
          ...identityLabels({ service: 'wedsync/vault', job }),
          ...labels,
        },
        annotations: { summary: `backup "${job}" failed` },
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      }));
      const headers = { 'content-type': 'application/json' };
      const { ok } = await fetch(`${alertmanagerUrl}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify(alerts) });
      expect(ok).toBe(true);
    }
    const acted = (job: string) => typesOf(ws155.acted, job);
    const deliveries = (job: string) => typesOf(ws155.seen, job);
    const actsOnce = (job: string) => vi.waitFor(() => expect(acted(job)).toEqual(ONCE), SOON);
    const counted = async (series: string) =>
      (await (await fetch(`${gatewayUrl}/metrics`)).text()).split('\n').find((line) => line.startsWith(series));

    // First: a delivery that fails in another test counts as one for five minutes.
    test('while WS-155 is down the fallback hears of it, and a failure waits', { timeout: 420_000 }, async () => {
      await ws155.goDown();
      const began = Date.now();
      await fire(['in-the-dark']);
      const undelivered = () => ws155.others('/fallback').filter((body) => body.includes('BackupAlertsNotDelivered'));
      await vi.waitFor(() => expect(undelivered()).not.toEqual([]), FALLBACK_NOTIFIED);
      await sleep(Math.max(0, began + DOWN_MS - Date.now()));
      expect(acted('in-the-dark')).toEqual([]);
      await ws155.comeBack();
      await actsOnce('in-the-dark');
      await sleep(11_000);
      expect(acted('in-the-dark')).toEqual(ONCE);
    });

    describe('a failure is acted on once', { timeout: 150_000, concurrent: true }, () => {
      test.each<[string, string, readonly Ws155Mode[]]>([
        ['answers 500', 'errs', [500, 500, 500]],
        ['answers 429 with Retry-After', 'is-busy', [{ status: 429, headers: { 'retry-after': '2' } }, 429]],
        ['hangs up without an answer', 'hangs-up', ['hang up', 'hang up', 'hang up']],
        ['breaks off in the head of its answer', 'breaks-off', ['break off', 'break off']],
        ['acts, but answers beyond the deadline', 'is-late', ['late']],
        ['first knows another secret', 'rotates', [401, 403]],
      ])('when WS-155 %s', async (_, job, modes) => {
        ws155.plan(job, ...modes);
        await fire([job]);
        await vi.waitFor(() => expect(deliveries(job)).toHaveLength(modes.length + 1), SOON);
        await actsOnce(job);
        // The other deliveries of its group would come within 10 s.
        await sleep(11_000);
        expect(acted(job)).toEqual(ONCE);
        expect(deliveries(job)).toHaveLength(modes.length + 1);
      });
    });

    test('an alert that WS-155 refuses for good goes to the fallback, and its group arrives', { timeout: 150_000 }, async () => {
      ws155.plan('poison', ...Array.from({ length: 20 }, () => 400 as const));
      await fire(['good-1', 'poison', 'good-2'], { alertname: 'BackupOverdue', severity: 'warning' });
      for (const job of ['good-1', 'good-2']) await actsOnce(job);
      // Counted and logged once the fallback has answered, which may be after the others arrived.
      const rejected = /rejected with status 400 firing warning "BackupOverdue" alert_\w+; the fallback was notified/;
      await vi.waitFor(() => expect(running[0]?.output()).toMatch(rejected), SOON);
      const refused = ws155.others('/fallback').filter((body) => body.includes('"poison"') && body.includes('"rejected"'));
      expect(refused).toHaveLength(1);
      expect(JSON.parse(refused[0] ?? '')).toMatchObject({ reason: 'rejected', status: 400, event: { data: { alert: 'BackupOverdue' } } });
      expect(await counted('backup_telemetry_gateway_alerts_total{outcome="undeliverable"}')).toMatch(/ 1$/);
      expect(await counted('backup_telemetry_gateway_lost_alerts_total')).toMatch(/ 0$/);
      expect(deliveries('poison')).toHaveLength(1);
      expect(acted('poison')).toEqual([]);
    });
  },
);
