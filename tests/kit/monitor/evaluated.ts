import { createAlertStore, type AlertStore } from '../../../src/monitor/alerts/alert-store.js';
import { createEvaluation } from '../../../src/monitor/alerts/evaluation.js';
import { createJobStates } from '../../../src/monitor/job-states.js';
import type { SqlDatabase } from '../../../src/monitor/store/database.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createStore, type BackupStore } from '../../../src/monitor/store/store.js';
import { JOB_CONDITIONS } from '../../../src/conditions/index.js';
import type { JobCondition } from '../../../src/conditions/types.js';
import type { EventEnvelope } from '../../../src/events/envelope.js';

/** States, alerts and evaluation on one database, without timers: the test says when it is evaluated. */
export interface Evaluated {
  readonly database: SqlDatabase;
  readonly store: BackupStore;
  readonly alerts: AlertStore;
  readonly errors: unknown[];
  /** Takes events, and evaluates all jobs at a moment, in milliseconds since the Unix epoch. */
  readonly at: (now: number, ...envelopes: readonly EventEnvelope[]) => Promise<void>;
  /** Alerts that go on. */
  readonly open: () => readonly string[];
}

export interface EvaluatedOptions {
  readonly database?: SqlDatabase;
  readonly conditions?: readonly JobCondition[];
}

export async function startEvaluated({ database: given, conditions = JOB_CONDITIONS }: EvaluatedOptions = {}): Promise<Evaluated> {
  const database = given ?? (await openSqliteDatabase({ path: ':memory:' }));
  const store = await createStore(database);
  const alerts = createAlertStore(database);
  const states = createJobStates(store);
  await states.load();
  const errors: unknown[] = [];
  const evaluation = createEvaluation({ states, alerts, conditions, onError: (error) => errors.push(error), onProblem: () => {} });
  await evaluation.load();
  return {
    database,
    store,
    alerts,
    errors,
    async at(now, ...envelopes) {
      states.apply(await store.append(envelopes));
      await evaluation.run(states.jobs(), now);
    },
    open: () => [...evaluation.open()].map(({ alert, episode }) => `${alert} ${episode}`),
  };
}
