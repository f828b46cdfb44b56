import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { startWs155, type Ws155 } from '../../kit/ws-155.js';
import { close, listen } from '../../kit/loopback.js';
import { FACTS } from '../../kit/cli-harness.js';
import { alertmanagerPost, alertOf, GRAFANA_SECRET, grafanaPost, notificationOf, TOKEN } from '../../kit/notifications.js';
import { SECRET } from './forgeries.js';

const NEXT_SECRET = 'whsec_0bLWRJ8X0Hs1xkIJ4pD2H7b9mGZ0kJ3oT5vYcXqLw2A=';

// The machine may be busy.
const PATIENT = { timeout: 15_000 };

interface Running {
  readonly url: string;
  readonly ended: Promise<number>;
  readonly output: () => string;
  readonly send: (request: Request) => Promise<Response>;
}

let ws155: Ws155;
let folder: string;
let running: Running | undefined;

beforeEach(async () => {
  ws155 = await startWs155(SECRET);
  folder = mkdtempSync(join(tmpdir(), 'gateway-test-'));
  write('secret', SECRET);
  write('token', TOKEN);
  write('grafana', GRAFANA_SECRET);
});
afterEach(async () => {
  if (running) {
    process.emit('SIGTERM', 'SIGTERM');
    await running.ended;
  }
  running = undefined;
  await ws155.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), `${text}\n`);
}

/** The command in this process, from its arguments to its exit code. */
async function start(args: readonly string[] = []): Promise<Running> {
  let output = '';
  const ownArgs = ['gateway', '--url', ws155.url, '--port', '0', '--secret-file', join(folder, 'secret')];
  const senders = ['--token-file', join(folder, 'token'), '--grafana-secret-file', join(folder, 'grafana')];
  let listening = (_: string) => {};
  const url = new Promise<string>((done) => (listening = done));
  const write = (text: string) => {
    output += text;
    const found = /listening on (http:\S+),/.exec(output)?.[1];
    if (found !== undefined) listening(found);
  };
  const ended = runCli({
    args: [...ownArgs, ...senders, ...args],
    commands: COMMANDS,
    facts: FACTS,
    io: {
      cwd: folder,
      env: process.env,
      nodeVersion: '20.0.0',
      isTTY: false,
      loadTelemetry: () => import('../../../src/cli/cli-telemetry.js'),
      stdin: () => process.stdin,
      stdout: write,
      stderr: write,
      ask: async () => undefined,
      spawn: async () => 1,
    },
  });
  const address = await Promise.race([url, ended.then((code) => Promise.reject(new Error(`ended with ${String(code)}: ${output}`)))]);
  running = {
    url: address,
    ended,
    output: () => output,
    send: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      return fetch(`${address}${pathname}${search}`, { method, headers, body: await request.text() });
    },
  };
  return running;
}

test('alerts of both senders arrive at WS-155', async () => {
  const { send, output } = await start();
  expect((await send(alertmanagerPost())).status).toBe(200);
  expect((await send(grafanaPost())).status).toBe(200);
  expect(ws155.accepted.map(({ data }) => data.source)).toEqual(['alertmanager', 'grafana']);
  expect(output()).toMatch(/^gateway: accepted firing critical "BackupJobFailed" alert_[0-9a-f]{12}$/m);
});

test('it answers whether it is healthy', async () => {
  const { url, send } = await start();
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok\n');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`, { method: 'POST' })).status).toBe(405);

  ws155.setMode(({ data }) => (data.identity.job === 'poison' ? 422 : 'ok'));
  await send(alertmanagerPost(notificationOf([alertOf(), alertOf({ labels: { backup_job_name: 'poison' } })], { truncatedAlerts: 3 })));
  await send(alertmanagerPost('{'));
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics.split('\n').filter((line) => !line.startsWith('#') && line !== '')).toEqual([
    'backup_telemetry_gateway_answers_total{status="200"} 1',
    'backup_telemetry_gateway_answers_total{status="400"} 1',
    'backup_telemetry_gateway_alerts_total{outcome="accepted"} 2',
    'backup_telemetry_gateway_alerts_total{outcome="unavailable"} 0',
    'backup_telemetry_gateway_alerts_total{outcome="undeliverable"} 1',
    'backup_telemetry_gateway_lost_alerts_total 1',
    'backup_telemetry_gateway_truncated_alerts_total 3',
    'backup_telemetry_gateway_uncleaned_texts_total 0',
    'backup_telemetry_gateway_failures_total 0',
  ]);
});

test.each(['secret', 'token', 'grafana'])(
  'it is not ready while the file %s is gone or wrong, and works on with what it read',
  async (name) => {
    const { url, send } = await start();
    const ready = async () => (await fetch(`${url}/readyz`)).status;
    expect(await ready()).toBe(200);
    rmSync(join(folder, name));
    expect(await ready()).toBe(503);
    expect((await send(alertmanagerPost())).status).toBe(200);
    write(name, 'short');
    expect(await ready()).toBe(503);
    write(name, { secret: SECRET, token: TOKEN, grafana: GRAFANA_SECRET }[name] ?? '');
    expect(await ready()).toBe(200);
  },
);

test('a named pipe in place of its secrets holds up neither its start nor what runs', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(start(['--secret-file', pipe])).rejects.toThrow(
    /--secret-file .*Expected .*pipe to be a regular file with secrets, got a named pipe/s,
  );
  const { url, send } = await start();
  for (const name of ['secret', 'token']) {
    rmSync(join(folder, name));
    execFileSync('mkfifo', [join(folder, name)]);
  }
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await send(alertmanagerPost())).status).toBe(200);
});

