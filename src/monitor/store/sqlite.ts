import { closeSync, fchmodSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StoreError, type SqlDatabase, type SqlSession, type SqlValue } from './database.js';
import { openSqlite, type SqliteConnection, type SqliteStatement } from './sqlite-driver.js';

export interface SqliteOptions {
  readonly path: string;
  /** `full` survives power loss as well as the death of the process, and takes a few milliseconds for each commit. @default 'normal' */
  readonly durability?: 'normal' | 'full' | undefined;
  /** How long to wait for another process that writes. @default 5_000 */
  readonly busyMs?: number;
}

const MOST_STATEMENTS = 200;

/**
 * A file of SQLite, in WAL mode: what was committed survives the death of the process at any moment. Made where it is absent, for its owner only.
 *
 * @throws StoreError
 */
export async function openSqliteDatabase({ path, durability = 'normal', busyMs = 5_000 }: SqliteOptions): Promise<SqlDatabase> {
  const connection = await opened(path);
  const statements = new Map<string, SqliteStatement>();
  let lock: SqliteConnection | undefined;
  // SQLite's own waiting would hold up the whole process.
  const whenFree = (sql: string) => untilFree(() => connection.exec(sql), busyMs);
  // A file that is no database is found out here.
  await whenFree('pragma journal_mode = wal');
  attempt(() => {
    connection.exec(`pragma synchronous = ${durability}`);
    connection.exec('pragma foreign_keys = on');
  });

  function run(sql: string, values: readonly SqlValue[] = []): unknown[] {
    let statement = statements.get(sql);
    if (!statement) {
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      statements.set(sql, (statement = connection.prepare(sql.replace(/\$(?=\d)/g, '?'))));
    }
    return statement.all(...values);
  }
  // There is one connection: what is asked for while a transaction is open waits for its end.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }
  const runNow = <Row>(sql: string, values?: readonly SqlValue[]) => attempt(() => run(sql, values)) as Row[];
  const session: SqlSession = { run: (sql, values) => Promise.resolve().then(() => runNow(sql, values)) };

  return {
    kind: 'sqlite',
    run: (sql, values) => inTurn(() => runNow(sql, values)),
    transaction: (work) =>
      inTurn(async () => {
        // At its beginning, so that it waits for other processes here and nowhere else.
        await whenFree('begin immediate');
        try {
          const result = await work(session);
          attempt(() => connection.exec('commit'));
          return result;
        } catch (error) {
          rollBack(connection);
          throw error;
        }
      }),
    async hold() {
      // A file of its own: copies and backups may read the other one. The system gives it free when the process is gone.
      lock = await opened(`${path}-lock`);
      try {
        lock.exec('begin exclusive');
        return true;
      } catch (error) {
        lock.close();
        lock = undefined;
        if (BUSY.test((error as Error).message)) return false;
        throw storeError(error);
      }
    },
    close: () =>
      inTurn(() => {
        lock?.close();
        statements.clear();
        connection.close();
      }),
  };
}

const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 50;

/** Tries again while another connection writes. */
async function untilFree(work: () => void, mostMs: number): Promise<void> {
  const end = performance.now() + mostMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return work();
    } catch (error) {
      if (!BUSY.test((error as Error).message) || performance.now() + waitMs > end) throw storeError(error);
    }
    await delay(waitMs);
  }
}

async function opened(path: string): Promise<SqliteConnection> {
  if (path !== ':memory:') attempt(() => makePrivate(path));
  try {
    return await openSqlite(path);
  } catch (error) {
    throw error instanceof StoreError ? error : storeError(error);
  }
}

/** SQLite gives the files beside it the same mode. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a', 0o600);
  fchmodSync(file, 0o600);
  closeSync(file);
}

function rollBack(connection: SqliteConnection): void {
  try {
    connection.exec('rollback');
  } catch {
    // SQLite has done so itself, such as when the disk is full.
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof StoreError ? error : storeError(error);
  }
}

const BUSY = /database is locked|database table is locked|busy/i;
const CORRUPT = /malformed|not a database|corrupt/i;

function storeError(error: unknown): StoreError {
  const { message, code } = error as NodeJS.ErrnoException;
  // What the system says of a file names its path.
  const reason = code?.startsWith('E') && !code.startsWith('ERR_') ? code : message;
  if (/constraint|datatype mismatch|string or blob too big/i.test(message))
    return new StoreError('rejected', `The database file does not take what it was given: ${message}`, { cause: error });
  return CORRUPT.test(message)
    ? new StoreError('corrupt', `The database file cannot be read: ${reason}`, { cause: error })
    : new StoreError('unavailable', `The database file cannot be used: ${reason}`, { cause: error });
}
