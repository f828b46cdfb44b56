// @ts-check
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { COUNT_ROWS, makeInserts, SCHEMA } from './made-data.mjs';

/** @typedef {import('./database.mjs').DemoDatabase} DemoDatabase */

/**
 * A real server through `psql` and `pg_dump`. Two databases of the demo's own are made on it and dropped afterwards;
 * the database that the URL names is only connected to.
 * @param {string} url
 * @param {AbortSignal} signal Stops the programs.
 * @returns {DemoDatabase}
 */
export function createServerDatabase(url, signal) {
  if (!URL.canParse(url)) throw new Error('DATABASE_URL is no URL such as postgres://user:password@localhost:5432/postgres.');
  const home = new URL(url);
  const password = decodeURIComponent(home.password) || home.searchParams.get('password');
  // Arguments of a program can be seen by everybody on the machine; its environment can not.
  home.password = '';
  home.searchParams.delete('password');
  const env = { ...process.env, ...(password && { PGPASSWORD: password }) };
  const source = `wedsync_demo_${randomBytes(4).toString('hex')}`;
  const restored = `${source}_restored`;

  /** @param {string} [database] */
  const at = (database) => {
    const target = new URL(home);
    if (database !== undefined) target.pathname = `/${database}`;
    return target.href;
  };

  /**
   * @param {string} program
   * @param {readonly string[]} args
   * @param {boolean} [stoppable]
   */
  function start(program, args, stoppable = true) {
    const child = spawn(program, args, { env, ...(stoppable && { signal }), stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    /** @type {Promise<void>} */
    const ended = new Promise((resolve, reject) => {
      child.once('error', (error) => reject(isMissing(error) ? new ToolError(program, null, 'it is not installed') : error));
      child.once('close', (code) => (code === 0 ? resolve() : reject(new ToolError(program, code, said))));
    });
    ended.catch(() => {}); // Whoever started it awaits it later.
    return { child, ended };
  }

  /** @param {string | undefined} database @param {Iterable<string> | AsyncIterable<string | Uint8Array>} sql @param {boolean} [stoppable] */
  async function psql(database, sql, stoppable) {
    const { child, ended } = start('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', at(database)], stoppable);
    let answer = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (answer += text));
    // When psql stops in mid-input its own message says more than the broken pipe does.
    const fed = pipeline(Readable.from(sql), child.stdin).catch((error) => error);
    await ended;
    const broken = await fed;
    if (broken) throw broken;
    return answer.trim();
  }

  /** @param {string} database */
  async function countRows(database) {
    const lines = (await psql(database, [COUNT_ROWS])).split('\n');
    return lines.map((line) => line.split('|')).map(([name = '', rows]) => ({ name, rows: Number(rows) }));
  }

  return {
    kind: 'server',
    async open() {
      const version = await psql(undefined, ['show server_version']);
      await psql(undefined, [`create database ${source} template template0`]);
      return `PostgreSQL ${version.split(' ')[0]}, server of DATABASE_URL`;
    },
    async fill(progress) {
      let done = 0;
      function* statements() {
        yield SCHEMA;
        for (const { sql, rows } of makeInserts()) {
          yield sql;
          progress((done += rows));
        }
      }
      await psql(source, statements());
      return countRows(source);
    },
    async dump() {
      const { child, ended } = start('pg_dump', ['--no-owner', '--no-privileges', '-d', at(source)]);
      child.stdin.end();
      async function* output() {
        yield* child.stdout;
        await ended; // A dump that broke off must not pass for a short one.
      }
      return /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(Readable.from(output(), { objectMode: false })));
    },
    async prepareRestore() {
      await psql(undefined, [`create database ${restored} template template0`]);
    },
    async loadRestore(sql, progress) {
      let done = 0;
      async function* counted() {
        for await (const chunk of sql) {
          yield chunk;
          progress((done += chunk.byteLength));
        }
      }
      await psql(restored, counted());
    },
    countRestored: () => countRows(restored),
    async discardRestore() {
      await psql(undefined, [`drop database if exists ${restored} with (force)`]);
    },
    async close() {
      for (const database of [restored, source]) {
        await psql(undefined, [`drop database if exists ${database} with (force)`], false).catch(() => {});
      }
    },
  };
}

/** @param {NodeJS.ErrnoException} error */
function isMissing({ code }) {
  return code === 'ENOENT';
}

/** A program of PostgreSQL that failed. Its message may hold anything; only its class and exit code ever leave. */
class ToolError extends Error {
  /** @param {string} program @param {number | null} exitCode @param {string} said */
  constructor(program, exitCode, said) {
    super(`${program} failed${said.trim() ? `: ${said.trim()}` : ''}`);
    this.exitCode = exitCode;
  }
}
