import type { SqlDatabase } from './database.js';

export interface PruneOptions {
  /** Events received before are removed as soon as they are in a saved state. Milliseconds since the Unix epoch. */
  readonly eventsBefore: number;
  /** Runs whose newest event is older are removed. Milliseconds since the Unix epoch. */
  readonly runsBefore: number;
  /** So many of the newest runs of a job are kept, however old. @default 60 */
  readonly keptRuns?: number;
}

/**
 * Removes what is older than it is kept. Never the newest runs of a job, nor the newest of each of its outcomes: a job that runs once a year
 * keeps its history, and one that has failed for months keeps its last success.
 *
 * @returns how many rows went
 */
export function prune(database: SqlDatabase, { eventsBefore, runsBefore, keptRuns = 60 }: PruneOptions): Promise<number> {
  return database.transaction(async ({ run }) => {
    const events = await run(
      `delete from backup_events where received_at < $1
      and sequence <= coalesce((select j.sequence from backup_jobs j where j.job = backup_events.job), -1) returning sequence`,
      [eventsBefore],
    );
    const ranked = `select job, run, last_sign,
      row_number() over (partition by job order by last_sign desc) as place,
      row_number() over (partition by job, outcome order by last_sign desc) as place_of_outcome
      from backup_runs`;
    const old = `select job, run from (${ranked}) ranked where last_sign < $1 and place > $2 and place_of_outcome > 1`;
    const phases = await run(`delete from backup_phases where (job, run) in (${old}) returning run`, [runsBefore, keptRuns]);
    const runs = await run(`delete from backup_runs where (job, run) in (${old}) returning run`, [runsBefore, keptRuns]);
    return events.length + phases.length + runs.length;
  });
}
