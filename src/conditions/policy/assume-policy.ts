import type { EventEnvelope } from '../../events/envelope.js';
import type { BackupEvent, EventAttributes } from '../../events/event.js';
import { IDENTITY_ATTRIBUTES, identityKey, identityOf, type JobIdentity } from '../../identity.js';
import type { Policy } from '../../policy/file/define-policy.js';
import type { PolicyDefinition } from '../../policy/file/definitions.js';
import type { PolicyIdentity, PolicyJob } from '../../policy/file/resolve.js';
import { ATTR_BACKUP_EXPECTED_DESTINATIONS, ATTR_BACKUP_EXPECTED_REGIONS, EVENT_BACKUP_JOB_DEFINED } from '../../semconv.js';
import { readAttributes } from '../../state/read-attributes.js';
import { byExactness, isAbout } from './policy-of.js';
import { POLICY_GAUGES, statedValues } from './stated-values.js';

/** A job of a history, as it would have been under a policy. */
export interface AssumedJob {
  readonly identity: JobIdentity;
  /** What the policy promises about it; `undefined` where it says nothing. */
  readonly promise: PolicyJob | undefined;
  /** In the order in which they came. */
  readonly envelopes: readonly EventEnvelope[];
}

/** A policy's job with the definition that is made of it. */
interface Promised {
  readonly identity: PolicyIdentity;
  readonly job: PolicyJob;
  readonly definition: PolicyDefinition;
}

const STATED_BY_POLICY: readonly string[] = [...POLICY_GAUGES, ATTR_BACKUP_EXPECTED_DESTINATIONS, ATTR_BACKUP_EXPECTED_REGIONS];

/**
 * A history as it would have been had each job stated what a policy promises, from the first event on: its definitions state that in place of
 * what they stated, and jobs of the policy that the history does not have are there and never run.
 *
 * @param from - Milliseconds since the Unix epoch
 */
export function assumePolicy({ jobs, definitions }: Policy, envelopes: readonly EventEnvelope[], from: number): readonly AssumedJob[] {
  const promises = byExactness(
    jobs.flatMap((job, index): Promised | [] => {
      const definition = definitions[index];
      return definition === undefined ? [] : { identity: job.identity, job, definition };
    }),
  );
  const known = new Map<string, { readonly identity: JobIdentity; readonly envelopes: EventEnvelope[] }>();
  for (const envelope of envelopes) {
    const identity = identityOf(envelope.resource, readAttributes(envelope.event));
    const key = identityKey(identity);
    const job = known.get(key) ?? { identity, envelopes: [] };
    job.envelopes.push(envelope);
    known.set(key, job);
  }
  const heard = [...known.values()].map((job) => ({ ...job, promised: promises.find(({ identity }) => isAbout(identity, job.identity)) }));
  const unheard = promises.filter((promise) => !heard.some(({ promised }) => promised === promise));
  return [...unheard.map((promised) => ({ identity: promised.identity, envelopes: [], promised })), ...heard].map(
    ({ identity, envelopes: own, promised }) => ({
      identity,
      promise: promised?.job,
      envelopes: promised
        ? [defined(identity, promised.definition, from), ...own.map((envelope) => underPolicy(envelope, promised.definition))]
        : own,
    }),
  );
}

/** A definition of the job that states what the policy does. */
function defined(identity: JobIdentity, definition: PolicyDefinition, at: number): EventEnvelope {
  const named = Object.entries(IDENTITY_ATTRIBUTES).flatMap(([part, name]) => {
    const value = identity[part as keyof JobIdentity];
    return value === undefined ? [] : [[name, value] as const];
  });
  const attributes = { ...Object.fromEntries(named), ...promisesOf(definition) };
  const event = { name: EVENT_BACKUP_JOB_DEFINED, id: `policy ${identityKey(identity)}`, sequence: 0, timestamp: at, attributes };
  return { resource: Object.fromEntries(named), event: event as unknown as BackupEvent, receivedAt: at };
}

/** The event as it would have been: a definition states what the policy does, and of what no policy states what it did. */
function underPolicy(envelope: EventEnvelope, definition: PolicyDefinition): EventEnvelope {
  const { event } = envelope;
  if (event.name !== EVENT_BACKUP_JOB_DEFINED) return envelope;
  const kept = Object.entries(event.attributes).filter(([name]) => !STATED_BY_POLICY.includes(name));
  return {
    ...envelope,
    event: { ...event, attributes: { ...Object.fromEntries(kept), ...promisesOf(definition) } } as unknown as BackupEvent,
  };
}

function promisesOf(definition: PolicyDefinition): EventAttributes {
  const { copies = [] } = definition;
  return {
    ...statedValues(definition),
    ...(copies.length > 0 && {
      [ATTR_BACKUP_EXPECTED_DESTINATIONS]: copies.map(({ destination }) => destination),
      [ATTR_BACKUP_EXPECTED_REGIONS]: copies.map(({ region }) => region ?? ''),
    }),
  };
}
