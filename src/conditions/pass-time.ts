import type { JobState } from '../state/job-state.js';
import { passRuns } from '../state/runs.js';
import { pagedAt } from './job/facts.js';

/**
 * The state of a job at a moment, in seconds since the Unix epoch: which runs fell silent, which were made up for, and whether somebody has
 * to be woken for a failure. Whoever keeps states calls it before each evaluation, and keeps what it answers: the same state when nothing
 * changed by time alone.
 *
 * @param heardUntil - What counts as now where silence counts: earlier for a while after events could not be heard
 */
export function passTime(state: JobState, now: number, heardUntil = now): JobState {
  const runs = passRuns(state, heardUntil, state.lastGoodStart);
  const passed = runs === state ? state : { ...state, ...runs };
  const paged = pagedAt(passed, now);
  return paged === passed.pagedAt ? passed : { ...passed, pagedAt: paged };
}
