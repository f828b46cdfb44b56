import type { BackupOutcome } from '../../semconv.js';
import { mayHoldClockChange } from './clock-change.js';
import { DEFAULTS } from './defaults.js';
import type { TrackedFailure, TrackedJob, TrackedRun } from './tracked-job.js';

/** Outcomes after which there is no backup, and after which somebody has to act. */
export const BAD_OUTCOMES = ['failure', 'timeout'] as const satisfies readonly BackupOutcome[];

/** The newest of some times; `undefined` when there is none. */
export function newest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Tells whether a job is out of service: decommissioned, and not defined since. */
export function isRetired({ decommissionedAt, registeredAt }: TrackedJob): boolean {
  return decommissionedAt !== undefined && (registeredAt === undefined || registeredAt <= decommissionedAt);
}

/** Runs that are going on, and whose process has shown a sign of life. */
export function livingRuns({ openRuns }: TrackedJob, now: number): readonly TrackedRun[] {
  return openRuns.filter(({ lastSign }) => lastSign >= now - DEFAULTS.lostAfter);
}

/** Start of the newest of them. */
export function livingRun(job: TrackedJob, now: number): number | undefined {
  return newest(...livingRuns(job, now).map(({ startedAt }) => startedAt));
}

/** How much later than an interval after a time a start may be. */
export function startGrace({ expected: { startGrace: stated } }: TrackedJob, interval: number, from: number): number {
  if (stated === undefined) return Math.min(interval / 2, DEFAULTS.mostStartGrace);
  return stated + (mayHoldClockChange(interval, from) ? DEFAULTS.clockChange : 0);
}

/** The newest failure, if it is known why. */
export function newestFailure({ lastFailure, lastEnd }: TrackedJob): TrackedFailure | undefined {
  const failed = newest(...BAD_OUTCOMES.map((outcome) => lastEnd[outcome]));
  return lastFailure !== undefined && lastFailure.at === failed ? lastFailure : undefined;
}

/** Whether another try follows the newest failure: tries are left, and the next one is not late, or goes on. Whoever does not say which try it was has none left. */
export function isRetried(job: TrackedJob, now: number): boolean {
  const failure = newestFailure(job);
  if (failure?.attempt === undefined || failure.attempts === undefined || failure.attempt >= failure.attempts) return false;
  const within = job.expected.retryWithin ?? DEFAULTS.retryWithin;
  return failure.at > now - within - DEFAULTS.retryKnown || (livingRun(job, now) ?? 0) > failure.at;
}

/** Since when something bad is newer than every success: the last success, 0 when there was none. */
export function unhealed({ lastEnd }: TrackedJob, outcomes: readonly BackupOutcome[]): number | undefined {
  const bad = newest(...outcomes.map((outcome) => lastEnd[outcome]));
  if (bad === undefined) return undefined;
  const good = lastEnd.success;
  if (good === undefined) return 0;
  return bad >= good ? good : undefined;
}
