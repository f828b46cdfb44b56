import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startMonitorServer } from '../../../src/cli/monitor/start.js';
import { findPlace } from '../../../src/cli/monitor/place.js';
import { MONITOR_OPTIONS, type MonitorValues } from '../../../src/cli/monitor/options.js';
import { openPostgresDatabase } from '../../../src/monitor/store/postgres.js';
import { createStore } from '../../../src/monitor/store/store.js';
import { readOptions } from '../../../src/server/config/read-options.js';
import { close, listen } from '../../kit/loopback.js';
import { findPostgres, startPostgres, type PostgresServer } from '../../kit/postgres-server.js';

let server: PostgresServer;
let folder = '';
beforeAll(async () => {
  server = await startPostgres(findPostgres() ?? '');
});
afterAll(() => server.stop());
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function valuesOf(given: Readonly<Record<string, string>>): MonitorValues {
  folder = mkdtempSync(join(tmpdir(), 'monitor-start-'));
  writeFileSync(join(folder, 'tokens'), `sender ingest ${'x'.repeat(43)}\n`);
  const result = readOptions(MONITOR_OPTIONS, { given: { port: '0', 'token-file': join(folder, 'tokens'), ...given }, env: {} });
  if ('mistake' in result) throw new Error(result.mistake);
  return result.values;
}

const io = { stdout: () => {}, stderr: () => {}, env: {} } as never;

/** How many connections others than this question have. */
const connections = () => Number(server.query("select count(*) from pg_stat_activity where application_name like 'backup-telemetry%'")[0]);

async function newest(url: string, version: number): Promise<void> {
  const database = await openPostgresDatabase({ url });
  const store = await createStore(database);
  await database.run('insert into backup_schema (version, applied_at) values ($1, 0)', [version]);
  await store.close();
}

test('a start that fails after it has the database gives it back, and says what is wrong with it', async () => {
  server.query('create database newer');
  const url = server.url.replace(/[^/]*$/, 'newer');
  await newest(url, 1_000);
  await expect(startMonitorServer(valuesOf({ database: url }), io)).rejects.toMatchObject({
    code: 'configuration_invalid',
    message: expect.stringMatching(/--database .*The store has version 1000/) as string,
  });
  expect(connections()).toBe(0);
});

test('so does one for which the address is taken, and one that finds another monitor there', async () => {
  server.query('create database taken');
  const database = server.url.replace(/[^/]*$/, 'taken');
  const other = createServer();
  const port = new URL(await listen(other)).port;
  await expect(startMonitorServer(valuesOf({ database, port }), io)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(connections()).toBe(0);
  await close(other);

  const first = await startMonitorServer(valuesOf({ database }), io);
  const before = connections();
  await expect(startMonitorServer(valuesOf({ database }), io)).rejects.toThrow('another monitor has this database');
  expect(connections()).toBe(before);
  await first.server.stop();
  expect(connections()).toBe(0);
});

test('a server that is not there is said, and leaves nothing open', async () => {
  const gone = createServer();
  const { port } = new URL(await listen(gone));
  await close(gone);
  const database = `postgres://nobody@127.0.0.1:${port}/none`;
  await expect(startMonitorServer(valuesOf({ database }), io)).rejects.toMatchObject({
    code: 'configuration_invalid',
    message: expect.stringContaining('PostgreSQL did not answer as expected: ECONNREFUSED') as string,
  });
});

test('a monitor whose database is gone is alive and not ready', async () => {
  const own = await startPostgres(findPostgres() ?? '');
  const started = await startMonitorServer(valuesOf({ database: own.url }), io);
  const statuses = () => Promise.all(['healthz', 'readyz'].map(async (path) => (await fetch(`${started.server.url}/${path}`)).status));
  expect(await statuses()).toEqual([200, 200]);
  await own.stop();
  await vi.waitFor(async () => expect(await statuses()).toEqual([200, 503]), { timeout: 10_000 });
  await started.lost;
  await started.server.stop();
});

test.each([
  ['a file with the address', (url: string) => ({ file: `# of the monitor\n${url}\n`, env: {} }), 'PostgreSQL by --database-file'],
  ['DATABASE_URL', (url: string) => ({ file: undefined, env: { DATABASE_URL: url } }), 'PostgreSQL by DATABASE_URL'],
  [
    '--database, whatever DATABASE_URL is',
    (url: string) => ({ file: undefined, database: url, env: { DATABASE_URL: 'postgres://elsewhere/x' } }),
    'PostgreSQL by --database',
  ],
])('%s says where the database is', async (_what, make, place) => {
  const { file, env, ...given } = make(server.url) as { file?: string; env: object; database?: string };
  const values = valuesOf(given);
  const path = join(folder, 'address');
  if (file !== undefined) writeFileSync(path, file);
  const started = await startMonitorServer({ ...values, 'database-file': file === undefined ? undefined : path }, {
    ...(io as object),
    env,
  } as never);
  expect(started.place).toContain(place);
  await started.server.stop();
});

test.each([
  ['no address', 'mysql://x', 'Expected one line with an address postgres://…, got another text.'],
  ['two of them', 'postgres://a/x\npostgres://b/x', 'Expected one line with an address'],
  ['nothing', '\n', 'to hold a secret, got an empty one'],
])('a file with %s is refused, and what stands in it is not repeated', async (_what, text, sentence) => {
  const values = valuesOf({});
  const path = join(folder, 'address');
  writeFileSync(path, text);
  await expect(startMonitorServer({ ...values, 'database-file': path }, io)).rejects.toMatchObject({
    code: 'configuration_invalid',
    message: expect.stringContaining(sentence) as string,
  });
});

test('a DATABASE_URL of another kind of database is none of this program, and a server needs tokens', async () => {
  const { 'token-file': _, ...values } = valuesOf({});
  const env = { DATABASE_URL: server.url };
  await expect(startMonitorServer({ ...values, 'token-file': undefined }, { ...(io as object), env } as never)).rejects.toThrow(
    'give --token-file',
  );
  expect(findPlace(values as MonitorValues, { DATABASE_URL: 'mysql://db/x' })).toMatchObject({
    isServer: false,
    at: 'backup-monitor/monitor.db',
  });
});
