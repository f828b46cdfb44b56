// @ts-check
// The embedded PostgreSQL computes without a pause, and its dump comes in one piece: in a thread of its own it blocks nobody.
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pgDump } from '@electric-sql/pglite-tools/pg_dump';
import { COUNT_ROWS, makeInserts, SCHEMA } from './made-data.mjs';

/** @typedef {{ name: string, rows: number }} TableCount */

/** @type {PGlite} */
let source;
/** @type {PGlite | undefined} */
let restored;
/** @type {File | Blob} */
let emptyCluster;

const STATEMENTS_AT_ONCE = 40;

/** @param {PGlite} database */
async function countRows(database) {
  return /** @type {TableCount[]} */ ((await database.query(COUNT_ROWS)).rows);
}

/** @type {Record<string, (argument: any, progress: (done: number) => void) => Promise<unknown>>} */
const methods = {
  async open() {
    source = await PGlite.create();
    // Taken before the first row exists: a fresh database for the restore without a second `initdb`.
    emptyCluster = await source.dumpDataDir('none');
    const { rows } = await source.query(`select current_setting('server_version') as version`);
    return /** @type {{ version: string }[]} */ (rows)[0]?.version;
  },

  async fill(_, progress) {
    await source.exec(SCHEMA);
    let done = 0;
    for (const { sql, rows } of makeInserts()) {
      await source.exec(sql);
      progress((done += rows));
    }
    return countRows(source);
  },

  async dump() {
    const file = await pgDump({ pg: source, args: ['--no-owner', '--no-privileges', '--rows-per-insert=100'] });
    // pg_dump leaves its session without a search path.
    await source.exec('reset search_path');
    return new Uint8Array(await file.arrayBuffer());
  },

  async prepare() {
    restored = await PGlite.create({ loadDataDir: emptyCluster });
  },

  async load(/** @type {Uint8Array} */ dump, progress) {
    if (!restored) throw new Error('There is no fresh database to load into.');
    // No made text holds a line break, so a line that begins with INSERT begins a statement.
    const statements = Buffer.from(dump)
      .toString()
      .split(/^(?=INSERT INTO )/m);
    let done = 0;
    for (let first = 0; first < statements.length; first += STATEMENTS_AT_ONCE) {
      const sql = statements.slice(first, first + STATEMENTS_AT_ONCE).join('');
      await restored.exec(sql);
      progress((done += Buffer.byteLength(sql)));
    }
  },

  async countRestored() {
    return restored ? countRows(restored) : [];
  },

  async discard() {
    await restored?.close();
    restored = undefined;
  },
};

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

/** @param {{ id: number, method: string, argument: unknown }} call */
async function answer({ id, method, argument }) {
  try {
    const result = await methods[method]?.(argument, (done) => port.postMessage({ id, progress: done }));
    port.postMessage({ id, result });
  } catch (error) {
    port.postMessage({ id, error });
  }
}

port.on('message', (call) => void answer(call));
