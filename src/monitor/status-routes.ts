import { refuse } from '../http/refuse.js';
import { identityKey } from '../identity.js';
import type { Route } from '../server/route.js';
import type { JobState } from '../state/job-state.js';
import { answerJson } from './answer-json.js';
import { statusOf, type Moment } from '../status/job-status.js';
import { fleetStatusOf, type FleetStatus } from '../status/summary.js';

export interface StatusRoutesOptions {
  /** The states of all jobs by their keys, at this moment. */
  readonly states: () => ReadonlyMap<string, JobState>;
  /** Now, and what counts as now where silence counts. */
  readonly moment: () => Moment;
}

// A page that asks each second, in ten tabs, costs one evaluation of the fleet.
const FRESH_SECONDS = 0.25;

/** The feed: what is true of all jobs, in a few numbers, and of one. */
export function statusRoutes({ states, moment }: StatusRoutesOptions): readonly Route[] {
  let kept: { readonly at: number; readonly fleet: FleetStatus } | undefined;
  function fleet(): FleetStatus {
    const at = moment();
    const age = at.now - (kept?.at ?? NaN);
    if (!kept || age >= FRESH_SECONDS || age < 0) kept = { at: at.now, fleet: fleetStatusOf(states().values(), at) };
    return kept.fleet;
  }

  /** By its key as it stands in the path or encoded once more, or by its name where that is one job's alone. */
  function job(request: Request, decoded: string): Response {
    const known = states();
    const path = new URL(request.url).pathname;
    const exact = known.get(path.slice(path.lastIndexOf('/') + 1)) ?? known.get(decoded);
    const found = exact ? [exact] : [...known.values()].filter(({ identity }) => identity.job === decoded);
    const [first, ...others] = found;
    if (!first) return refuse(404, `No job has the key or the name ${JSON.stringify(decoded)}`);
    if (others.length === 0) return answerJson(statusOf(first, moment()));
    return answerJson(
      { error: 'Several jobs have this name: ask for one of them by its key', keys: found.map(({ identity }) => identityKey(identity)) },
      300,
    );
  }

  return [
    { method: 'GET', path: '/status', role: 'read', handle: () => answerJson(fleet()) },
    {
      method: 'GET',
      path: '/summary',
      role: 'read',
      handle: () => {
        const { schema, now: at, summary } = fleet();
        return answerJson({ schema, now: at, ...summary });
      },
    },
    { method: 'GET', path: '/jobs/:key', role: 'read', handle: (request, { params: { key = '' } }) => job(request, key) },
  ];
}
