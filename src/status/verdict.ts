import type { HeldCondition } from '../conditions/evaluate.js';
import { isRetired, newest } from '../conditions/job/facts.js';
import { renderText } from '../conditions/texts.js';
import { describeJob } from '../identity.js';
import type { JobState, OpenRun } from '../state/job-state.js';
import { codeOf } from './condition-codes.js';
import { isOldWithoutObjective, type Exposure } from './exposure.js';
import { isWorse, type StatusCode } from './status-code.js';
import { describeSeconds } from './words.js';

/** What is true of a job, and why as a sentence. */
export type Verdict = readonly [status: StatusCode, reason: string];

/** What a verdict is made of. */
export interface Evidence {
  readonly held: readonly HeldCondition[];
  readonly living: readonly OpenRun[];
  readonly exposure: Exposure | undefined;
  /** When the next start is expected, in seconds since the Unix epoch. */
  readonly due: number | undefined;
  readonly now: number;
  /** What counts as now where silence counts. */
  readonly heardUntil: number;
}

/** The worst of all that may be said of a job. Nothing is good that was not shown to be. */
export function verdictOf(job: JobState, { held, living, exposure, due, now, heardUntil }: Evidence): Verdict {
  const subject = describeJob(job.identity);
  if (isRetired(job)) return ['decommissioned', `${subject} is out of service`];
  const verdicts: Verdict[] = held.map((one) => [codeOf(one), renderText(one.summary, job.identity)]);
  const ended = newest(...Object.values(job.lastEnd));
  if (due !== undefined && due < heardUntil && living.length === 0) verdicts.push(['late', `${subject} should have started by now`]);
  if (exposure && exposure.ratio > 1) {
    const [age, most] = [exposure.ageSeconds, exposure.objectiveSeconds].map(describeSeconds);
    verdicts.push(['warning', `the last success of ${subject} is ${age} old, more than ${most}`]);
  }
  if (isOldWithoutObjective(job, now) && job.lastEnd.success !== undefined)
    verdicts.push(['unknown', `${subject} says neither how often it runs nor how old its newest success may be`]);
  if (job.lastEnd.success === undefined) {
    if (ended !== undefined) verdicts.push(['never_succeeded', `${subject} has never succeeded`]);
    else if (job.lastStart === undefined) verdicts.push(['never_ran', `${subject} has never run`]);
    else if (living.length === 0) verdicts.push(['unknown', `${subject} has started, and nothing is known of an end`]);
  }
  if (living.length > 0) verdicts.push(['running', `${subject} is running`]);
  const [first, ...others] = verdicts;
  if (first) return others.reduce((worst, other) => (isWorse(other[0], worst[0]) ? other : worst), first);
  return job.lastEnd.success === undefined
    ? ['unknown', `nothing is known of ${subject}`]
    : ['ok', `the last success of ${subject} is young enough, and nothing is the matter`];
}
