import { DEFAULTS } from '../policy/defaults.js';
import type { FailedRun, SuccessfulRun } from './job-state.js';

// As many as a job has that succeeds every half hour for the 31 days and more.
const MOST = 2_000;

/** Adds a success once, and keeps the newest, those of the 31 days before it, and of each type at least the last five. */
export function addSuccess(successes: readonly SuccessfulRun[], success: SuccessfulRun): readonly SuccessfulRun[] {
  if (successes.some((known) => isSame(known, success))) return successes;
  const all = [...successes, success].sort((one, other) => one.at - other.at).slice(-MOST);
  const from = (all.at(-1)?.at ?? 0) - DEFAULTS.medianWindow;
  return all.filter(
    ({ at, type }, index) => at > from || all.slice(index + 1).filter((later) => later.type === type).length < DEFAULTS.medianRuns,
  );
}

/** Keeps the newest failure and the one before it. */
export function addFailure(failures: readonly FailedRun[], failure: FailedRun): readonly FailedRun[] {
  const others = failures.filter(({ at }) => at !== failure.at);
  return [failure, ...others].sort((one, other) => other.at - one.at).slice(0, 2);
}

/** A run that was recorded again, by a retry or a twin, has another id and the same end. */
function isSame(one: SuccessfulRun, other: SuccessfulRun): boolean {
  return one.runId === other.runId || (one.at === other.at && one.type === other.type);
}
