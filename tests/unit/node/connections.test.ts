import { request, type Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createConnections } from '../../../src/node/connections.js';
import { startOtlpSink, type OtlpSink } from '../../support/otlp-sink.js';

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
  const agent = agentFactory?.('http:');
  expect(agentFactory?.('http:')).toBe(agent);
  const hanging = post(agent);
  await sink.until(() => sink.requests.length === 1);
  cut();
  expect(await hanging).toBe('cut');
  sink.setMode('ok');
  expect(await post(agent)).toMatch(/^status/);
});

it('makes no new ones when they are closed', async () => {
  const { agentFactory, close } = createConnections('logs', {});
  const agent = agentFactory?.('http:');
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
  expect(createConnections('logs', {}).agentFactory?.('https:')).toBeInstanceOf(HttpsAgent);
});

it.each(['OTEL_EXPORTER_OTLP_CERTIFICATE', 'OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY'])(
  'leaves them to the exporter where %s names a file',
  (name) => {
    expect(createConnections('logs', { [name]: '/etc/otel/ca.pem' }).agentFactory).toBeUndefined();
  },
);
