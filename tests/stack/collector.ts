import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { collectorArguments, collectorFiles, collectorVariables, startCollector as start } from '../../scripts/stack/collector.js';
import type { CollectorPorts } from '../../scripts/stack/collector.js';
import { freePorts } from '../../scripts/stack/ports.js';

/** What of a collector stays when its process does not: its queue, its tokens, its ports. */
export interface CollectorSite {
  readonly folder: string;
  readonly tokenFile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly metricsUrl: string;
  readonly ports: CollectorPorts;
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

const TOKEN = 'first';

/** A folder and free ports for a collector. Its token is `first`. */
export async function createCollectorSite(): Promise<CollectorSite> {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'));
  const files = collectorFiles(folder);
  mkdirSync(files.home);
  writeFileSync(files.tokenFile, `${TOKEN}\n`);
  const [ingest = 0, health = 0, metrics = 0] = await freePorts(3);
  const ports = { ingest, health, metrics };
  return {
    folder,
    tokenFile: files.tokenFile,
    ports,
    url: `http://127.0.0.1:${ingest}`,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...collectorVariables(files, ports),
      OTELCOL_FILE_PATH: join(folder, 'telemetry.jsonl'),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What `otelcol validate` reports, empty when it finds nothing. */
export async function validateConfigs(otelcol: string, files: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  // It lives too short for what it compiles to become garbage worth collecting: that takes half of its time.
  const own = { ...env, GOGC: 'off', GOMEMLIMIT: '400MiB' };
  const problem = await promisify(execFile)(otelcol, ['validate', ...collectorArguments(files)], { env: own }).then(
    () => '',
    // One that was killed may have written nothing, and said nothing in favour of the files either.
    (error: unknown) => (error as { readonly stderr: string }).stderr || String(error),
  );
  return problem && `${files.join(' + ')}: ${problem}`;
}

/** Starts the collector and waits until it is healthy. @throws Error with its log when it ends instead */
export async function startCollector(
  otelcol: string,
  site: CollectorSite,
  { files, settings = [], env = {} }: { files: readonly string[]; settings?: readonly string[]; env?: Readonly<Record<string, string>> },
): Promise<Collector> {
  const program = await start(
    { folder: site.folder, tool: () => otelcol },
    { ports: site.ports, token: TOKEN, files, settings, env: { ...site.env, ...env } },
  );
  return {
    log: program.output,
    post: async (signal, body, token = TOKEN) => {
      const response = await fetch(`${site.url}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      await response.arrayBuffer();
      return response.status;
    },
    stop: program.stop,
    kill: program.kill,
  };
}
