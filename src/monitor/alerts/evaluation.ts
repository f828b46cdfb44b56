import { buildAlertEvent } from '../../alerts/contract/alert-event.js';
import { readAlert } from '../../alerts/delivery/read-alert.js';
import type { AlertEvent, AlertInput } from '../../alerts/index.js';
import { evaluateConditions, type HeldCondition } from '../../conditions/evaluate.js';
import type { JobCondition } from '../../conditions/types.js';
import type { JobStates } from '../job-states.js';
import { alertKey, firingInput, openedBy, resolvedInput, type OpenAlert } from './alert-input.js';
import type { AlertChange, AlertStore } from './alert-store.js';

/** Finds out for which jobs conditions began or ceased to hold. */
export interface Evaluation {
  /** Reads which alerts go on: to be called before the others. @throws StoreError */
  readonly load: () => Promise<void>;
  /** Evaluates jobs at a moment, in milliseconds since the Unix epoch, and stores what changed. @returns whether anything has to be delivered @throws StoreError */
  readonly run: (jobs: Iterable<string>, now: number) => Promise<boolean>;
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

export function createEvaluation({ states, alerts, conditions, onError, onProblem }: EvaluationOptions): Evaluation {
  const open = new Map<string, Map<string, OpenAlert>>();
  const openOf = (job: string): Map<string, OpenAlert> => {
    const known = open.get(job) ?? new Map<string, OpenAlert>();
    open.set(job, known);
    return known;
  };

  async function changesOf(job: string, now: number): Promise<readonly AlertChange[]> {
    const state = states.at(job, now / 1_000);
    if (!state) return [];
    const held = new Map<string, { readonly alert: OpenAlert; readonly held: HeldCondition }>();
    for (const one of evaluateConditions(conditions, state, now / 1_000)) {
      const alert = openedBy(job, one, now);
      held.set(alertKey(alert), { alert, held: one });
    }
    const before = open.get(job) ?? new Map<string, OpenAlert>();
    const { identity } = state;
    const begun = [...held].flatMap(([key, { alert, held: one }]) =>
      before.has(key) ? [] : begin(alert, firingInput(alert, one, identity)),
    );
    const over = [...before].flatMap(([key, alert]) => (held.has(key) ? [] : end(alert, resolvedInput(alert, identity, now))));
    return Promise.all([...over, ...begun]);

    async function begin(alert: OpenAlert, input: AlertInput): Promise<AlertChange> {
      return { alert, event: await eventOf(input, now) };
    }
    async function end(alert: OpenAlert, input: AlertInput): Promise<AlertChange> {
      return { alert, endedAt: now, event: await eventOf(input, now) };
    }
  }

  // A name that is too long for a summary costs a part of the summary, not the alert.
  function eventOf(input: AlertInput, now: number): Promise<AlertEvent> {
    const clock = () => now;
    return buildAlertEvent(readAlert(input, { report: onProblem, now: clock }), { now: clock });
  }

  return {
    async load() {
      for (const alert of await alerts.open()) openOf(alert.job).set(alertKey(alert), alert);
    },
    async run(jobs, now) {
      const changes: AlertChange[] = [];
      let count = 0;
      for (const job of jobs) {
        try {
          changes.push(...(await changesOf(job, now)));
        } catch (error) {
          onError(error);
        }
        if (++count % JOBS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await alerts.change(changes);
      // Only now: what could not be stored is found again the next time.
      for (const { alert, endedAt } of changes) {
        if (endedAt === undefined) openOf(alert.job).set(alertKey(alert), alert);
        else openOf(alert.job).delete(alertKey(alert));
      }
      return changes.length > 0;
    },
    open: function* () {
      for (const alerts of open.values()) yield* alerts.values();
    },
  };
}
