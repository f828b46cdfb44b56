import { gzipSync } from 'node:zlib';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { afterEach, expect, test, vi } from 'vitest';
import { importSecrets } from '../../../src/alerts/crypto/keys.js';
import { createBackupTelemetry } from '../../../src/index.js';
import { ingestRoutes } from '../../../src/monitor/ingest-routes.js';
import { startMonitor, type Monitor } from '../../../src/monitor/monitor.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { createRouter } from '../../../src/server/router.js';
import { startServer, type RunningServer } from '../../../src/server/start-server.js';
import { typesOf, startWs155, type Ws155 } from '../../kit/ws-155.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const running: (() => Promise<unknown>)[] = [];
const errors: unknown[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
  expect(errors.splice(0)).toEqual([]);
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-'));
  running.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  return folder;
}

interface Started {
  readonly monitor: Monitor;
  readonly server: RunningServer;
  readonly stop: () => Promise<void>;
}

async function start(folder: string, ws155: Ws155, now?: () => number): Promise<Started> {
  const monitor = await startMonitor({
    database: await openSqliteDatabase({ path: join(folder, 'monitor.db') }),
    deliver: { url: ws155.url, keys: () => importSecrets([SECRET]), fetch: globalThis.fetch, attemptMs: 2_000, onEvent: () => {} },
    evaluateEveryMs: 50,
    saveEveryMs: 50,
    onError: (error) => errors.push(error),
    onProblem: () => {},
    ...(now && { now }),
  });
  const routes = ingestRoutes({ take: monitor.take, sanitizer: createSanitizer(), now: now ?? Date.now, onRequest: () => {} });
  const open = routes.map((route) => ({ ...route, role: 'public' as const }));
  const server = await startServer({
    handle: createRouter({ routes: open }),
    host: '127.0.0.1',
    port: 0,
    graceMs: 1_000,
    onError: () => {},
  });
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= (async () => {
      await server.stop();
      await monitor.stop();
    })());
  running.push(stop);
  return { monitor, server, stop };
}

async function startReceiver(): Promise<Ws155> {
  const ws155 = await startWs155(SECRET);
  running.push(() => ws155.close());
  return ws155;
}

/** A service whose SDK keeps what it emits until it is asked for. */
function createService() {
  const exporter = new InMemoryLogRecordExporter();
  const resource = resourceFromAttributes({ 'service.name': 'backups', 'deployment.environment.name': 'production' });
  const loggerProvider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
  const telemetry = createBackupTelemetry({ loggerProvider });
  const take = (encoding: 'json' | 'protobuf') => {
    const body = (encoding === 'json' ? JsonLogsSerializer : ProtobufLogsSerializer).serializeRequest(exporter.getFinishedLogRecords())!;
    exporter.reset();
    return body;
  };
  return { telemetry, take };
}

const post = (url: string, body: Uint8Array, headers: Record<string, string>) =>
  fetch(`${url}/v1/logs`, { method: 'POST', body: new Uint8Array(body), headers });

test.each(['json', 'protobuf'] as const)('a failed run in %s reaches WS-155 signed, and its end as well', async (encoding) => {
  const ws155 = await startReceiver();
  const { monitor, server } = await start(makeFolder(), ws155);
  const { telemetry, take } = createService();
  const type = encoding === 'json' ? 'application/json' : 'application/x-protobuf';

  await expect(
    telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, () =>
      Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
    ),
  ).rejects.toThrow();
  const answer = await post(server.url, take(encoding), { 'content-type': type });
  expect(answer.status).toBe(200);
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing']));
  expect(ws155.acted[0]?.data).toMatchObject({
    alert: 'BackupJobFailed',
    severity: 'critical',
    identity: { environment: 'production', service: 'backups', operation: 'backup', job: 'nightly', destination: 's3-eu' },
    errorType: 'ECONNREFUSED',
    summary: expect.stringContaining('backup "nightly" at s3-eu of backups in production') as string,
  });
  expect(monitor.alerts().map(({ alert }) => alert)).toContain('BackupJobFailed');

  await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, () => 'done');
  // As a collector sends it.
  await post(server.url, gzipSync(take(encoding)), { 'content-type': type, 'content-encoding': 'gzip' });
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing', 'alert.resolved']));
  expect(ws155.refused).toEqual([]);
  expect((await monitor.runs()).map(({ outcome }) => outcome)).toEqual(['success', 'failure']);
});

test('what was alerted before a restart ends after it, and nothing is sent twice', async () => {
  const folder = makeFolder();
  const ws155 = await startReceiver();
  const { telemetry, take } = createService();
  const before = await start(folder, ws155);
  await expect(telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(new Error('x')))).rejects.toThrow();
  await post(before.server.url, take('json'), { 'content-type': 'application/json' });
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing']));
  await before.stop();

  const after = await start(folder, ws155);
  expect([...after.monitor.states().values()].map(({ failures }) => failures.length)).toEqual([1]);
  await telemetry.withBackup({ job: 'nightly' }, () => 'done');
  await post(after.server.url, take('json'), { 'content-type': 'application/json' });
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing', 'alert.resolved']));
  expect(new Set(ws155.seen.map(({ id }) => id)).size).toBe(ws155.seen.length);
});

