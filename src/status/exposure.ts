import { METRIC_BACKUP_EXPECTED_RPO } from '../semconv.js';
import { DEFAULTS } from '../policy/defaults.js';
import type { JobState } from '../state/job-state.js';
import { iso } from './words.js';

/** How old the newest success is, beside how old it may be. */
export interface Exposure {
  /** Its age in seconds. */
  readonly ageSeconds: number;
  /** How old it may be, in seconds. */
  readonly objectiveSeconds: number;
  /** What says so: the recovery point objective of the job, or else two of the intervals that it states. */
  readonly objective: 'rpo' | 'interval';
  /** Age over objective: above 1 more may be lost than was promised. */
  readonly ratio: number;
  /** When it is older than it may be, unless a run succeeds before. */
  readonly crossesAt: string;
}

/** `undefined` for a job that never succeeded, or that states neither objective nor interval. @param now - In seconds since the Unix epoch */
export function exposureOf(job: JobState, now: number): Exposure | undefined {
  const at = job.lastEnd.success;
  const objective = objectiveOf(job);
  if (at === undefined || objective === undefined) return undefined;
  const [name, seconds] = objective;
  const age = Math.max(0, now - at);
  return {
    ageSeconds: age,
    objectiveSeconds: seconds,
    objective: name,
    ratio: age / seconds,
    crossesAt: iso(at + seconds),
  };
}

/** Whether a success is too old to be called good where the job says nothing of how often it runs. */
export function isOldWithoutObjective(job: JobState, now: number): boolean {
  return objectiveOf(job) === undefined && now - (job.lastEnd.success ?? -Infinity) > DEFAULTS.absentAfter;
}

function objectiveOf({ gauges, expected: { interval } }: JobState): readonly ['rpo' | 'interval', seconds: number] | undefined {
  const stated = Object.values(gauges[METRIC_BACKUP_EXPECTED_RPO] ?? {}).sort((one, other) => one.asOf - other.asOf);
  const rpo = stated.at(-1)?.value;
  if (rpo !== undefined && rpo > 0) return ['rpo', rpo];
  return interval === undefined || interval <= 0 ? undefined : ['interval', 2 * interval];
}
