import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { answers, startProgram, type Program } from './program.js';

const CONFIG = resolve(import.meta.dirname, '../../otel-collector');
const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

/** What the programs of one stack share. */
export interface Place {
  readonly folder: string;
  readonly tool: (name: string) => string;
}

/** Prometheus with the shipped configuration and rules; only addresses are those of this machine. */
export async function startPrometheus(
  { folder, tool }: Place,
  {
    port,
    alertmanagers,
    scrape,
    name = 'prometheus',
  }: { port: number; alertmanagers: readonly number[]; scrape: Readonly<Record<string, number>>; name?: string },
): Promise<Program> {
  const home = join(folder, name);
  await mkdir(home, { recursive: true });
  const shipped = await readFile(join(CONFIG, 'prometheus/prometheus.yml'), 'utf8');
  const targets = alertmanagers.map((alertmanager) => `localhost:${String(alertmanager)}`).join(', ');
  const config = Object.entries(scrape).reduce(
    (text, [shippedPort, actual]) => replaceOnce(text, `'localhost:${shippedPort}'`, `'localhost:${String(actual)}'`),
    replaceOnce(
      shipped,
      'alertmanagers:\n    - static_configs:\n        - targets: [localhost:9093]',
      `alertmanagers:\n    - static_configs:\n        - targets: [${targets}]`,
    ),
  );
  await writeFile(join(home, 'prometheus.yml'), config);
  await writeFile(join(home, 'rules.yaml'), await readFile(join(CONFIG, 'prometheus/rules.yaml')));
  const url = `http://127.0.0.1:${String(port)}`;
  return startProgram({
    name,
    command: tool('prometheus'),
    args: [
      `--config.file=${join(home, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(home, 'data')}`,
      `--web.listen-address=127.0.0.1:${String(port)}`,
      '--web.enable-otlp-receiver',
      '--rules.alert.resend-delay=10s',
      '--log.level=warn',
    ],
    ready: () => answers(`${url}/-/ready`),
  });
}

/** Alertmanager with the shipped configuration. */
export async function startAlertmanager(
  { folder, tool }: Place,
  {
    port,
    gatewayPort,
    gatewayToken,
    fallbackUrl,
    deadManUrl,
    clusterPort,
    peers = [],
    name = 'alertmanager',
  }: {
    port: number;
    gatewayPort: number;
    gatewayToken: string;
    fallbackUrl: string;
    deadManUrl: string;
    clusterPort?: number;
    peers?: readonly number[];
    name?: string;
  },
): Promise<Program> {
  const home = join(folder, name);
  await mkdir(join(home, 'secrets'), { recursive: true });
  const shipped = await readFile(join(CONFIG, 'alertmanager/alertmanager.yaml'), 'utf8');
  await writeFile(join(home, 'alertmanager.yaml'), replaceOnce(shipped, 'localhost:9155', `localhost:${String(gatewayPort)}`));
  for (const [file, text] of Object.entries({ 'gateway-token': gatewayToken, 'fallback-url': fallbackUrl, 'dead-man-url': deadManUrl }))
    await writeFile(join(home, 'secrets', file), text, { mode: 0o600 });
  const url = `http://127.0.0.1:${String(port)}`;
  return startProgram({
    name,
    command: tool('alertmanager'),
    // It looks for `url_file` where it was started, for other files beside its configuration.
    cwd: home,
    args: [
      `--config.file=${join(home, 'alertmanager.yaml')}`,
      `--storage.path=${join(home, 'data')}`,
      `--web.listen-address=127.0.0.1:${String(port)}`,
      // What it has sent is written down soon: of a failure it forgot it would never send the recovery.
      '--data.maintenance-interval=5s',
      // The rules distinguish a WS-155 that is not reached from a dead-man service that is not.
      '--enable-feature=receiver-name-in-metrics',
      `--cluster.listen-address=${clusterPort === undefined ? '' : `127.0.0.1:${String(clusterPort)}`}`,
      ...peers.map((peer) => `--cluster.peer=127.0.0.1:${String(peer)}`),
      '--log.level=warn',
    ],
    ready: () => answers(`${url}/-/ready`),
  });
}

/** The gateway, as `backup-telemetry gateway` starts it. */
export async function startGateway(
  { folder }: Place,
  {
    port,
    ws155Url,
    webhookSecret,
    gatewayToken,
    fallbackUrl,
  }: { port: number; ws155Url: string; webhookSecret: string; gatewayToken: string; fallbackUrl: string },
): Promise<Program> {
  const home = join(folder, 'gateway');
  await mkdir(home, { recursive: true });
  const secretFile = join(home, 'webhook-secret');
  const tokenFile = join(home, 'alertmanager-token');
  await writeFile(secretFile, webhookSecret, { mode: 0o600 });
  await writeFile(tokenFile, gatewayToken, { mode: 0o600 });
  return startProgram({
    name: 'gateway',
    command: process.execPath,
    args: [
      CLI,
      'gateway',
      '--url',
      ws155Url,
      '--secret-file',
      secretFile,
      '--token-file',
      tokenFile,
      '--fallback-url',
      fallbackUrl,
      '--port',
      String(port),
    ],
    ready: () => answers(`http://127.0.0.1:${String(port)}/readyz`),
  });
}

/** Replaces what the shipped configuration is known to say; when it says something else, this is the place to see it. */
function replaceOnce(text: string, from: string, to: string) {
  if (text.split(from).length !== 2) throw new Error(`Expected the shipped configuration to hold once: ${from}`);
  return text.replace(from, to);
}
