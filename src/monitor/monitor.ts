import { JOB_CONDITIONS } from '../conditions/index.js';
import type { EventEnvelope } from '../events/envelope.js';
import type { JobState } from '../state/job-state.js';
import type { Moment } from '../status/job-status.js';
import { createAlertStore, type Delivery } from './alerts/alert-store.js';
import { createEvaluation } from './alerts/evaluation.js';
import type { OpenAlert } from './alerts/alert-input.js';
import { createSender, type SenderOptions } from './alerts/sender.js';
import { createJobStates } from './job-states.js';
import { createListening } from './listening.js';
import { createReadiness } from './readiness.js';
import type { OnRejected } from './store/batches.js';
import type { SqlDatabase } from './store/database.js';
import type { StoredEvent } from './store/event-rows.js';
import type { FoundRun, RunFilter } from './store/find-runs.js';
import { createStore } from './store/store.js';

export interface MonitorOptions {
  readonly database: SqlDatabase;
  /** How alerts reach WS-155. Without it they are found and kept, and delivered to nobody. */
  readonly deliver?: Omit<SenderOptions, 'alerts' | 'now' | 'onError'> | undefined;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
  /** How often all jobs are evaluated: some conditions begin because nothing comes. @default 1_000 */
  readonly evaluateEveryMs?: number;
  /** How often states are saved. @default 10_000 */
  readonly saveEveryMs?: number;
  /** How often old rows are removed. @default 3_600_000 */
  readonly pruneEveryMs?: number;
  readonly retention?: Partial<Retention>;
  readonly onError: (error: unknown) => void;
  /** Hears what of a sender did not fit into an alert and was left out of it, and what of the saved states could not be used. */
  readonly onProblem: (sentence: string) => void;
}

/** How long rows are kept, in milliseconds. */
export interface Retention {
  /** @default 35 days */
  readonly eventsMs: number;
  /** Of runs, and of alerts that are over with their deliveries. @default 13 months */
  readonly runsMs: number;
}

/** What became of events that were taken. */
export interface Taken {
  /** How many the store will never take, and why the first of them. */
  readonly rejected: { readonly count: number; readonly reason: string };
}

/** Knows the state of every backup, remembers it, and sees to it that people hear of what is wrong. */
export interface Monitor {
  /** Takes events; resolves once they survive a crash. @returns those that the store will never take @throws StoreError */
  readonly take: (envelopes: readonly EventEnvelope[]) => Promise<Taken>;
  /** The states of all jobs by their keys, at this moment. */
  readonly states: () => ReadonlyMap<string, JobState>;
  /** Now, and what counts as now where silence counts. */
  readonly moment: () => Moment;
  /** How many jobs are known. */
  readonly jobs: () => number;
  /** Whether events can be stored at this moment. Never rejects. */
  readonly isReady: () => Promise<boolean>;
  /** Alerts that go on. */
  readonly alerts: () => readonly OpenAlert[];
  readonly runs: (filter?: RunFilter) => Promise<readonly FoundRun[]>;
  readonly deliveries: (most?: number) => Promise<readonly Delivery[]>;
  /** Ends what was begun, saves the states and closes the store. */
  readonly stop: () => Promise<void>;
}

const DAY = 86_400_000;
const RETENTION: Retention = { eventsMs: 35 * DAY, runsMs: 396 * DAY };
// Evaluation may take a fifth of the time at most.
const MOST_SHARE = 5;

