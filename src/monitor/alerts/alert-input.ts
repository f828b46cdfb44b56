import { onlySet } from '../../untrusted/only-set.js';
import type { AlertInput } from '../../alerts/index.js';
import type { AlertFact } from '../../conditions/types.js';
import { formatEpisode, type HeldCondition } from '../../conditions/evaluate.js';
import { renderText } from '../../conditions/texts.js';
import type { JobIdentity } from '../../identity.js';

/** An alert that goes on: what tells it from others, and when it began. */
export interface OpenAlert {
  /** Key of the job. */
  readonly job: string;
  readonly alert: string;
  readonly severity: AlertInput['severity'];
  readonly episode: string;
  /** How often it was over before, and came back in the same episode. */
  readonly recurrence: number;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

/** What tells alerts of one job apart. */
export function alertKey({ job, alert, severity, episode }: Pick<OpenAlert, 'job' | 'alert' | 'severity' | 'episode'>): string {
  return [job, alert, severity, episode].join('\n');
}

/** The alert that a condition opens which holds for a job. */
export function openedBy(job: string, held: HeldCondition, startedAt: number): OpenAlert {
  return { job, alert: held.condition.name, severity: held.severity, episode: formatEpisode(held.episode), recurrence: 0, startedAt };
}

/** Receivers act once on an id, and the id is made of the episode: one that comes back needs another. */
function statedEpisode({ episode, recurrence }: OpenAlert): string {
  return recurrence === 0 ? episode : `${episode}#${recurrence + 1}`;
}

/** What WS-155 is sent when an alert begins: the words of its condition, and what is known of the cause. */
export function firingInput(open: OpenAlert, held: HeldCondition, identity: JobIdentity): AlertInput {
  const { alert, severity, startedAt } = open;
  const { facts } = held;
  const number = (fact: AlertFact) => (facts[fact] ? Number(facts[fact]) : undefined);
  const lastSuccess = number('last_success');
  return {
    alert,
    severity,
    identity: onlySet(identity),
    episode: statedEpisode(open),
    startedAt: new Date(startedAt),
    summary: renderText(held.summary, identity),
    description: renderText(held.description, identity),
    errorType: facts.error_type || undefined,
    phase: facts.phase || undefined,
    exitCode: number('exit_code'),
    attempt: number('attempt'),
    attempts: number('attempts'),
    lastSuccessAt: lastSuccess === undefined ? undefined : new Date(lastSuccess * 1_000),
    sizeNow: number('size_now'),
    sizeBefore: number('size_before'),
  };
}

/** What WS-155 is sent when it is over. */
export function resolvedInput(open: OpenAlert, identity: JobIdentity, endedAt: number): AlertInput {
  const { alert, severity, startedAt } = open;
  return {
    alert,
    status: 'resolved',
    severity,
    identity: onlySet(identity),
    episode: statedEpisode(open),
    startedAt: new Date(startedAt),
    endedAt: new Date(endedAt),
    summary: `${alert} is over`,
  };
}
