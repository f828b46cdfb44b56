import { isRetired } from './facts.js';
import type { TrackedJob } from './tracked-job.js';
import type { Finding, JobCondition } from './types.js';

/** A condition that holds for a job. */
export interface HeldCondition extends Finding {
  readonly condition: JobCondition;
}

/** The conditions that hold for a job now; none for a job that was decommissioned. `now` is in seconds since the Unix epoch. */
export function evaluateConditions(conditions: readonly JobCondition[], job: TrackedJob, now: number): readonly HeldCondition[] {
  if (isRetired(job)) return [];
  return conditions.flatMap((condition) => {
    const finding = condition.holds(job, now);
    return finding ? [{ condition, ...finding }] : [];
  });
}

/** An episode as the annotation `episode` has it. */
export function formatEpisode(episode: number): string {
  return episode.toFixed(3);
}
