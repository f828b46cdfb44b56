import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../../../scripts/stack/ports.js';

const CONFIG = resolve(import.meta.dirname, '../../../otel-collector/prometheus/prometheus.yml');

/** A Prometheus with the shipped configuration and rules, on loopback, with state of its own. */
export interface Prometheus {
  readonly url: string;
  /** Asks its API; answers what is under `data`. */
  readonly get: (path: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** Makes the folder a Prometheus keeps its data in. */
export function makeDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'prometheus-'));
}

export async function startPrometheus(binary: string, data: string): Promise<Prometheus> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    binary,
    [`--config.file=${CONFIG}`, `--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`, '--web.enable-otlp-receiver'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));

  async function get(path: string): Promise<unknown> {
    const response = await fetch(`${url}${path}`);
    return ((await response.json()) as { data: unknown }).data;
  }
  async function stop(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
    await rm(data, { recursive: true, force: true });
  }

  const ready = await until(async () => child.exitCode !== null || (await fetch(`${url}/-/ready`)).ok, 60_000);
  if (!ready || child.exitCode !== null) {
    await stop();
    throw new Error(`Prometheus did not get ready:\n${log}`);
  }
  return { url, get, stop };
}

/** Waits until something is so; answers whether it got so in time. What throws is not so yet. */
export async function until(check: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    if (await check().catch(() => false)) return true;
    await new Promise((done) => setTimeout(done, 200));
  }
  return false;
}
