import type { EventEnvelope } from '../../events/envelope.js';
import { JOB_STATE_VERSION, type JobState } from '../../state/job-state.js';
import { appendEvents } from './append.js';
import { createBatches, type OnRejected } from './batches.js';
import { StoreError, type SqlDatabase } from './database.js';
import { withId } from './event-ids.js';
import { EVENT_COLUMNS, storedEvent, type EventRow, type StoredEvent } from './event-rows.js';
import { migrate } from './migrations.js';
import { forgetJobs, prune, type PruneOptions } from './prune.js';
import { findRuns, type FoundRun, type RunFilter } from './find-runs.js';
import { insertRows, replaceOnConflict } from './statements.js';

/** A state as it was after an event. */
export interface Snapshot {
  readonly job: string;
  readonly state: JobState;
  /** Events up to this one are in it. */
  readonly sequence: number;
}

/** What a monitor knows, on disk. Several may share one: each reads what the others appended. */
export interface BackupStore {
  /**
   * Stores events; resolves once they survive the death of the process. Those that are there already are left out of the answer. Where it
   * rejects, some may be stored all the same.
   *
   * @param onRejected - Hears of each that the database will never take; the others are stored
   * @throws StoreError
   */
  readonly append: (envelopes: readonly EventEnvelope[], onRejected?: OnRejected<EventEnvelope>) => Promise<readonly StoredEvent[]>;
  /** Events after one, in their order, at most so many. @throws StoreError */
  readonly eventsAfter: (sequence: number, most?: number) => Promise<readonly StoredEvent[]>;
  /** States as they were last saved. One that another version of this package saved, or that cannot be read, comes without its state. @throws StoreError */
  readonly snapshots: () => Promise<readonly (Omit<Snapshot, 'state'> & Partial<Snapshot>)[]>;
  /** The events of a job that are kept, in their order. @throws StoreError */
  readonly eventsOf: (job: string) => Promise<readonly StoredEvent[]>;
  /** Saves states, so that a start need not read all events, and old events may go. @throws StoreError */
  readonly saveSnapshots: (snapshots: readonly Snapshot[]) => Promise<void>;
  /** Notes that events could be stored at this moment, in milliseconds since the Unix epoch. @throws StoreError */
  readonly noteHeard: (at: number) => Promise<void>;
  /** When that was noted last. @throws StoreError */
  readonly heardUntil: () => Promise<number | undefined>;
  /** Runs, newest first. @throws StoreError */
  readonly runs: (filter?: RunFilter) => Promise<readonly FoundRun[]>;
  /** Removes what is older than it is kept. @returns how many rows went @throws StoreError */
  readonly prune: (options: PruneOptions) => Promise<number>;
  /** Forgets jobs of which no event is kept any more. @returns those that are forgotten @throws StoreError */
  readonly forgetJobs: (jobs: readonly string[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const SNAPSHOT_COLUMNS = ['job', 'state', 'sequence', 'version'];

/** Brings the tables up to date and gives the store. It closes the database. @throws StoreError */
export async function createStore(database: SqlDatabase): Promise<BackupStore> {
  await migrate(database);
  // One commit for all that came while the last one was written.
  const append = createBatches((envelopes: readonly EventEnvelope[]) => appendEvents(database, envelopes));
  return {
    append(envelopes, onRejected = () => {}) {
      // A time that is none fits in no column.
      const [timed, others] = partition(envelopes, ({ event }) => Number.isFinite(event.timestamp));
      for (const envelope of others) onRejected(envelope, new StoreError('rejected', 'The time of an event is none'));
      return append(timed.map(withId), onRejected);
    },
    async eventsAfter(sequence, most = 1_000) {
      const rows = await database.run<EventRow>(
        `select ${EVENT_COLUMNS.join(', ')} from backup_events where sequence > $1 order by sequence limit $2`,
        [sequence, most],
      );
      return rows.map(storedEvent);
    },
    async eventsOf(job) {
      const rows = await database.run<EventRow>(`select ${EVENT_COLUMNS.join(', ')} from backup_events where job = $1 order by sequence`, [
        job,
      ]);
      return rows.map(storedEvent);
    },
    async snapshots() {
      const rows = await database.run<SnapshotRow>(`select ${SNAPSHOT_COLUMNS.join(', ')} from backup_jobs`);
      return rows.map(({ job, sequence, version, state }) => {
        const read = version === JOB_STATE_VERSION ? readState(state) : undefined;
        return { job, sequence, ...(read && { state: read }) };
      });
    },
    async saveSnapshots(snapshots) {
      const rows = snapshots.map(({ job, state, sequence }) => [job, JSON.stringify(state), sequence, JOB_STATE_VERSION]);
      // Of two monitors the one that has read more is right.
      const then = `${replaceOnConflict(['job'], SNAPSHOT_COLUMNS)} where excluded.sequence >= backup_jobs.sequence`;
      await database.transaction((session) => insertRows(session, { table: 'backup_jobs', columns: SNAPSHOT_COLUMNS, then }, rows));
    },
    async noteHeard(at) {
      const then = 'on conflict (name) do update set value = excluded.value';
      await database.run(`insert into backup_counters (name, value) values ('heard_until', $1) ${then}`, [Math.round(at)]);
    },
    async heardUntil() {
      const [row] = await database.run<{ value: number }>("select value from backup_counters where name = 'heard_until'");
      return row?.value;
    },
    runs: (filter) => findRuns(database, filter),
    prune: (options) => prune(database, options),
    forgetJobs: (jobs) => forgetJobs(database, jobs),
    close: () => database.close(),
  };
}

interface SnapshotRow {
  readonly job: string;
  readonly state: string;
  readonly sequence: number;
  readonly version: number;
}

function readState(text: string): JobState | undefined {
  try {
    return JSON.parse(text) as JobState;
  } catch {
    return undefined;
  }
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
