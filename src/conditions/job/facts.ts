import type { BackupOutcome } from '../../semconv.js';
import { BAD_OUTCOMES } from '../bad-outcomes.js';
import { mayHoldClockChange } from '../clock-change.js';
import { DEFAULTS } from '../../policy/defaults.js';
import type { FailedRun, JobState, OpenRun } from '../../state/job-state.js';

/** The newest of some times; `undefined` when there is none. */
export function newest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Whether a job is out of service: decommissioned, and not defined since. */
export function isRetired({ decommissionedAt, registeredAt }: JobState): boolean {
  return decommissionedAt !== undefined && (registeredAt === undefined || registeredAt <= decommissionedAt);
}

/** Runs that are going on, and whose process has shown a sign of life. */
export function livingRuns({ openRuns }: JobState, now: number): readonly OpenRun[] {
  return openRuns.filter(({ lastSign }) => lastSign >= now - DEFAULTS.lostAfter);
}

/** Start of the newest of them. */
export function livingRun(job: JobState, now: number): number | undefined {
  return newest(...livingRuns(job, now).map(({ startedAt }) => startedAt));
}

/** How much later than an interval after a time a start may be. */
export function startGrace({ expected: { startGrace: stated } }: JobState, interval: number, from: number): number {
  if (stated === undefined) return Math.min(interval / 2, DEFAULTS.mostStartGrace);
  return stated + (mayHoldClockChange(interval, from) ? DEFAULTS.clockChange : 0);
}

/** The newest failure, if it is known why. */
export function newestFailure({ failures: [failure], lastEnd }: JobState): FailedRun | undefined {
  const failed = newest(...BAD_OUTCOMES.map((outcome) => lastEnd[outcome]));
  return failure?.at === failed ? failure : undefined;
}

/** Number of the try that failed before the newest, if the job did not succeed since. */
function attemptBefore({ failures: [, before], lastEnd: { success = 0 } }: JobState): number {
  return before !== undefined && before.at >= success ? (before.attempt ?? 0) : 0;
}

/** How long a run may take. */
export function longestDuration({ expected: { maxDuration, interval } }: JobState): number {
  return maxDuration ?? interval ?? DEFAULTS.maxDuration;
}

/**
 * Whether another try follows the newest failure: tries are left, and the next one is not late, or goes on for no longer than a run may.
 * Whoever does not say which try it was has none left, nor has one whose number is not above that of the failure before it.
 */
export function isRetried(job: JobState, now: number): boolean {
  const { at, attempt, attempts } = newestFailure(job) ?? {};
  if (at === undefined || attempt === undefined || attempts === undefined) return false;
  if (attempt >= attempts || attempt <= attemptBefore(job)) return false;
  if (at > now - (job.expected.retryWithin ?? DEFAULTS.retryWithin) - DEFAULTS.retryKnown) return true;
  const next = livingRun(job, now);
  return next !== undefined && next > at && next >= now - longestDuration(job);
}

/** Whether somebody was woken for a failure after the newest success. */
export function isPaged({ pagedAt, lastEnd: { success = 0 } }: JobState): boolean {
  return pagedAt !== undefined && pagedAt >= success;
}

/** The newest failure that no other try follows; as before when there is none. */
export function pagedAt(job: JobState, now: number): number | undefined {
  if (isRetired(job) || unhealed(job, BAD_OUTCOMES) === undefined || isRetried(job, now)) return job.pagedAt;
  return newest(...BAD_OUTCOMES.map((outcome) => job.lastEnd[outcome]));
}

/** Since when something bad is newer than every success: the last success, 0 when there was none. */
export function unhealed({ lastEnd }: JobState, outcomes: readonly BackupOutcome[]): number | undefined {
  const bad = newest(...outcomes.map((outcome) => lastEnd[outcome]));
  if (bad === undefined) return undefined;
  const good = lastEnd.success;
  if (good === undefined) return 0;
  return bad >= good ? good : undefined;
}
