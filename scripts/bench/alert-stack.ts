import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createIdempotencyStore, receiveWebhook } from '@wedsync/backup-telemetry/alerts';
import { freePorts } from '../../otel-collector/stack/program.mjs';
import { startAlertmanager, startGateway, startPrometheus } from '../../otel-collector/stack/services.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

/** @typedef {import('@wedsync/backup-telemetry/alerts').AlertEvent} AlertEvent */

/**
 * Prometheus, Alertmanager and the gateway with the shipped configurations, and a receiver that verifies what it gets and acts on it once.
 * @param {(event: AlertEvent) => void} act
 * @returns {Promise<{ metricsUrl: string, stop: () => Promise<void> }>}
 * @throws Error that says how to get a program that is not there
 */
export async function startAlertStack(act) {
  requireTools('prometheus', 'alertmanager');
  const folder = await mkdtemp(join(tmpdir(), 'bench-alerts-'));
  const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const gatewayToken = randomBytes(24).toString('hex');
  const receiver = await startReceiver(webhookSecret, act);
  const place = { folder, tool: (/** @type {string} */ name) => join(ROOT, '.cache/tools/bin', name) };
  const [prometheusPort = 0, alertmanagerPort = 0, gatewayPort = 0] = await freePorts(3);
  const common = { gatewayToken, fallbackUrl: `${receiver.url}/others` };
  /** @type {{ stop: () => Promise<void> }[]} */
  const running = [receiver];
  async function stop() {
    for (const program of running.reverse()) await program.stop();
    await rm(folder, { recursive: true, force: true });
  }
  try {
    running.push(await startGateway(place, { port: gatewayPort, ws155Url: `${receiver.url}/ws-155`, webhookSecret, ...common }));
    running.push(await startAlertmanager(place, { port: alertmanagerPort, gatewayPort, deadManUrl: `${receiver.url}/others`, ...common }));
    const scrape = { 9093: alertmanagerPort, 9155: gatewayPort };
    running.push(await startPrometheus(place, { port: prometheusPort, alertmanagers: [alertmanagerPort], scrape }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { metricsUrl: `http://127.0.0.1:${String(prometheusPort)}/api/v1/otlp/v1/metrics`, stop };
}

/** @param {string} secrets @param {(event: AlertEvent) => void} act */
async function startReceiver(secrets, act) {
  const seen = createIdempotencyStore();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await buffer(incoming);
      // What is not for WS-155 is only taken.
      if (incoming.url !== '/ws-155') return void outgoing.writeHead(204).end();
      const headers = /** @type {Record<string, string>} */ (incoming.headers);
      const request = new Request('http://localhost/ws-155', { method: 'POST', headers, body: new Uint8Array(body) });
      const { status } = await receiveWebhook(request, { secrets, seen, act });
      outgoing.writeHead(status).end();
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {readonly string[]} names */
function requireTools(...names) {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'otel-collector/tools/main.mjs'), '--check', ...names], {
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(
      `Expected ${names.join(' and ')} in .cache/tools/bin. Get them by: npm run tools -- ${names.join(' ')}\n${stderr.trim()}`,
    );
}
