// @ts-check
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { backUp } from './backup.mjs';
import { createService } from './service.mjs';

const { DATABASE_URL = 'postgres://postgres:postgres@localhost:5432/postgres', PORT = '3000' } = process.env;

const pool = new pg.Pool({ connectionString: DATABASE_URL });
await pool.query('CREATE TABLE IF NOT EXISTS guests (email text PRIMARY KEY, name text NOT NULL)');

const stop = new AbortController();
const site = { pool, database: new URL(DATABASE_URL), folder: await mkdtemp(join(tmpdir(), 'dumps-')) };
const service = createService({ pool, backUp: () => backUp(site, stop.signal) });

async function shutDown() {
  stop.abort();
  await service.close();
  await pool.end();
  console.log('Stopped.');
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void shutDown());

console.log(`Listening on ${await service.listen({ port: Number(PORT), host: '127.0.0.1' })}`);
