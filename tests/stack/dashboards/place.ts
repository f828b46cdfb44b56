import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../../../scripts/stack/ports.js';
import { answers, startProgram } from '../../../scripts/stack/program.js';
import { startAlertmanager, startGateway } from '../../../scripts/stack/services.js';
import { startWs155 } from '../../kit/ws-155.js';
import { startWebServer } from '../../kit/web-server.js';
import { createCollectorSite, startCollector, type Collector } from '../collector.js';
import { plainLogs, plainSpans, plainSum } from '../plain-otlp.js';
import { playHistory } from './history.js';

const CONFIG = resolve(import.meta.dirname, '../../../otel-collector/prometheus');
const TOOLS = resolve(import.meta.dirname, '../../../.cache/tools/bin');

/** All programs, with telemetry of two services and of the programs themselves in Prometheus. */
export interface FilledPlace {
  /** Asks Prometheus' API; answers what is under `data`. @throws Error with its message */
  readonly ask: (path: string, parameters: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

export async function startFilledPlace(): Promise<FilledPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'dashboards-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };
  try {
    const place = { folder, tool: (name: string) => join(TOOLS, name) };
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const ws155 = await startWs155(secret);
    // A backend that refuses everything, one that takes everything, and whoever else listens.
    const others = await startWebServer(({ url: asked }) =>
      Promise.resolve(new Response(null, { status: asked.includes('/refuse') ? 400 : 200 })),
    );
    stops.push(
      () => ws155.close(),
      () => others.close(),
    );
    const [prometheusPort = 0, alertmanagerPort = 0, gatewayPort = 0, deadPort = 0] = await freePorts(4);
    const url = `http://127.0.0.1:${prometheusPort}`;
    const common = { gatewayToken: 'made-up-token-of-a-test', fallbackUrl: `${others.url}/fallback` };
    const site = await createCollectorSite();
    const gateway = await startGateway(place, { port: gatewayPort, ws155Url: `${ws155.url}/alerts`, webhookSecret: secret, ...common });
    stops.push(() => gateway.stop());
    const alertmanager = await startAlertmanager(place, {
      port: alertmanagerPort,
      gatewayPort,
      deadManUrl: `${others.url}/dead-man`,
      ...common,
    });
    stops.push(() => alertmanager.stop());

    await writeFile(join(folder, 'rules.yaml'), await quickRules());
    await writeFile(
      join(folder, 'prometheus.yml'),
      await quickConfig({
        'localhost:9093': [`127.0.0.1:${alertmanagerPort}`],
        'localhost:9155': [`127.0.0.1:${gatewayPort}`],
        // Beside the collector one that is down: its alert is not about a job.
        'localhost:8888': [new URL(site.metricsUrl).host, `127.0.0.1:${deadPort}`],
      }),
    );
    const prometheus = await startProgram({
      name: 'prometheus',
      command: place.tool('prometheus'),
      args: [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${prometheusPort}`,
        '--web.enable-otlp-receiver',
        '--log.level=warn',
      ],
      ready: () => answers(`${url}/-/ready`),
    });
    stops.push(() => prometheus.stop());

    const collector = await startCollector(place.tool('otelcol'), site, {
      files: ['backends/prometheus.yaml', 'backends/otlp.yaml', 'backends/grafana-cloud.yaml'],
      // So small that one large request does not fit.
      settings: ['exporters::otlp_http/grafana-cloud::sending_queue::queue_size: 1000'],
      env: {
        PROMETHEUS_ENDPOINT: url,
        OTLP_ENDPOINT: `${others.url}/refuse`,
        OTLP_HEADER_VALUE: 'made-up',
        GRAFANA_CLOUD_OTLP_ENDPOINT: `${others.url}/take`,
        GRAFANA_CLOUD_AUTHORIZATION: 'made-up',
      },
    });
    stops.push(async () => {
      await collector.stop();
      site.remove();
    });
    const history = await playHistory(site.url);
    stops.push(() => history.stop());
    await postEverySignal(collector);

    return {
      stop,
      async ask(path, parameters) {
        const response = await fetch(`${url}${path}?${new URLSearchParams(parameters).toString()}`);
        const { data, error } = (await response.json()) as { data?: unknown; error?: string };
        if (error !== undefined) throw new Error(error);
        return data;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each signal, small and too large for one of the queues. */
async function postEverySignal(collector: Collector): Promise<void> {
  const { resourceLogs } = plainLogs('plain') as { resourceLogs: [unknown] };
  const { resourceMetrics } = plainSum(1, 1) as { resourceMetrics: [unknown] };
  const { resourceSpans } = plainSpans('plain');
  for (const times of [1, 1_500]) {
    await collector.post('traces', { resourceSpans: Array(times).fill(resourceSpans[0]) });
    await collector.post('metrics', { resourceMetrics: Array(times).fill(resourceMetrics[0]) });
    await collector.post('logs', { resourceLogs: Array(times).fill(resourceLogs[0]) });
  }
}

/** The shipped rules, looked at each second: a test has no minutes. */
async function quickRules(): Promise<string> {
  const shipped = await readFile(join(CONFIG, 'rules.yaml'), 'utf8');
  return shipped.replace(/^( {4}interval| {8}for): \S+$/gm, '$1: 1s');
}

/** The shipped configuration with other addresses, scraping each second. */
async function quickConfig(targets: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const shipped = await readFile(join(CONFIG, 'prometheus.yml'), 'utf8');
  return Object.entries(targets).reduce(
    (text, [from, to]) => text.replaceAll(`'${from}'`, from).replaceAll(`[${from}]`, `[${to.map((one) => `'${one}'`).join(', ')}]`),
    shipped.replace('scrape_interval: 15s', 'scrape_interval: 1s'),
  );
}
