import type { SqlDatabase, SqlValue } from './database.js';
import { PHASE_COLUMNS, RUN_COLUMNS, type PhaseRow, type RunRow } from './run-rows.js';

/** Which runs. */
export interface RunFilter {
  /** Key of a job. */
  readonly job?: string | undefined;
  readonly run?: string | undefined;
  readonly outcome?: string | undefined;
  /** Only those whose newest event is older, in milliseconds since the Unix epoch. */
  readonly before?: number | undefined;
  /** Only those that come after this run, newest first: the next page. */
  readonly after?: Pick<RunRow, 'job' | 'run' | 'last_sign'> | undefined;
  /** @default 100 */
  readonly most?: number | undefined;
}

/** A run with its phases in the order of their ends. Where its start was not heard of, its end says when it began. */
export interface FoundRun extends Omit<RunRow, 'times'> {
  readonly phases: readonly PhaseRow[];
}

/** Runs, newest first. */
export async function findRuns(
  database: SqlDatabase,
  { job, run, outcome, before, after, most = 100 }: RunFilter = {},
): Promise<readonly FoundRun[]> {
  const asked: readonly (readonly [string, SqlValue | undefined])[] = [
    ['job =', job],
    ['run =', run],
    ['outcome =', outcome],
    ['last_sign <', before],
  ];
  const given = asked.filter((one): one is readonly [string, SqlValue] => one[1] !== undefined);
  const conditions = given.map(([condition], index) => `${condition} $${index + 1}`);
  const values = given.map(([, value]) => value);
  if (after) {
    const [sign, ofJob, ofRun] = [1, 2, 3].map((place) => `$${values.length + place}`);
    conditions.push(`(last_sign < ${sign} or last_sign = ${sign} and (job > ${ofJob} or job = ${ofJob} and run > ${ofRun}))`);
    values.push(after.last_sign, after.job, after.run);
  }
  const where = conditions.join(' and ');
  const rows = await database.run<Omit<RunRow, 'times'>>(
    `select ${SHOWN_COLUMNS.join(', ')} from backup_runs ${where && `where ${where}`} order by last_sign desc, job, run limit $${values.length + 1}`,
    [...values, most],
  );
  return Promise.all(rows.map(async (row) => ({ ...row, started_at: startOf(row), phases: await phasesOf(database, row) })));
}

const SHOWN_COLUMNS = RUN_COLUMNS.filter((column) => column !== 'times');

function startOf({ started_at, ended_at, duration }: Pick<RunRow, 'started_at' | 'ended_at' | 'duration'>): number | null {
  return started_at ?? (ended_at === null || duration === null ? null : ended_at - duration * 1_000);
}

function phasesOf(database: SqlDatabase, { job, run }: Pick<RunRow, 'job' | 'run'>): Promise<readonly PhaseRow[]> {
  return database.run<PhaseRow>(`select ${PHASE_COLUMNS.join(', ')} from backup_phases where job = $1 and run = $2 order by ended_at`, [
    job,
    run,
  ]);
}
