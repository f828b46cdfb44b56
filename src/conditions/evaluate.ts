import { isRetired } from './job/facts.js';
import type { JobState } from '../state/job-state.js';
import { readFacts } from './alert-facts.js';
import type { AlertFact, ConditionSeverity, Finding, JobCondition } from './types.js';

/** A condition that holds for a job. */
export interface HeldCondition extends Finding {
  readonly condition: JobCondition;
  readonly severity: ConditionSeverity;
  readonly summary: string;
  readonly description: string;
  /** What is known besides; empty where it is not. */
  readonly facts: Readonly<Partial<Record<AlertFact, string>>>;
}

/**
 * The conditions that hold for a job now; none for a job that was decommissioned. Times are in seconds since the Unix epoch.
 *
 * @param heardUntil - What counts as now where silence counts: earlier for a while after events could not be heard
 */
export function evaluateConditions(
  conditions: readonly JobCondition[],
  job: JobState,
  now: number,
  heardUntil = now,
): readonly HeldCondition[] {
  if (isRetired(job)) return [];
  return conditions.flatMap((condition) => {
    const finding = condition.holds(job, condition.restsOnSilence ? heardUntil : now);
    if (!finding) return [];
    const { severity, summary, description } = (finding.milder ? condition.milder : undefined) ?? condition;
    return [{ condition, ...finding, severity, summary, description, facts: readFacts(condition.facts ?? [], job) }];
  });
}

/** An episode as alerts have it. */
export function formatEpisode(episode: number): string {
  return episode.toFixed(3);
}