/** Starts a monitor on a database. @throws StoreError */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { database, now = Date.now, evaluateEveryMs = 1_000, saveEveryMs = 10_000, pruneEveryMs = 3_600_000, onError, onProblem } = options;
  const retention = { ...RETENTION, ...options.retention };
  const store = await createStore(database);
  const alerts = createAlertStore(database);
  const states = createJobStates(store, onProblem);
  await states.load();
  const listening = createListening(await store.heardUntil(), now());
  const moment = (): Required<Moment> => ({ now: now() / 1_000, heardUntil: listening.until(now()) / 1_000 });
  const evaluation = createEvaluation({ states, alerts, conditions: JOB_CONDITIONS, onError, onProblem });
  await evaluation.load();
  const sender = options.deliver && createSender({ ...options.deliver, alerts, now, onError });
  sender?.wake();

  // A database that fails in the middle of a commit may have stored what it did not acknowledge: whoever sends it again gets no news of it.
  let behind = Infinity;
  async function catchUp(): Promise<readonly string[]> {
    if (behind === Infinity) return [];
    const [from] = [behind, (behind = Infinity)];
    return states.catchUp(from).catch((error: unknown) => {
      behind = Math.min(behind, from);
      throw error;
    });
  }
  async function append(envelopes: readonly EventEnvelope[], onRejected: OnRejected<EventEnvelope>): Promise<readonly StoredEvent[]> {
    const before = states.sequence();
    try {
      const stored = await store.append(envelopes, onRejected);
      listening.isWell(now());
      return stored;
    } catch (error) {
      behind = Math.min(behind, before);
      listening.isDeaf(now());
      throw error;
    }
  }

  // One at a time: an alert begins once.
  let last: Promise<unknown> = Promise.resolve();
  const evaluate = (jobs: Iterable<string>): Promise<void> => {
    const result = last.then(async () => {
      const missed = await catchUp();
      const at = now();
      if (!(await evaluation.run(new Set([...jobs, ...missed]), at, listening.until(at)))) return;
      sender?.wake();
      // What fired must not be over after a restart, because it is not known until when was heard.
      await store.noteHeard(at);
    });
    last = result.catch(onError);
    return result;
  };
  const evaluateAll = repeat(() => evaluate([...states.jobs()]), evaluateEveryMs, onError);
  async function save(): Promise<void> {
    const at = now();
    try {
      await states.save();
      await store.noteHeard(at);
      listening.isWell(at);
    } catch (error) {
      listening.isDeaf(at);
      throw error;
    }
  }
  const keep = repeat(save, saveEveryMs, onError);
  async function prune(): Promise<void> {
    const eventsBefore = now() - retention.eventsMs;
    await store.prune({ eventsBefore, runsBefore: now() - retention.runsMs });
    await states.forgetRetired(eventsBefore / 1_000);
  }
  const forget = repeat(prune, pruneEveryMs, onError);

  return {
    async take(envelopes) {
      const reasons: string[] = [];
      const jobs = states.apply(await append(envelopes, (_, { message }) => reasons.push(message)));
      // They are stored: whoever sent them need not wait for a condition, nor hear that it could not be evaluated.
      void evaluate(jobs).catch(() => undefined);
      return { rejected: { count: reasons.length, reason: reasons[0] ?? '' } };
    },
    moment,
    states() {
      const { now: at, heardUntil } = moment();
      return new Map(
        [...states.jobs()].flatMap((job) => ((state) => (state ? [[job, state] as const] : []))(states.at(job, at, heardUntil))),
      );
    },
    jobs: () => states.size(),
    isReady: createReadiness({ probe: () => store.noteHeard(listening.until(now())) }),
    alerts: () => [...evaluation.open()],
    runs: (filter) => store.runs(filter),
    deliveries: (most = 100) => alerts.deliveries(most),
    async stop() {
      await Promise.all([evaluateAll.stop(), keep.stop(), forget.stop()]);
      await last;
      await sender?.stop();
      try {
        await save();
      } finally {
        await store.close();
      }
    },
  };
}

/** Does something again and again, each time a while after the last time ended; longer after one that took long. */
function repeat(work: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): { readonly stop: () => Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const once = (): void => {
    const began = performance.now();
    running = work()
      .catch(onError)
      .then(() => {
        const tookMs = performance.now() - began;
        if (!isStopped) timer = setTimeout(once, Math.max(everyMs - tookMs, tookMs * (MOST_SHARE - 1)));
      });
  };
  timer = setTimeout(once, everyMs);
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
