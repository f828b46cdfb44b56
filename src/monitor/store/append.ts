import type { EventEnvelope } from '../../events/envelope.js';
import type { SqlDatabase, SqlSession, SqlValue } from './database.js';
import { EVENT_COLUMNS, eventRow, jobOf, type StoredEvent } from './event-rows.js';
import { mergeRun, phaseOf, PHASE_COLUMNS, RUN_COLUMNS, runIdOf, type PhaseRow, type RunRow } from './run-rows.js';
import { insertRows, replaceOnConflict } from './statements.js';

/** Stores events with what they say of their runs, in one transaction. Those that are there already change nothing, and are left out of the answer. */
export function appendEvents(database: SqlDatabase, envelopes: readonly EventEnvelope[]): Promise<readonly StoredEvent[]> {
  if (envelopes.length === 0) return Promise.resolve([]);
  return database.transaction(async (session) => {
    // The row of the counter is locked until the commit: sequences become visible in their order, whoever writes.
    const [counter = { value: NaN }] = await session.run<{ value: number }>(
      "update backup_counters set value = value + $1 where name = 'events' returning value",
      [envelopes.length],
    );
    const first = counter.value - envelopes.length + 1;
    const all = envelopes.map((envelope, index) => ({ sequence: first + index, job: jobOf(envelope), envelope }));
    const rows = all.map(({ sequence, job, envelope }) => [sequence, ...eventRow(job, envelope)]);
    const then = 'on conflict do nothing returning sequence';
    const stored = await insertRows<{ sequence: number }>(session, { table: 'backup_events', columns: EVENT_COLUMNS, then }, rows);
    const fresh = new Set(stored.map(({ sequence }) => sequence));
    const events = all.filter(({ sequence }) => fresh.has(sequence));
    await writeRuns(session, events);
    return events;
  });
}

async function writeRuns(session: SqlSession, events: readonly StoredEvent[]): Promise<void> {
  const runs = new Map<string, { readonly job: string; readonly run: string; readonly envelopes: EventEnvelope[] }>();
  const phases = new Map<string, PhaseRow>();
  for (const { job, envelope } of events) {
    const run = runIdOf(envelope);
    if (run === undefined) continue;
    const key = keyOf({ job, run });
    const known = runs.get(key) ?? { job, run, envelopes: [] };
    known.envelopes.push(envelope);
    runs.set(key, known);
    const phase = phaseOf(job, run, envelope);
    if (phase) phases.set(JSON.stringify([job, run, phase.phase, phase.ended_at]), phase);
  }
  const before = await selectRuns(session, [...runs.values()]);
  const rows = [...runs].flatMap(([key, { job, run, envelopes }]) => {
    return envelopes.reduce<RunRow | undefined>((row, envelope) => mergeRun(row, job, run, envelope), before.get(key)) ?? [];
  });
  await write(session, 'backup_runs', ['job', 'run'], RUN_COLUMNS, rows);
  await write(session, 'backup_phases', ['job', 'run', 'phase', 'ended_at'], PHASE_COLUMNS, [...phases.values()]);
}

const MOST_KEYS = 2_000;

/** The rows of runs that are there, by their keys. */
async function selectRuns(
  session: SqlSession,
  keys: readonly { readonly job: string; readonly run: string }[],
): Promise<ReadonlyMap<string, RunRow>> {
  const found = new Map<string, RunRow>();
  const columns = RUN_COLUMNS.map((column) => `r.${column}`).join(', ');
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    const part = keys.slice(from, from + MOST_KEYS);
    const values = part.map((_, index) => `($${2 * index + 1}, $${2 * index + 2})`).join(', ');
    // Both databases call the columns of such a list so.
    const text = `select ${columns} from (values ${values}) wanted join backup_runs r on r.job = wanted.column1 and r.run = wanted.column2`;
    const rows = await session.run<RunRow>(
      text,
      part.flatMap(({ job, run }) => [job, run]),
    );
    for (const row of rows) found.set(keyOf(row), row);
  }
  return found;
}

function keyOf({ job, run }: { readonly job: string; readonly run: string }): string {
  return JSON.stringify([job, run]);
}

async function write<Row extends object>(
  session: SqlSession,
  table: string,
  key: readonly string[],
  columns: readonly (string & keyof Row)[],
  rows: readonly Row[],
): Promise<void> {
  const values = rows.map((row) => columns.map((column) => row[column] as SqlValue));
  await insertRows(session, { table, columns, then: replaceOnConflict(key, columns) }, values);
}
