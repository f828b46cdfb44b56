import type { BackupOutcome } from '../../semconv.js';
import { DEFAULTS } from './defaults.js';
import type { TrackedJob } from './tracked-job.js';

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

/** Start of the run that is going on, or whose end was never told. */
export function openRun({ lastStart, lastEnd }: TrackedJob): number | undefined {
  const ended = newest(...Object.values(lastEnd));
  return lastStart !== undefined && (ended === undefined || lastStart > ended) ? lastStart : undefined;
}

/** Start of the run that is going on, when its process has shown a sign of life. */
export function livingRun(job: TrackedJob, now: number): number | undefined {
  const start = openRun(job);
  return start !== undefined && now - lastSign(job, start) <= DEFAULTS.lostAfter ? start : undefined;
}

/** Newest sign of life of the run that began at `start`. */
export function lastSign({ lastHeartbeat, lastProgress }: TrackedJob, start: number): number {
  return newest(start, lastHeartbeat, lastProgress) ?? start;
}

/** How late a start may be. */
export function startGrace({ expected: { startGrace: stated } }: TrackedJob, interval: number): number {
  return stated ?? Math.min(interval / 2, DEFAULTS.mostStartGrace);
}

/** Since when something bad is newer than every success: the last success, 0 when there was none. */
export function unhealed({ lastEnd }: TrackedJob, outcomes: readonly BackupOutcome[]): number | undefined {
  const bad = newest(...outcomes.map((outcome) => lastEnd[outcome]));
  if (bad === undefined) return undefined;
  const good = lastEnd.success;
  if (good === undefined) return 0;
  return bad > good ? good : undefined;
}
