import { isRetired } from '../conditions/job/facts.js';
import { passTime } from '../conditions/pass-time.js';
import { reduce } from '../state/reduce.js';
import type { JobState } from '../state/job-state.js';
import type { StoredEvent } from './store/event-rows.js';
import type { BackupStore } from './store/store.js';

/** States of all jobs, as a store has heard of them. */
export interface JobStates {
  /** Reads what is stored: to be called once, before anything else. @throws StoreError */
  readonly load: () => Promise<void>;
  /** Reads what was stored after an event: where nobody said whether something was. @returns the keys of its jobs @throws StoreError */
  readonly catchUp: (sequence: number) => Promise<readonly string[]>;
  /** @returns the keys of the jobs that the events are of */
  readonly apply: (events: readonly StoredEvent[]) => readonly string[];
  /** The state of a job at a moment, in seconds since the Unix epoch; the other is what counts as now where silence counts. */
  readonly at: (job: string, now: number, heardUntil?: number) => JobState | undefined;
  readonly jobs: () => Iterable<string>;
  readonly size: () => number;
  /** The newest event that is in the states. */
  readonly sequence: () => number;
  /** Forgets jobs that were decommissioned before a time, in seconds since the Unix epoch, and of which no event is kept. @throws StoreError */
  readonly forgetRetired: (before: number) => Promise<void>;
  /** Saves the states that changed since the last time. @throws StoreError */
  readonly save: () => Promise<void>;
}

const PAGE = 2_000;

/** @param onProblem - Hears what of the saved states could not be used */
export function createJobStates(store: BackupStore, onProblem: (sentence: string) => void = () => {}): JobStates {
  const states = new Map<string, JobState>();
  const changed = new Set<string>();
  let newest = 0;

  function apply(events: readonly StoredEvent[]): readonly string[] {
    const jobs = new Set<string>();
    for (const { job, sequence, envelope } of events) {
      states.set(job, reduce(states.get(job), envelope));
      changed.add(job);
      jobs.add(job);
      newest = Math.max(newest, sequence);
    }
    return [...jobs];
  }

  // To hear an event twice changes nothing.
  async function catchUp(sequence: number): Promise<readonly string[]> {
    const jobs = new Set<string>();
    let after = sequence;
    for (;;) {
      const events = await store.eventsAfter(after, PAGE);
      if (events.length === 0) return [...jobs];
      for (const job of apply(events)) jobs.add(job);
      after = events.at(-1)?.sequence ?? after;
    }
  }

  return {
    apply,
    catchUp,
    async load() {
      const unread: string[] = [];
      for (const { job, state, sequence } of await store.snapshots()) {
        if (state) states.set(job, state);
        else unread.push(job);
        newest = Math.max(newest, sequence);
      }
      for (const job of unread) apply(await store.eventsOf(job));
      if (unread.length > 0)
        onProblem(
          `The states of ${unread.length} jobs were saved by another version, or cannot be read: they are made anew of the events that are kept`,
        );
      // What was stored after the states were saved.
      await catchUp(newest);
    },
    at(job, now, heardUntil) {
      const before = states.get(job);
      if (!before) return undefined;
      const state = passTime(before, now, heardUntil);
      if (state !== before) {
        states.set(job, state);
        changed.add(job);
      }
      return state;
    },
    jobs: () => states.keys(),
    size: () => states.size,
    sequence: () => newest,
    async forgetRetired(before) {
      const isOver = (job: string) => {
        const state = states.get(job);
        return state !== undefined && isRetired(state) && (state.decommissionedAt ?? Infinity) < before;
      };
      const over = [...states.keys()].filter((job) => isOver(job) && !changed.has(job));
      // One that came back meanwhile is saved again the next time.
      for (const job of await store.forgetJobs(over)) if (isOver(job) && !changed.has(job)) states.delete(job);
    },
    async save() {
      const jobs = [...changed];
      // At once: what changes meanwhile is saved the next time.
      changed.clear();
      const snapshots = jobs.flatMap((job) => {
        const state = states.get(job);
        return state ? [{ job, state, sequence: newest }] : [];
      });
      try {
        await store.saveSnapshots(snapshots);
      } catch (error) {
        for (const job of jobs) changed.add(job);
        throw error;
      }
    },
  };
}
