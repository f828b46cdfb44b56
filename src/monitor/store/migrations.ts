import { StoreError, type SqlDatabase } from './database.js';

/**
 * The tables, version by version; a version is never changed once it was published. One text for SQLite and PostgreSQL. Times are milliseconds
 * since the Unix epoch, `state` and `attributes` are JSON. Jobs are named by their key; nothing here is a path, an address or a message.
 */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'create table backup_counters (name text primary key, value bigint not null)',
    "insert into backup_counters (name, value) values ('events', 0)",
    `create table backup_jobs (
      job text primary key,
      state text not null,
      sequence bigint not null
    )`,
    `create table backup_events (
      sequence bigint primary key,
      job text not null,
      id text not null,
      name text not null,
      run_sequence bigint not null,
      at double precision not null,
      received_at bigint not null,
      trace_id text,
      resource text not null,
      attributes text not null,
      unique (job, id, name, at)
    )`,
    'create index backup_events_received on backup_events (received_at)',
    `create table backup_runs (
      job text not null,
      run text not null,
      started_at double precision,
      ended_at double precision,
      last_sign double precision not null,
      outcome text,
      type text,
      run_trigger text,
      tier text,
      error_type text,
      phase text,
      exit_code bigint,
      attempt bigint,
      attempts bigint,
      duration double precision,
      artifact_size bigint,
      processed_size bigint,
      file_count bigint,
      proved_run text,
      trace_id text,
      primary key (job, run)
    )`,
    'create index backup_runs_last_sign on backup_runs (last_sign)',
    `create table backup_phases (
      job text not null,
      run text not null,
      phase text not null,
      ended_at double precision not null,
      duration double precision,
      outcome text,
      error_type text,
      processed_size bigint,
      primary key (job, run, phase, ended_at)
    )`,
    `create table backup_alerts (
      job text not null,
      alert text not null,
      severity text not null,
      episode text not null,
      level bigint not null,
      started_at bigint not null,
      ended_at bigint,
      primary key (job, alert, severity, episode)
    )`,
    'create index backup_alerts_open on backup_alerts (ended_at)',
    `create table backup_deliveries (
      id text primary key,
      place bigint not null,
      job text not null,
      alert text not null,
      event text not null,
      created_at bigint not null,
      next_at bigint not null,
      attempts bigint not null,
      status bigint,
      reason text,
      accepted_at bigint,
      refused_at bigint
    )`,
    'create index backup_deliveries_waiting on backup_deliveries (accepted_at, refused_at, place)',
    "insert into backup_counters (name, value) values ('deliveries', 0)",
  ],
  [
    'alter table backup_alerts add column recurrence bigint not null default 0',
    "alter table backup_deliveries add column incident text not null default ''",
    'create index backup_deliveries_of_job on backup_deliveries (job, accepted_at, refused_at, place)',
    'alter table backup_runs add column times text',
    'alter table backup_jobs add column version bigint not null default 1',
  ],
];

/** Version of the tables that this code reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the tables to the present version, step by step, once. @throws StoreError with code `newer` where a newer version of this package was */
export async function migrate(database: SqlDatabase): Promise<void> {
  await database.transaction(
    async ({ run }) => {
      await run('create table if not exists backup_schema (version bigint primary key, applied_at bigint not null)');
      const [row] = await run<{ version: number | null }>('select max(version) as version from backup_schema');
      const found = row?.version ?? 0;
      if (found > SCHEMA_VERSION)
        throw new StoreError(
          'newer',
          `The store has version ${found}, this program knows version ${SCHEMA_VERSION}. Install the newer version of the package again, or point it at another store.`,
        );
      for (const [index, statements] of MIGRATIONS.entries()) {
        if (index < found) continue;
        for (const statement of statements) await run(statement);
        await run('insert into backup_schema (version, applied_at) values ($1, $2)', [index + 1, Date.now()]);
      }
    },
    { alone: true },
  );
}
