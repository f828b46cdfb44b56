import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { SqlDatabase } from '../../../src/monitor/store/database.js';
import { openPostgresDatabase } from '../../../src/monitor/store/postgres.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { findPostgres, startPostgres, type PostgresServer } from '../postgres-server.js';

/** A place for one store, empty at first, that can be opened again and again. */
export interface StorePlace {
  readonly open: () => Promise<SqlDatabase>;
}

/** The kinds of database that a store may be in, each of which makes new places within `describe`. */
export const STORE_KINDS = [
  ['SQLite', sqlitePlaces],
  ['PostgreSQL', postgresPlaces],
] as const;

function sqlitePlaces(): () => StorePlace {
  let folder = '';
  let count = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'monitor-store-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => {
    const path = join(folder, `${++count}`, 'monitor.db');
    return { open: () => openSqliteDatabase({ path }) };
  };
}

function postgresPlaces(): () => StorePlace {
  let server: PostgresServer | undefined;
  let count = 0;
  beforeAll(async () => {
    const bin = findPostgres();
    if (bin === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
    server = await startPostgres(bin);
  });
  afterAll(() => server?.stop());
  return () => {
    const name = `place_${++count}`;
    server?.query(`create database ${name}`);
    const url = (server?.url ?? '').replace(/[^/]*$/, name);
    return { open: () => openPostgresDatabase({ url }) };
  };
}
