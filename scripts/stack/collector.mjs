// @ts-check
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { answers, startProgram } from './program.mjs';

const CONFIG = resolve(import.meta.dirname, '..');

/** Where a collector of this machine listens. @typedef {{ readonly ingest: number, readonly health: number, readonly metrics: number }} CollectorPorts */

/** A folder of its own in that of the stack, for its queue and its tokens. @param {string} folder @param {string} [name] */
export function collectorFiles(folder, name = 'collector') {
  const home = join(folder, name);
  return { home, tokenFile: join(home, 'tokens'), queue: join(home, 'queue') };
}

/** Variables of base.yaml. @param {ReturnType<typeof collectorFiles>} files @param {CollectorPorts} ports @returns {Record<string, string>} */
export function collectorVariables({ tokenFile, queue }, { ingest, health, metrics }) {
  return {
    OTELCOL_TOKEN_FILE: tokenFile,
    OTELCOL_QUEUE_DIR: queue,
    OTELCOL_OTLP_HTTP_ENDPOINT: `127.0.0.1:${String(ingest)}`,
    OTELCOL_HEALTH_ENDPOINT: `127.0.0.1:${String(health)}`,
    OTELCOL_METRICS_PORT: String(metrics),
  };
}

/** Arguments that name base.yaml, files beside it such as `backends/jaeger.yaml`, and settings as `a::b: value`. @param {readonly string[]} files @param {readonly string[]} [settings] */
export function collectorArguments(files, settings = []) {
  const named = ['base.yaml', ...files].map((file) => join(CONFIG, file));
  return [...named, ...settings.map((setting) => `yaml:${setting}`)].flatMap((config) => ['--config', config]);
}

/**
 * The collector with the shipped base.yaml and the overlays that are named; addresses are given to it by their variables.
 * @param {import('./services.mjs').Place} place
 * @param {{
 *   ports: CollectorPorts,
 *   token: string,
 *   files: readonly string[],
 *   env?: Readonly<Record<string, string>>,
 *   settings?: readonly string[],
 *   name?: string,
 * }} options
 * @returns {Promise<import('./program.mjs').Program>}
 */
export async function startCollector({ folder, tool }, { ports, token, files, env = {}, settings = [], name = 'collector' }) {
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
