import { buildAlertEvent } from '../../alerts/contract/alert-event.js';
import { readAlert } from '../../alerts/delivery/read-alert.js';
import type { AlertEvent, AlertInput } from '../../alerts/index.js';
import { evaluateConditions, type HeldCondition } from '../../conditions/evaluate.js';
import type { JobCondition } from '../../conditions/types.js';
import type { JobIdentity } from '../../identity.js';
import type { JobStates } from '../job-states.js';
import { StoreError } from '../store/database.js';
import { alertKey, firingInput, openedBy, resolvedInput, type OpenAlert } from './alert-input.js';
import type { AlertChange, AlertStore } from './alert-store.js';

/** Finds out for which jobs conditions began or ceased to hold. */
export interface Evaluation {
  /** Reads which alerts go on: to be called before the others. @throws StoreError */
  readonly load: () => Promise<void>;
  /**
   * Evaluates jobs at a moment, in milliseconds since the Unix epoch, and stores what changed.
   *
   * @param heardUntil - What counts as now where silence counts
   * @returns whether anything has to be delivered
   * @throws StoreError
   */
  readonly run: (jobs: Iterable<string>, now: number, heardUntil?: number) => Promise<boolean>;
  readonly open: () => Iterable<OpenAlert>;
}

export interface EvaluationOptions {
  readonly states: JobStates;
  readonly alerts: AlertStore;
  readonly conditions: readonly JobCondition[];
  /** Hears of a job that could not be evaluated. The others are evaluated all the same. */
  readonly onError: (error: unknown) => void;
  /** Hears what did not fit into an alert and was left out of it. */
  readonly onProblem: (sentence: string) => void;
}

// Between them others get their turn: a fleet takes longer to evaluate than a request may wait.
const JOBS_AT_ONCE = 200;

/** What begins or is over, before it is known how often it did so before. */
interface Turn {
  readonly alert: OpenAlert;
  readonly identity: JobIdentity;
  /** Nothing where it is over. */
  readonly held?: HeldCondition;
}

export function createEvaluation({ states, alerts, conditions, onError, onProblem }: EvaluationOptions): Evaluation {
  const open = new Map<string, Map<string, OpenAlert>>();
  // Jobs of which a change does not fit into the store.
  const rejected = new Set<string>();
  // A store that failed may have stored the change all the same.
  let isUnsure = false;

  async function load(): Promise<void> {
    const stored = await alerts.open();
    open.clear();
    for (const alert of stored) note({ alert });
  }

  function note({ alert, endedAt }: Pick<AlertChange, 'alert' | 'endedAt'>): void {
    const ofJob = open.get(alert.job) ?? new Map<string, OpenAlert>();
    if (endedAt === undefined) ofJob.set(alertKey(alert), alert);
    else ofJob.delete(alertKey(alert));
    if (ofJob.size > 0) open.set(alert.job, ofJob);
    else open.delete(alert.job);
  }

  function turnsOf(job: string, now: number, heardUntil: number): readonly Turn[] {
    const state = states.at(job, now / 1_000, heardUntil / 1_000);
    if (!state) return [];
    const { identity } = state;
    const held = new Map<string, Turn>();
    for (const one of evaluateConditions(conditions, state, now / 1_000, heardUntil / 1_000)) {
      const alert = openedBy(job, one, now);
      held.set(alertKey(alert), { alert, identity, held: one });
    }
    const before = open.get(job) ?? new Map<string, OpenAlert>();
    const over = [...before].flatMap(([key, alert]) => (held.has(key) ? [] : [{ alert, identity }]));
    return [...over, ...[...held].flatMap(([key, turn]) => (before.has(key) ? [] : [turn]))];
  }

  async function changeOf({ alert, identity, held }: Turn, now: number): Promise<AlertChange> {
    const input = held ? firingInput(alert, held, identity) : resolvedInput(alert, identity, now);
    return { alert, event: await eventOf(input, now), ...(!held && { endedAt: now }) };
  }

  // A name that is too long for a summary costs a part of the summary, not the alert.
  function eventOf(input: AlertInput, now: number): Promise<AlertEvent> {
    const clock = () => now;
    return buildAlertEvent(readAlert(input, { report: onProblem, now: clock }), { now: clock });
  }

  async function findTurns(jobs: Iterable<string>, now: number, heardUntil: number): Promise<readonly Turn[]> {
    const turns: Turn[] = [];
    let count = 0;
    for (const job of jobs) {
      try {
        turns.push(...turnsOf(job, now, heardUntil));
      } catch (error) {
        onError(error);
      }
      if (++count % JOBS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return turns;
  }

  async function changesOf(turns: readonly Turn[], now: number): Promise<readonly AlertChange[]> {
    const recurrences = await alerts.recurrences(turns.flatMap(({ alert, held }) => (held ? [alert] : [])));
    const changes: AlertChange[] = [];
    for (const turn of turns) {
      const { alert, held } = turn;
      const recurrence = (held && recurrences.get(alertKey(alert))) ?? alert.recurrence;
      try {
        changes.push(await changeOf({ ...turn, alert: { ...alert, recurrence } }, now));
      } catch (error) {
        onError(error);
      }
    }
    return changes;
  }

  /** Stores changes, and answers with those that were. Where one does not fit, each job is tried alone. */
  async function store(changes: readonly AlertChange[]): Promise<readonly AlertChange[]> {
    if (await isStored(changes)) return changes;
    const jobs = new Map<string, AlertChange[]>();
    for (const change of changes) jobs.set(change.alert.job, [...(jobs.get(change.alert.job) ?? []), change]);
    const stored: AlertChange[] = [];
    for (const [job, ofJob] of jobs) if (await isStored(ofJob, job)) stored.push(...ofJob);
    return stored;
  }

  async function isStored(changes: readonly AlertChange[], job?: string): Promise<boolean> {
    try {
      await alerts.change(changes);
      if (job !== undefined) rejected.delete(job);
      return true;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'rejected') throw error;
      // Once, and not with every pass.
      if (job !== undefined && !rejected.has(job)) onError(error);
      if (job !== undefined) rejected.add(job);
      return false;
    }
  }

  return {
    load,
    async run(jobs, now, heardUntil = now) {
      if (isUnsure) await load();
      isUnsure = true;
      const changes = await store(await changesOf(await findTurns(jobs, now, heardUntil), now));
      // Only now: what could not be stored is found again the next time.
      for (const change of changes) note(change);
      isUnsure = false;
      return changes.length > 0;
    },
    open: function* () {
      for (const ofJob of open.values()) yield* ofJob.values();
    },
  };
}
