import type { SqlDatabase, SqlSession, SqlValue } from './database.js';

export interface PruneOptions {
  /** Events received before are removed as soon as they are in a saved state. Milliseconds since the Unix epoch. */
  readonly eventsBefore: number;
  /** Runs whose newest event is older are removed, and alerts that were over by then with their deliveries. Milliseconds since the Unix epoch. */
  readonly runsBefore: number;
  /** So many of the newest runs of a job are kept, however old. @default 60 */
  readonly keptRuns?: number;
  /** So many of the newest alerts of a job that are over are kept at most, and of its deliveries that were answered. @default 1_000 */
  readonly keptAlerts?: number;
}

/** What is left of a job that was forgotten is not the newest of anything. */
const FORGOTTEN = (table: string) =>
  `not exists (select 1 from backup_jobs j where j.job = ${table}.job) and not exists (select 1 from backup_events e where e.job = ${table}.job)`;

/**
 * Removes what is older than it is kept. Never the newest runs of a job, nor the newest of each of its outcomes: a job that runs once a year
 * keeps its history, and one that has failed for months keeps its last success. Never an alert that goes on or a delivery that waits, nor the
 * newest of a job.
 *
 * @returns how many rows went
 */
export function prune(database: SqlDatabase, options: PruneOptions): Promise<number> {
  const { eventsBefore, runsBefore, keptRuns = 60, keptAlerts = 1_000 } = options;
  return database.transaction(async (session) => {
    const events = await remove(
      session,
      `backup_events where received_at < $1
      and sequence <= coalesce((select j.sequence from backup_jobs j where j.job = backup_events.job), -1)`,
      [eventsBefore],
    );
    const runs = `select job, run, last_sign,
      row_number() over (partition by job order by last_sign desc) as place,
      row_number() over (partition by job, outcome order by last_sign desc) as place_of_outcome
      from backup_runs`;
    const old = `select job, run from (${runs}) ranked where last_sign < $1 and (place > $2 and place_of_outcome > 1 or ${FORGOTTEN('ranked')})`;
    const phases = await remove(session, `backup_phases where (job, run) in (${old})`, [runsBefore, keptRuns]);
    const ofRuns = await remove(session, `backup_runs where (job, run) in (${old})`, [runsBefore, keptRuns]);
    return events + phases + ofRuns + (await pruneAlerts(session, runsBefore, keptAlerts));
  });
}

async function pruneAlerts(session: SqlSession, before: number, kept: number): Promise<number> {
  const isOld = (time: string) => `(${time} < $1 and (place > 1 or ${FORGOTTEN('ranked')}) or place > $2)`;
  const key = 'job, alert, severity, episode';
  const alerts = `select ${key}, ended_at, row_number() over (partition by job order by ended_at desc, started_at desc) as place
    from backup_alerts where ended_at is not null`;
  const deliveries = `select id, job, created_at, row_number() over (partition by job order by place desc) as place
    from backup_deliveries where accepted_at is not null or refused_at is not null`;
  const values = [before, Math.max(kept, 1)];
  return (
    (await remove(session, `backup_alerts where (${key}) in (select ${key} from (${alerts}) ranked where ${isOld('ended_at')})`, values)) +
    (await remove(session, `backup_deliveries where id in (select id from (${deliveries}) ranked where ${isOld('created_at')})`, values))
  );
}

async function remove(session: SqlSession, what: string, values: readonly SqlValue[]): Promise<number> {
  return (await session.run(`delete from ${what} returning 1 as gone`, values)).length;
}

/**
 * Forgets the states of jobs of which no event is kept any more: with an event that is left, a restart would bring a part of one back.
 *
 * @returns those that are forgotten
 */
export async function forgetJobs(database: SqlDatabase, jobs: readonly string[]): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const job of jobs) {
    const rows = await database.run(
      'delete from backup_jobs where job = $1 and not exists (select 1 from backup_events e where e.job = $1) returning job',
      [job],
    );
    if (rows.length > 0) gone.push(job);
  }
  return gone;
}
