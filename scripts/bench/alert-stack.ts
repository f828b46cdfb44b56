import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { createIdempotencyStore, receiveWebhook, type AlertEvent } from '@wedsync/backup-telemetry/alerts';
import { freePorts } from '../stack/ports.js';
import { startAlertmanager, startGateway, startPrometheus } from '../stack/services.js';
import { binaryFile, whyNotCurrent } from '../tools/files.js';
import { PROGRAMS } from '../tools/programs.js';

/**
 * Prometheus, Alertmanager and the gateway with the shipped configurations, and a receiver that verifies what it gets and acts on it once.
 * @throws Error that says how to get a program that is not there
 */
export async function startAlertStack(act: (event: AlertEvent) => void): Promise<{ metricsUrl: string; stop: () => Promise<void> }> {
  requireTools('prometheus', 'alertmanager');
  const folder = await mkdtemp(join(tmpdir(), 'bench-alerts-'));
  const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const gatewayToken = randomBytes(24).toString('hex');
  const receiver = await startReceiver(webhookSecret, act);
  const place = { folder, tool: binaryFile };
  const [prometheusPort = 0, alertmanagerPort = 0, gatewayPort = 0] = await freePorts(3);
  const common = { gatewayToken, fallbackUrl: `${receiver.url}/others` };
  const running: { stop: () => Promise<void> }[] = [receiver];
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

async function startReceiver(secrets: string, act: (event: AlertEvent) => void) {
  const idempotencyStore = createIdempotencyStore();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await buffer(incoming);
      // What is not for WS-155 is only taken.
      if (incoming.url !== '/ws-155') return void outgoing.writeHead(204).end();
      const headers = incoming.headers as Record<string, string>;
      const request = new Request('http://localhost/ws-155', { method: 'POST', headers, body: new Uint8Array(body) });
      const { status } = await receiveWebhook(request, { secrets, idempotencyStore, act });
      outgoing.writeHead(status).end();
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function requireTools(...names: readonly string[]): void {
  const reasons = PROGRAMS.filter(({ name }) => names.includes(name)).flatMap((program) => whyNotCurrent(program) ?? []);
  if (reasons.length === 0) return;
  throw new Error(
    `Expected ${names.join(' and ')} in .cache/tools/bin. Get them by: npm run tools -- ${names.join(' ')}\n${reasons.join('\n')}`,
  );
}
