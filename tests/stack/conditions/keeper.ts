import { passTime } from '../../../src/conditions/index.js';
import { identityKey, identityLabels, identityOf } from '../../../src/identity.js';
import type { JobState } from '../../../src/state/job-state.js';
import { reduce } from '../../../src/state/reduce.js';
import { createHistory } from './history.js';
import { BEGIN, type Scenario } from './scenario.js';

/** A job with its identity as Prometheus labels it. */
export interface KnownJob {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: JobState;
}

/** Keeps the state of a scenario's jobs by their events. The returned function goes on to a minute and says what is known then. */
export function createKeeper(scenario: Scenario): (minute: number) => readonly KnownJob[] {
  const jobs = new Map<string, JobState>();
  const history = createHistory(scenario);
  let next = 0;

  return (minute) => {
    for (; next <= minute; next += 1) {
      for (const envelope of history(next)) {
        const key = identityKey(identityOf(envelope.resource, envelope.event.attributes as never));
        jobs.set(key, reduce(jobs.get(key), envelope));
      }
      // As the rules are evaluated.
      for (const [key, state] of jobs) jobs.set(key, passTime(state, BEGIN + next * 60));
    }
    return [...jobs.values()].map((state) => ({ labels: identityLabels(state.identity), state }));
  };
}
