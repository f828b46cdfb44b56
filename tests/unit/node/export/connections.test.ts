import { readFileSync } from 'node:fs';
import { request, type Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createConnections } from '../../../../src/node/export/connections.js';
import { startOtlpSink, type OtlpSink } from '../../../kit/otlp-sink.js';
import { captureDiag } from '../process/capture-diag.js';

let sink: OtlpSink;

beforeEach(async () => {
  sink = await startOtlpSink({ mode: 'hang' });
});

afterEach(() => sink.close());

/** Sends a request; resolves with what became of it. */
function post(agent: Agent | undefined): Promise<string> {
  return new Promise((resolve) => {
    request(sink.url, { agent, method: 'POST' }, (response) => {
      resolve(`status ${String(response.statusCode)}`);
      response.resume();
    })
      .on('error', ({ message }) => {
        resolve(message);
      })
      .end();
  });
}

it('breaks connections that are in use, with an error nobody takes for a lost network, and makes new ones', async () => {
  const { agentFactory, cut } = createConnections('logs', {});
  const agent = agentFactory('http:');
  expect(agentFactory('http:')).toBe(agent);
  const hanging = post(agent);
  await sink.until(() => sink.requests.length === 1);
  cut();
  expect(await hanging).toBe('cut');
  sink.setMode('ok');
  expect(await post(agent)).toMatch(/^status/);
});

it('makes no new ones when they are closed', async () => {
  const { agentFactory, close } = createConnections('logs', {});
  const agent = agentFactory('http:');
  const hanging = post(agent);
  await sink.until(() => sink.requests.length === 1);
  close();
  expect(await Promise.all([post(agent), hanging])).toEqual(['closed', 'cut']);
  expect(await post(agent)).toBe('closed');
  expect(sink.requests).toHaveLength(1);
});

it('can be closed before there are any', () => {
  expect(() => {
    createConnections('logs', {}).close();
  }).not.toThrow();
});

it('encrypts where the receiver does', () => {
  expect(createConnections('logs', {}).agentFactory('https:')).toBeInstanceOf(HttpsAgent);
});

it('holds on to no process, with a new connection or with one that is used again', async () => {
  const { agentFactory } = createConnections('logs', {});
  const agent = agentFactory('http:');
  sink.setMode('ok');
  await post(agent);
  await new Promise((resolve) => setImmediate(resolve));
  sink.setMode('hang');
  const again = post(agent);
  await sink.until(() => sink.requests.length === 2);
  const sockets = Object.values(agent.sockets).flatMap((some) => some ?? []);
  expect(sockets).toHaveLength(1);
  expect((sockets as unknown as { _handle: { hasRef(): boolean } }[]).map(({ _handle }) => _handle.hasRef())).toEqual([false]);
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap')).toHaveLength(1);
  agent.destroy();
  await again;
});

it('reads the certificates that the exporter would have read, and says which it can not read', () => {
  const said = captureDiag();
  const path = join(import.meta.dirname, 'connections.test.ts');
  const environment = { OTEL_EXPORTER_OTLP_CERTIFICATE: path, OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY: '/nowhere/key.pem' };
  const { options } = createConnections('logs', environment).agentFactory('https:') as unknown as Pick<HttpsAgent, 'options'>;
  expect(String(options.ca)).toBe(readFileSync(path, 'utf8'));
  expect(options.key).toBeUndefined();
  expect(said()).toEqual(['The file that OTEL_EXPORTER_OTLP_CLIENT_KEY names for logs cannot be read (ENOENT); it is not used.']);
});
