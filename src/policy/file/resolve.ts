import { onlySet } from '../../untrusted/only-set.js';
import type { BackupOperation, BackupType } from '../../semconv.js';
import type { Schedule } from '../schedule/create-schedule.js';
import { parseSchedule } from '../schedule/parse-schedule.js';
import { withPauses } from '../schedule/plan.js';
import type { ScheduleDefinition } from '../schedule/types.js';
import type { ReadJob, ReadPolicyFile, ReadTier } from './schema.js';
import type { PolicyCommitments, PolicyLimits, PolicyObjectives } from './types.js';

/** The identity of a job in a policy. */
export interface PolicyIdentity {
  /** Deployment environment such as `production`. */
  readonly environment?: string | undefined;
  /** Namespace of the service. */
  readonly namespace?: string | undefined;
  /** Name of the service. */
  readonly service?: string | undefined;
  /** What its runs do. */
  readonly operation: BackupOperation;
  /** Name of the job. */
  readonly job: string;
  /** Name of the place the backup goes to or is read from. */
  readonly destination?: string | undefined;
}

/** What is promised about one tier of a job, with all that it inherits. */
export interface PolicyTier extends PolicyObjectives, PolicyLimits {
  /** `undefined` for a job without tiers. */
  readonly name?: string | undefined;
  /** What its backups cover. */
  readonly type?: BackupType | undefined;
  /** How many backups of it are kept. */
  readonly keep?: number | undefined;
  /** When it is expected to start, outside maintenance windows. */
  readonly schedule?: Schedule | undefined;
  /** The schedule as data. */
  readonly scheduleDefinition?: ScheduleDefinition | undefined;
}

/** What is promised about one job, with all that it inherits. */
export interface PolicyJob extends PolicyCommitments, PolicyObjectives, PolicyLimits {
  /** Which job it is. */
  readonly identity: PolicyIdentity;
  /** At least one: a job without tiers has one without a name. */
  readonly tiers: readonly PolicyTier[];
}

/** Jobs with what they inherit: from the defaults field by field, and tiers from their job. */
export function resolveJobs({ defaults = {}, jobs }: ReadPolicyFile): readonly PolicyJob[] {
  return jobs.map((own) => {
    const {
      environment,
      namespace,
      service,
      operation = 'backup',
      job,
      destination,
      schedule,
      tiers = {},
      ...rest
    } = inherit(defaults, own);
    const common = { ...objectivesOf(rest), schedule };
    const named = Object.entries(tiers).map(([name, tier]) => resolveTier(name, inherit(common, tier), rest.maintenance));
    return {
      ...rest,
      identity: { environment, namespace, service, operation, job, destination },
      tiers: named.length > 0 ? named : [resolveTier(undefined, common, rest.maintenance)],
    };
  });
}

function resolveTier(name: string | undefined, { schedule, ...tier }: ReadTier, maintenance: ReadJob['maintenance']): PolicyTier {
  const parsed = schedule === undefined ? undefined : parseSchedule(schedule);
  const plan = parsed?.ok === true ? parsed.schedule : undefined;
  // Of one that ends before it begins is said elsewhere.
  const windows = (maintenance ?? []).map(({ from, until }) => ({ from: new Date(from), until: new Date(until) }));
  const pauses = windows.filter(({ from, until }) => from < until);
  return {
    ...tier,
    name,
    schedule: plan && pauses.length > 0 && !plan.isRelative ? withPauses(plan, pauses) : plan,
    scheduleDefinition: schedule as ScheduleDefinition | undefined,
  };
}

function objectivesOf({
  type,
  grace,
  maxDuration,
  minDuration,
  minBytes,
  maxBytes,
  rpo,
  rto,
  sla,
  escalation,
}: Omit<ReadJob, 'job'>): ReadTier {
  return { type, grace, maxDuration, minDuration, minBytes, maxBytes, rpo, rto, sla, escalation };
}

/** The fields that are set win. */
function inherit<A extends object, B extends object>(from: A, own: B): A & B {
  return { ...from, ...onlySet(own) };
}
