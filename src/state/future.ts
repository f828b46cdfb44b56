import { DEFAULTS } from '../policy/defaults.js';
import type { JobState, TimeAhead } from './job-state.js';

type Future = JobState['future'];

const MOST_PROCESSES = 32;

/** Notes a time from the future. What is over begins anew. */
export function noteAhead(state: JobState, came: TimeAhead): Future {
  const { future, lastStart, knownSince } = state;
  const others = (future?.ahead ?? []).filter(({ instance }) => instance !== came.instance);
  const isGoingOn = future !== undefined && !isOver(state, came.seenAt);
  return {
    ahead: [...(isGoingOn ? others : []), came].slice(-MOST_PROCESSES),
    lastStartBefore: isGoingOn ? future.lastStartBefore : (lastStart ?? knownSince),
  };
}

/** What is left of it when the job is taken into service again: what came lately may go on. */
export function carryOver(future: Future, definedAt: number, now: number): Future {
  const lately = (future?.ahead ?? []).filter(({ seenAt }) => now - seenAt < DEFAULTS.lateTelemetry);
  return lately.length === 0 ? undefined : { ahead: lately, lastStartBefore: definedAt };
}

function isOver({ future, lastStart = 0, decommissionedAt = 0 }: JobState, now: number): boolean {
  if (!future || future.ahead.some(({ seenAt }) => now - seenAt < DEFAULTS.lateTelemetry)) return false;
  return Math.max(lastStart, decommissionedAt) > (future.lastStartBefore ?? 0);
}