test('SIGTERM does not wait for connections over which nothing is in flight', async () => {
  const { url, ended } = await start();
  const { port } = new URL(url);
  const sockets = [0, 1].map(() => connect(Number(port), '127.0.0.1').on('error', () => {}));
  const [kept, silent] = sockets;
  const received = new Promise((done) => kept?.once('data', done));
  kept?.write('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
  await received;
  await expect.poll(() => silent?.readyState).toBe('open');
  const began = performance.now();
  process.emit('SIGTERM', 'SIGTERM');
  expect(await ended).toBe(0);
  // The grace is 11 s.
  expect(performance.now() - began).toBeLessThan(5_000);
  running = undefined;
});

test('a proxy in front of it may put parts before the path of a sender', async () => {
  const { send, url } = await start();
  expect((await send(alertmanagerPost(notificationOf(), {}, '/backups/gateway/alertmanager?level=1'))).status).toBe(200);
  expect((await send(new Request('http://gateway/backups/grafana', grafanaPost()))).status).toBe(200);
  expect(ws155.accepted.map(({ data }) => [data.source, data.level])).toEqual([
    ['alertmanager', 1],
    ['grafana', 0],
  ]);
  expect((await fetch(`${url}/alertmanager/elsewhere`, { method: 'POST' })).status).toBe(404);
});

test('it asks Alertmanager for a token as every server does, before it reads a body, and counts who has none', async () => {
  const { send, url, output } = await start();
  const post = (headers: Record<string, string>) => {
    const request = alertmanagerPost();
    request.headers.delete('authorization');
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    return send(request);
  };
  expect((await post({ 'x-monitoring-token': TOKEN })).status).toBe(200);
  expect((await post({ 'x-monitoring-token': '', authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  const refused = await post({ 'x-monitoring-token': `${TOKEN}x` });
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(await refused.json()).toEqual({ error: 'Expected a token that is known here' });
  expect((await fetch(`${url}/alertmanager`)).status).toBe(405);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  expect(output().match(/answered \d+ \(\w+\)/g)).toEqual([
    'answered 401 (authentication)',
    'answered 405 (method)',
    'answered 404 (path)',
  ]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics.match(/answers_total\{.*/g)).toEqual(
    [200, 401, 404, 405].map((status) => `answers_total{status="${String(status)}"} ${status === 200 ? '2' : '1'}`),
  );
});

test('its output names what went wrong and holds no secret', async () => {
  const { send, output } = await start();
  ws155.setMode(500);
  await send(alertmanagerPost());
  ws155.setMode(400);
  await send(alertmanagerPost());
  await send(alertmanagerPost(notificationOf([null])));
  await send(alertmanagerPost(notificationOf(), { authorization: 'Bearer nobody' }));
  expect(output()).toMatch(/not accepted firing critical "BackupJobFailed" alert_\w+: status 500/);
  expect(output()).toMatch(/rejected with status 400 firing critical "BackupJobFailed" alert_\w+; nobody was notified/);
  expect(output()).toContain('malformed an alert that could not be read; nobody was notified');
  expect(output()).toContain('answered 401 (authentication)');
  for (const secret of [SECRET, TOKEN, GRAFANA_SECRET, 'Backup nightly failed']) expect(output()).not.toContain(secret);
});

test('its output is JSON where that is asked for', async () => {
  const { send, output } = await start(['--log-format', 'json']);
  expect((await send(alertmanagerPost())).status).toBe(200);
  const lines = output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.at(-1)).toMatchObject({
    level: 'info',
    server: 'gateway',
    event: 'accepted',
    alert: 'BackupJobFailed',
    alertId: ws155.accepted[0]?.id,
  });
});

test('a rotated secret is used without a restart', async () => {
  const { send } = await start();
  write('secret', NEXT_SECRET);
  await expect.poll(async () => (await send(alertmanagerPost())).status, PATIENT).toBe(503);
  write('secret', `${NEXT_SECRET}\n${SECRET}`);
  await expect.poll(async () => (await send(alertmanagerPost())).status, PATIENT).toBe(200);
});

test('SIGTERM lets requests in progress end and takes no new ones', async () => {
  let release: (() => void) | undefined;
  const slow = createServer((request, response) => {
    request.resume();
    release = () => response.writeHead(204).end();
  });
  const { url } = await start(['--url', await listen(slow)]);
  const inProgress = running!.send(alertmanagerPost());
  await expect.poll(() => release, PATIENT).toBeDefined();
  process.emit('SIGTERM', 'SIGTERM');
  await expect.poll(() => canConnect(url), PATIENT).toBe(false);
  release?.();
  expect((await inProgress).status).toBe(200);
  expect(await running!.ended).toBe(0);
  expect(running!.output()).toContain('gateway: SIGTERM, finishing what was begun');
  running = undefined;
  slow.close();
});

test('an address in use is said', async () => {
  const taken = createServer();
  const { port } = new URL(await listen(taken));
  await expect(start(['--port', port])).rejects.toThrow('EADDRINUSE');
  await close(taken);
});

describe('behind a proxy', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('alerts go through it', async () => {
    const hosts: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket, head) => {
      hosts.push(request.url ?? '');
      const onward = connect(Number(new URL(ws155.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    const address = await listen(proxy);
    for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, address);
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
    const { send } = await start(['--url', 'http://ws-155.invalid/alerts']);
    expect((await send(alertmanagerPost())).status).toBe(200);
    expect(hosts).toEqual(['ws-155.invalid:80']);
    expect(ws155.accepted).toHaveLength(1);
    await close(proxy);
  });
});

function canConnect(url: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}
