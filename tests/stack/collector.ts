import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CONFIGS = resolve(import.meta.dirname, '../../otel-collector');

/** What of a collector stays when its process does not: its queue, its tokens, its ports. */
export interface CollectorSite {
  readonly folder: string;
  readonly tokenFile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly healthUrl: string;
  readonly metricsUrl: string;
  remove(): void;
}

export interface Collector {
  /** Everything it logged. */
  log(): string;
  /** Posts OTLP/JSON as a client that sanitizes nothing, with the token `first`. @returns the HTTP status */
  post(signal: 'traces' | 'metrics' | 'logs', body: unknown, token?: string): Promise<number>;
  /** Lets it end by itself. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** A folder and free ports for a collector. Its token is `first`. */
export async function createCollectorSite(): Promise<CollectorSite> {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'));
  const tokenFile = join(folder, 'tokens');
  writeFileSync(tokenFile, 'first\n');
  const [ingest, health, metrics] = [await freePort(), await freePort(), await freePort()];
  return {
    folder,
    tokenFile,
    url: `http://127.0.0.1:${ingest}`,
    healthUrl: `http://127.0.0.1:${health}`,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    env: {
      PATH: process.env['PATH'] ?? '',
      OTELCOL_TOKEN_FILE: tokenFile,
      OTELCOL_QUEUE_DIR: join(folder, 'queue'),
      OTELCOL_OTLP_HTTP_ENDPOINT: `127.0.0.1:${ingest}`,
      OTELCOL_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
      OTELCOL_METRICS_PORT: String(metrics),
      OTELCOL_FILE_PATH: join(folder, 'telemetry.jsonl'),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Arguments that name base.yaml, files beside it, and settings as `a::b: value`. */
function configArguments(files: readonly string[], settings: readonly string[] = []): readonly string[] {
  const named = ['base.yaml', ...files].map((file) => join(CONFIGS, file));
  return [...named, ...settings.map((setting) => `yaml:${setting}`)].flatMap((config) => ['--config', config]);
}

/** What `otelcol validate` complains about, empty when it finds nothing. */
export function validateConfigs(otelcol: string, files: readonly string[], env: Readonly<Record<string, string>>): string {
  const { status, stderr } = spawnSync(otelcol, ['validate', ...configArguments(files)], { encoding: 'utf8', env });
  return status === 0 ? '' : `${files.join(' + ')}: ${stderr}`;
}

/** Starts the collector and waits until it is healthy. @throws Error with its log when it ends instead */
export async function startCollector(
  otelcol: string,
  site: CollectorSite,
  { files, settings = [], env = {} }: { files: readonly string[]; settings?: readonly string[]; env?: Readonly<Record<string, string>> },
): Promise<Collector> {
  const child = spawn(otelcol, configArguments(files, settings), { env: { ...site.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  while (!(await isHealthy(site.healthUrl))) {
    if (child.exitCode !== null) throw new Error(`The collector ended with code ${child.exitCode}:\n${log}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    log: () => log,
    post: async (signal, body, token = 'first') => {
      const response = await fetch(`${site.url}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      await response.arrayBuffer();
      return response.status;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
