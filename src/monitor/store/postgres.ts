import { StoreError, type SqlDatabase, type SqlSession, type SqlValue } from './database.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`, as libpq has it. */
  readonly url: string;
  /** @default 4 */
  readonly connections?: number;
  /** How long to wait for a connection. @default 5_000 */
  readonly connectMs?: number;
  /** How long a statement may take. @default 30_000 */
  readonly statementMs?: number;
}

/** What is used of `pg`, which is an optional peer. */
interface PgModule {
  readonly Client: new (options: Readonly<Record<string, unknown>>) => PgConnection;
  readonly Pool: new (options: Readonly<Record<string, unknown>>) => PgPool;
}
interface PgConnection {
  readonly connect: () => Promise<unknown>;
  readonly query: PgQuery;
  readonly end: () => Promise<void>;
  readonly on: (event: 'error' | 'end', listener: () => void) => unknown;
}
interface PgPool {
  readonly connect: () => Promise<PgClient>;
  readonly query: PgQuery;
  readonly end: () => Promise<void>;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
}
interface PgClient {
  readonly query: PgQuery;
  readonly release: (destroy?: boolean) => void;
}
type PgQuery = (sql: string, values?: SqlValue[]) => Promise<{ readonly rows: unknown[] }>;

const NAME = 'backup-telemetry monitor';
const BIGINT = 20;
/** Held by whoever changes the tables. A number of its own: other programs may use the same database. */
const LOCK = 7_305_809_155;

/** A PostgreSQL database of version 15 or newer, such as Supabase's. @throws StoreError */
export async function openPostgresDatabase(options: PostgresOptions): Promise<SqlDatabase> {
  const { url, connections = 4, connectMs = 5_000, statementMs = 30_000 } = options;
  const { Client, Pool } = await loadPg();
  let holder: PgConnection | undefined;
  let release: (() => Promise<void>) | undefined;
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    application_name: NAME,
    // Counts and times in milliseconds are far below 2^53.
    types: { getTypeParser: (oid: number) => (text: string) => parse(oid, text) },
  });
  // An idle connection that breaks is replaced by the next statement, which says so if it cannot be.
  pool.on('error', () => undefined);
  const sessionOf = ({ query }: { readonly query: PgQuery }): SqlSession => ({
    run: async <Row>(sql: string, values: readonly SqlValue[] = []) => (await attempt(() => query(sql, [...values]))).rows as Row[],
  });

  return {
    kind: 'postgresql',
    run: sessionOf({ query: (sql, values) => pool.query(sql, values) }).run,
    async transaction(work, { alone = false } = {}) {
      const client = await attempt(() => pool.connect());
      const session = sessionOf({ query: (sql, values) => client.query(sql, values) });
      let broken = false;
      try {
        await session.run('begin');
        if (alone) await session.run('select pg_advisory_xact_lock($1)', [LOCK]);
        const result = await work(session);
        await session.run('commit');
        return result;
      } catch (error) {
        broken = await session.run('rollback').then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async hold(onLost) {
      // A connection of its own: a pool would give the lock away with it.
      const client = new Client({ connectionString: url, connectionTimeoutMillis: connectMs, application_name: NAME, keepAlive: true });
      let isClosing = false;
      const lost = () => {
        if (!isClosing && holder === client) onLost();
      };
      client.on('error', lost);
      client.on('end', lost);
      release = () => {
        isClosing = true;
        return client.end();
      };
      await attempt(() => client.connect());
      const { rows } = await attempt(() => client.query('select pg_try_advisory_lock($1) as held', [LOCK + 1]));
      if ((rows[0] as { readonly held: boolean } | undefined)?.held === true) {
        holder = client;
        return true;
      }
      await release();
      return false;
    },
    async close() {
      await release?.();
      await pool.end();
    },
  };
}

function parse(oid: number, text: string): SqlValue {
  return NUMBERS.has(oid) ? Number(text) : text;
}
/** Types whose values are numbers: bigint, smallint, integer, real, double precision. */
const NUMBERS: ReadonlySet<number> = new Set([BIGINT, 21, 23, 700, 701]);

async function loadPg(): Promise<PgModule> {
  try {
    // A CommonJS package: all of it stands under `default`, wherever it is loaded from.
    return ((await import('pg')) as unknown as { readonly default: PgModule }).default;
  } catch (cause) {
    throw new StoreError('missing', 'A store in PostgreSQL needs the package pg. Install it: npm install pg', { cause });
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}

/** Classes of SQLSTATE that say that what is stored is damaged: data corrupted, index corrupted. */
const CORRUPT = /^XX00[12]$/;
/** Data exceptions, integrity constraints, and what is larger than an index takes. */
const REJECTED = /^(?:2[23]|54000$)/;

function storeError(error: unknown): StoreError {
  const { code = '' } = error as { readonly code?: string };
  // Without the message: it may name hosts, users and values.
  if (REJECTED.test(code)) return new StoreError('rejected', `PostgreSQL does not take what it was given: ${code}`, { cause: error });
  return CORRUPT.test(code)
    ? new StoreError('corrupt', `PostgreSQL cannot read what is stored: ${code}`, { cause: error })
    : new StoreError('unavailable', `PostgreSQL did not answer as expected${code === '' ? '' : `: ${code}`}`, { cause: error });
}
