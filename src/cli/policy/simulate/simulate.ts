import { JOB_CONDITIONS, renderText } from '../../../conditions/index.js';
import { assumePolicy, type AssumedJob } from '../../../conditions/policy/assume-policy.js';
import { playHistory, type FiredAlert } from '../../../conditions/policy/play-history.js';
import type { EventEnvelope } from '../../../events/envelope.js';
import { identityKey, type JobIdentity } from '../../../identity.js';
import { matchRuns, type Policy, type RunStart } from '../../../policy/index.js';
import {
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_TRIGGER,
  BACKUP_TRIGGERS,
  EVENT_BACKUP_RUN_STARTED,
} from '../../../semconv.js';

/** What would have become of a tier's starts. */
export interface StartCounts {
  readonly tier: string | undefined;
  readonly expected: number;
  readonly onTime: number;
  readonly late: number;
  readonly missed: number;
  /** Neither begun nor late at the end. */
  readonly due: number;
  readonly extra: number;
}

/** What would have come of a policy, job by job. */
export interface SimulatedJob {
  readonly identity: JobIdentity;
  /** Whether the policy says anything about it. */
  readonly isPromised: boolean;
  readonly runs: number;
  readonly alerts: readonly (FiredAlert & { readonly text: string })[];
  readonly starts: readonly StartCounts[];
}

/** What would have come of a policy over a history. */
export interface Simulation {
  readonly from: Date;
  readonly until: Date;
  readonly jobs: readonly SimulatedJob[];
}

/** Plays a history as if each job had stated what the policy promises. @param until - Up to this moment; by default that of the last event */
export function simulate(policy: Policy, envelopes: readonly EventEnvelope[], until?: Date): Simulation | undefined {
  const [first] = envelopes;
  const last = envelopes.at(-1);
  if (!first || !last) return undefined;
  const from = first.receivedAt;
  const end = until?.getTime() ?? last.receivedAt;
  const jobs = assumePolicy(policy, envelopes, from).map((job) => simulateJob(job, from, end));
  const name = ({ identity }: SimulatedJob) => identityKey(identity);
  return { from: new Date(from), until: new Date(end), jobs: jobs.sort((one, other) => (name(one) < name(other) ? -1 : 1)) };
}

function simulateJob({ identity, promise, envelopes }: AssumedJob, from: number, until: number): SimulatedJob {
  const runs = runsOf(envelopes, until);
  return {
    identity,
    isPromised: promise !== undefined,
    runs: runs.length,
    alerts: playHistory(JOB_CONDITIONS, envelopes, until).map((alert) => ({ ...alert, text: renderText(alert.summary, identity) })),
    starts: (promise?.tiers ?? []).flatMap(({ name, schedule, grace }) => {
      if (!schedule) return [];
      const { expected, extra } = matchRuns(schedule, name === undefined ? runs : runs.filter(({ tier }) => tier === name), {
        from: new Date(from),
        until: new Date(until),
        ...(grace !== undefined && { grace }),
      });
      const count = (state: (typeof expected)[number]['state']) => expected.filter((start) => start.state === state).length;
      return {
        tier: name,
        expected: expected.length,
        onTime: count('on_time'),
        late: count('late'),
        missed: count('missed'),
        due: count('due'),
        extra: extra.length,
      };
    }),
  };
}

interface Run extends RunStart {
  readonly tier: unknown;
}

/** Each run once, however often its start came. */
function runsOf(envelopes: readonly EventEnvelope[], until: number): readonly Run[] {
  const runs = new Map<unknown, Run>();
  for (const { event, receivedAt } of envelopes) {
    if (event.name !== EVENT_BACKUP_RUN_STARTED || receivedAt > until) continue;
    const { attributes } = event;
    runs.set(attributes[ATTR_BACKUP_RUN_ID], {
      startedAt: new Date(event.timestamp),
      // Of one that nobody knows the run counts as any other.
      trigger: BACKUP_TRIGGERS.find((known) => known === attributes[ATTR_BACKUP_TRIGGER]),
      tier: attributes[ATTR_BACKUP_RETENTION_TIER],
    });
  }
  return [...runs.values()];
}
