import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { holdSecret } from '../kit/leak-search.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { findPostgres, startPostgres, type PostgresServer } from '../kit/postgres-server.js';
import { buildIfMissing, startExample, type RunningExample } from '../kit/run-example.js';
import { withoutSanitizing } from '../kit/without-sanitizing.js';

const BOOTSTRAP = './examples/fastify-service/telemetry.mjs';
const EMAIL = 'anna.miller@example.com';

const bin = findPostgres();
let server: PostgresServer;
let sink: OtlpSink;
let folder: string;
const started: RunningExample[] = [];

beforeAll(async () => {
  buildIfMissing();
  if (bin) server = await startPostgres(bin);
  else if (process.env['CI'] === 'true') throw new Error('These tests need the PostgreSQL server programs: apt-get install postgresql.');
}, 120_000);
afterAll(async () => {
  await server?.stop();
});
beforeEach(async (context) => {
  if (!bin) context.skip('no PostgreSQL server programs on this machine: apt-get install postgresql');
  sink = await startOtlpSink();
  folder = mkdtempSync(join(tmpdir(), 'fastify-test-'));
});
afterEach(async () => {
  for (const program of started.splice(0)) program.kill('SIGKILL');
  await sink?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Service {
  readonly url: string;
  readonly program: RunningExample;
}

async function startService(bootstrap = BOOTSTRAP): Promise<Service> {
  const program = startExample('fastify-service/main.mjs', {
    env: {
      DATABASE_URL: server.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
      PATH: `${server.bin}:${process.env['PATH'] ?? ''}`,
      PORT: '0',
      TMPDIR: folder,
    },
    nodeOptions: ['--import', bootstrap],
  });
  started.push(program);
  const [, url = ''] = await program.said(/^Listening on (\S+)$/m);
  return { url, program };
}

async function stop({ program }: Service): Promise<void> {
  program.kill('SIGTERM');
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
}

const post = (url: string) => fetch(url, { method: 'POST', headers: { connection: 'close' } });
const get = (url: string) => fetch(url, { headers: { connection: 'close' } });
const outcomes = () =>
  sink
    .events()
    .filter(({ eventName }) => eventName === 'backup.run.finished')
    .map(({ attributes }) => attributes['backup.outcome']);
const bodies = () => sink.requests.map(({ content }) => content);
const statements = () =>
  sink.spans().flatMap(({ attributes }) => {
    const statement = attributes['db.query.text'] ?? attributes['db.statement'];
    return typeof statement === 'string' ? [statement] : [];
  });

/** The password in a recorded statement, if it is there as it was made. */
const passwords = () => statements().flatMap((statement) => /PASSWORD '([\w-]{32})'/.exec(statement)?.[1] ?? []);

async function backUpAndLookFor(guest: string, bootstrap?: string): Promise<void> {
  const service = await startService(bootstrap);
  expect((await post(`${service.url}/backups`)).status).toBe(202);
  await get(`${service.url}/guests?email=${encodeURIComponent(guest)}`);
  await sink.until(() => outcomes().length > 0, 20_000);
  await stop(service);
}

describe('the Fastify service', () => {
  test('backs up by HTTP, in one trace with the request and the queries of pg', async () => {
    const service = await startService();
    expect((await get(`${service.url}/backups/latest`)).status).toBe(404);
    expect((await post(`${service.url}/backups`)).status).toBe(202);
    await sink.until(() => outcomes().length > 0, 20_000);
    const latest = (await (await get(`${service.url}/backups/latest`)).json()) as { done: boolean; bytes: number };
    expect(latest.done).toBe(true);
    expect(sink.events().find(({ eventName }) => eventName === 'backup.run.finished')?.attributes).toMatchObject({
      'backup.artifact.size': latest.bytes,
    });
    await stop(service);

    const backup = sink.spans().find(({ name }) => name === 'backup guests-db');
    const parent = sink.spans().find(({ spanId }) => spanId === backup?.parentSpanId);
    expect(parent?.scope).toBe('@opentelemetry/instrumentation-http');
    const inTrace = sink.spans().filter(({ traceId }) => traceId === backup?.traceId);
    const phases = new Map(inTrace.filter(({ name }) => name.startsWith('backup.phase ')).map(({ spanId, name }) => [spanId, name]));
    expect([...phases.values()]).toEqual(['backup.phase create-role', 'backup.phase dump', 'backup.phase drop-role']);
    const queries = inTrace.filter(({ name, scope }) => scope === '@opentelemetry/instrumentation-pg' && name.startsWith('pg.query'));
    expect(queries.map(({ parentSpanId }) => phases.get(parentSpanId))).toEqual(['backup.phase create-role', 'backup.phase drop-role']);
    expect(server.query("select rolname from pg_roles where rolname like 'backup\\_%'")).toEqual([]);
  });

  test('lets out no password of a statement, no address of a URL, no connection string', async () => {
    await backUpAndLookFor(EMAIL);
    expect(statements().filter((statement) => statement.startsWith('CREATE ROLE'))).toHaveLength(1);
    expect(passwords()).toEqual([]);
    for (const secret of [EMAIL, new URL(server.url).password]) expect(holdSecret(bodies(), secret)).toBe(false);
  });

  test('would let them out without its sanitizing exporters', async () => {
    const control = withoutSanitizing('fastify-service/telemetry.mjs');
    try {
      await backUpAndLookFor(EMAIL, control.path);
    } finally {
      control.remove();
    }
    expect(passwords()).toHaveLength(1);
    expect(holdSecret(bodies(), EMAIL)).toBe(true);
  });

  test('answers 409 while a backup runs; SIGTERM cancels that, records it, and leaves no role behind', async () => {
    // What pg_dump has to lock, somebody else holds.
    server.query('create table if not exists held (id int)');
    const other = new pg.Client({ connectionString: server.url });
    await other.connect();
    await other.query('begin; lock table held in access exclusive mode');
    const service = await startService();
    expect((await post(`${service.url}/backups`)).status).toBe(202);
    expect((await post(`${service.url}/backups`)).status).toBe(409);
    await stop(service);
    await other.end();
    expect(outcomes()).toEqual(['cancelled']);
    expect(server.query("select rolname from pg_roles where rolname like 'backup\\_%'")).toEqual([]);
  });
});
