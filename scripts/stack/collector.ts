import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { answers, startProgram, type Program } from './program.js';
import type { Place } from './services.js';

const CONFIG = resolve(import.meta.dirname, '../../otel-collector');

/** Where a collector of this machine listens. */
export interface CollectorPorts {
  readonly ingest: number;
  readonly health: number;
  readonly metrics: number;
}

/** A folder of its own in that of the stack, for its queue and its tokens. */
export function collectorFiles(folder: string, name = 'collector') {
  const home = join(folder, name);
  return { home, tokenFile: join(home, 'tokens'), queue: join(home, 'queue') };
}

/** Variables of base.yaml. */
export function collectorVariables(
  { tokenFile, queue }: ReturnType<typeof collectorFiles>,
  { ingest, health, metrics }: CollectorPorts,
): Record<string, string> {
  return {
    OTELCOL_TOKEN_FILE: tokenFile,
    OTELCOL_QUEUE_DIR: queue,
    OTELCOL_OTLP_HTTP_ENDPOINT: `127.0.0.1:${String(ingest)}`,
    OTELCOL_HEALTH_ENDPOINT: `127.0.0.1:${String(health)}`,
    OTELCOL_METRICS_PORT: String(metrics),
  };
}

/** Arguments that name base.yaml, files beside it such as `backends/jaeger.yaml`, and settings as `a::b: value`. */
export function collectorArguments(files: readonly string[], settings: readonly string[] = []) {
  const named = ['base.yaml', ...files].map((file) => join(CONFIG, file));
  return [...named, ...settings.map((setting) => `yaml:${setting}`)].flatMap((config) => ['--config', config]);
}

/** The collector with the shipped base.yaml and the overlays that are named; addresses are given to it by their variables. */
export async function startCollector(
  { folder, tool }: Place,
  {
    ports,
    token,
    files,
    env = {},
    settings = [],
    name = 'collector',
  }: {
    ports: CollectorPorts;
    token: string;
    files: readonly string[];
    env?: Readonly<Record<string, string>>;
    settings?: readonly string[];
    name?: string;
  },
): Promise<Program> {
  const own = collectorFiles(folder, name);
  await mkdir(own.home, { recursive: true });
  await writeFile(own.tokenFile, `${token}\n`, { mode: 0o600 });
  return startProgram({
    name,
    command: tool('otelcol'),
    args: collectorArguments(files, settings),
    env: { ...collectorVariables(own, ports), ...env },
    ready: () => answers(`http://127.0.0.1:${String(ports.health)}`),
  });
}
