import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { freePorts } from '../../../scripts/stack/ports.js';
import type { Program } from '../../../scripts/stack/program.js';
import { startAlertmanager, startGateway, startPrometheus } from '../../../scripts/stack/services.js';
import { LABEL_BY_PART } from '../../../src/identity.js';
import { labelsText } from '../../kit/job-series.js';
import { startWs155, typesOf, type Ws155 } from '../../kit/ws-155.js';
import { createCollectorSite, startCollector, type Collector } from '../collector.js';
import type { Ingest } from './cron-job.js';
import { query } from './query.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
/** The alert of a failed run. */
export const FAILED = 'BackupJobFailed';
const TOKEN = randomBytes(24).toString('hex');

/** A program that is killed and started anew with the state it left behind. */
export interface Part<Running extends { kill(): Promise<void> } = Program> {
  readonly url: string;
  start(): Promise<Running>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** The pipeline of an alert, with the shipped configurations, on loopback. */
export interface FaultStack {
  readonly ws155: Ws155;
  /** What WS-155 did about the failure of a job: the types of the events that it acted on, in their order. */
  readonly actions: (job: string) => readonly string[];
  /** Where Alertmanager writes what it has delivered. */
  readonly alertmanagerNotes: string;
  /** As many as were asked for; each Prometheus knows all Alertmanagers, each Alertmanager its gateway. */
  readonly gateways: readonly Part[];
  readonly alertmanagers: readonly Part[];
  readonly prometheuses: readonly Part[];
  readonly collector: Part<Collector>;
  /** By the collector, as a service sends. */
  readonly ingest: Ingest;
  stop(): Promise<void>;
}

/** Long enough for a busy machine; what is waited for is looked for four times a second. */
export function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 90_000, interval: 250 });
}

/** Starts one or two of each. */
export async function startFaultStack(count: 1 | 2): Promise<FaultStack> {
  if (!existsSync(join(ROOT, 'dist/cli.js'))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  const place = { folder, tool: (name: string) => join(ROOT, '.cache/tools/bin', name) };
  const ws155 = await startWs155(SECRET);
  const common = { gatewayToken: TOKEN, fallbackUrl: `${ws155.othersUrl}/fallback` };
  const ofEach = Array.from({ length: count }, (_, index) => index);
  const ports = await freePorts(4 * count);
  const [gatewayPorts, alertmanagerPorts, clusterPorts, prometheusPorts] = [0, 1, 2, 3].map((kind) =>
    ports.slice(kind * count, (kind + 1) * count),
  ) as [number[], number[], number[], number[]];
  const site = await createCollectorSite();

  const gateways = ofEach.map((index) =>
    part(gatewayPorts[index], (port) => startGateway(place, { port, ws155Url: `${ws155.url}/alerts`, webhookSecret: SECRET, ...common })),
  );
  const alertmanagers = ofEach.map((index) =>
    part(alertmanagerPorts[index], (port) =>
      startAlertmanager(place, {
        port,
        gatewayPort: gatewayPorts[index] ?? 0,
        deadManUrl: `${ws155.othersUrl}/dead-man`,
        name: `alertmanager-${String(index)}`,
        ...(count > 1 && { clusterPort: clusterPorts[index], peers: clusterPorts.filter((_, other) => other !== index) }),
        ...common,
      }),
    ),
  );
  const prometheuses = ofEach.map((index) =>
    part(prometheusPorts[index], (port) =>
      startPrometheus(place, {
        port,
        alertmanagers: alertmanagerPorts,
        scrape: { 8888: Number(new URL(site.metricsUrl).port), 9093: alertmanagerPorts[index] ?? 0, 9155: gatewayPorts[index] ?? 0 },
        name: `prometheus-${String(index)}`,
      }),
    ),
  );
  const collector = part(Number(new URL(site.url).port), () =>
    startCollector(place.tool('otelcol'), site, {
      files: ['backends/prometheus.yaml', ...(count > 1 ? ['backends/prometheus-second.yaml'] : [])],
      env: { PROMETHEUS_ENDPOINT: prometheuses[0]?.url ?? '', PROMETHEUS_SECOND_ENDPOINT: prometheuses[1]?.url ?? '' },
    }),
  );
  const parts = [...gateways, ...alertmanagers, ...prometheuses, collector];
  async function stop(): Promise<void> {
    await Promise.all(parts.map((each) => each.kill()));
    await ws155.close();
    site.remove();
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await Promise.all(parts.map((each) => each.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const ingest = { url: `${site.url}/v1/metrics`, headers: { authorization: 'Bearer first' } };
  return {
    ws155,
    actions: (job) => typesOf(ws155.acted, job, FAILED),
    alertmanagerNotes: join(folder, 'alertmanager-0/data/nflog'),
    gateways,
    alertmanagers,
    prometheuses,
    collector,
    ingest,
    stop,
  };
}

/** The jobs whose failure a Prometheus or an Alertmanager knows of at this moment. */
export async function failingJobs(part: Part<{ kill(): Promise<void> }>, api: 'v1' | 'v2'): Promise<readonly string[]> {
  const response = await fetch(`${part.url}/api/${api}/alerts`);
  const body = (await response.json()) as KnownAlert[] | { readonly data: { readonly alerts: KnownAlert[] } };
  return (Array.isArray(body) ? body : body.data.alerts)
    .filter(({ labels }) => labels['alertname'] === FAILED)
    .map(({ labels }) => labels[LABEL_BY_PART.job] ?? '');
}

/** The outcomes of a job whose end a Prometheus received. */
export async function knownEnds({ url }: Part, job: string): Promise<readonly string[]> {
  const results = await query(url, `backup_run_last_end_timestamp_seconds{${labelsText({ job })}}`);
  return results.map(({ metric }) => metric['backup_outcome'] ?? '');
}

interface KnownAlert {
  readonly labels: Readonly<Record<string, string>>;
}

function part<Running extends { kill(): Promise<void> }>(port = 0, start: (port: number) => Promise<Running>): Part<Running> {
  let running: Running | undefined;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    start: async () => (running = await start(port)),
    kill: async () => running?.kill(),
  };
}