test('an alert waits for WS-155 through its outage and through the death of the monitor', async () => {
  const folder = makeFolder();
  const ws155 = await startReceiver();
  const { telemetry, take } = createService();
  await ws155.goDown();
  const before = await start(folder, ws155);
  await expect(telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(new Error('x')))).rejects.toThrow();
  expect((await post(before.server.url, take('json'), { 'content-type': 'application/json' })).status).toBe(200);
  await vi.waitFor(async () => expect((await before.monitor.deliveries())[0]?.attempts).toBeGreaterThan(1));
  expect((await before.monitor.deliveries())[0]).toMatchObject({ acceptedAt: null, status: null, reason: 'ECONNREFUSED' });
  await before.stop();

  await ws155.comeBack();
  const after = await start(folder, ws155);
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing']), { timeout: 5_000 });
  await vi.waitFor(async () =>
    expect((await after.monitor.deliveries()).find(({ alert }) => alert === 'BackupJobFailed')?.acceptedAt).toEqual(expect.any(Number)),
  );
});

test('a job that is not heard of any more is alerted by time alone', async () => {
  let ahead = 0;
  const ws155 = await startReceiver();
  const { server, monitor } = await start(makeFolder(), ws155, () => Date.now() + ahead);
  const { telemetry, take } = createService();
  const job = telemetry.defineBackup({ job: 'hourly', every: '1h', startGrace: '5m' });
  await job.run(() => 'done');
  await post(server.url, take('json'), { 'content-type': 'application/json' });
  await new Promise((done) => setTimeout(done, 200));
  expect(typesOf(ws155.seen, 'hourly')).toEqual([]);
  ahead = 66 * 60_000;
  // WS-155 does not take what is signed an hour ahead of its own clock.
  await vi.waitFor(() => expect(monitor.alerts().map(({ alert }) => alert)).toEqual(['BackupOverdue']));
  await vi.waitFor(() => expect(ws155.refused.length).toBeGreaterThan(0));
});

test('the longest names that a job may have cost a part of the summary, and not the alert', async () => {
  const ws155 = await startReceiver();
  const { server } = await start(makeFolder(), ws155);
  const long = (word: string) => `${word} `.repeat(20).slice(0, 120).trim();
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const resource = ['service.name', 'service.namespace', 'deployment.environment.name'].map((key) => attribute(key, long('wedding')));
  const names = ['backup.job.name', 'backup.destination.name'].map((key) => attribute(key, long('timeline')));
  const record = {
    eventName: 'backup.run.finished',
    timeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
    attributes: [
      ...names,
      attribute('backup.operation', 'backup'),
      attribute('backup.outcome', 'failure'),
      attribute('backup.run.id', 'run-1'),
    ],
  };
  const body = JSON.stringify({ resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ logRecords: [record] }] }] });
  expect((await post(server.url, new TextEncoder().encode(body), { 'content-type': 'application/json' })).status).toBe(200);
  await vi.waitFor(() => expect(typesOf(ws155.acted, long('timeline'), 'BackupJobFailed')).toEqual(['alert.firing']));
  expect(ws155.acted.find(({ data }) => data.alert === 'BackupJobFailed')?.data.summary).toHaveLength(500);
});

test('what is no export request is refused, with what was expected, and other signals are taken', async () => {
  const ws155 = await startReceiver();
  const { server } = await start(makeFolder(), ws155);
  const body = new TextEncoder().encode('{"resourceLogs": 7}');
  const answers = await Promise.all([
    post(server.url, body, { 'content-type': 'application/json' }),
    post(server.url, body, { 'content-type': 'text/plain' }),
    post(server.url, body, { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
    post(server.url, body, { 'content-type': 'application/json', 'content-encoding': 'br' }),
    post(server.url, gzipSync(new Uint8Array(30 * 1_048_576)), { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
    fetch(`${server.url}/v1/logs`),
    fetch(`${server.url}/v1/traces`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
    fetch(`${server.url}/v1/metrics`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([400, 415, 400, 415, 413, 405, 200, 200]);
  expect(await answers[0]?.json()).toEqual({ error: 'Expected an ExportLogsServiceRequest in JSON' });
});

test('no path and no secret that a sender let through reaches the disk', async () => {
  const folder = makeFolder();
  const ws155 = await startReceiver();
  const { server, stop } = await start(folder, ws155);
  const attribute = (key: string, text: string) => ({ key, value: { stringValue: text } });
  const record = {
    eventName: 'backup.run.finished',
    timeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
    body: { stringValue: 'pg_dump --password=hunter2hunter2 /srv/secret-place/dump.sql' },
    attributes: [
      attribute('backup.job.name', '/srv/secret-place/nightly'),
      attribute('backup.operation', 'backup'),
      attribute('backup.outcome', 'failure'),
      attribute('backup.run.id', 'run-1'),
      attribute('error.type', 'postgres://admin:hunter2hunter2@db/wedsync'),
      attribute('db.statement', 'select hunter2hunter2'),
    ],
  };
  const body = JSON.stringify({
    resourceLogs: [
      {
        resource: { attributes: [attribute('process.command_line', 'x --password=hunter2hunter2')] },
        scopeLogs: [{ logRecords: [record] }],
      },
    ],
  });
  expect((await post(server.url, new TextEncoder().encode(body), { 'content-type': 'application/json' })).status).toBe(200);
  await vi.waitFor(() => expect(ws155.acted.length).toBeGreaterThan(0));
  await stop();
  const written = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');
  expect(written).toContain('backup.run.finished');
  expect(written).not.toMatch(/hunter2|secret-place|postgres:/);
});
