import type { BackupOperation, BackupType } from '../../semconv.js';
import type { Duration } from '../duration.js';
import { msOf } from './fields.js';
import { onlySet } from '../../untrusted/only-set.js';
import type { PolicyJob, PolicyTier } from './resolve.js';
import { usualInterval } from './usual-interval.js';

/** What `defineBackup` takes of a job. */
export interface PolicyDefinition {
  /** Name of the job. */
  readonly job: string;
  /** What its runs do. */
  readonly operation: BackupOperation;
  /** Name of the place the backup goes to or is read from. */
  readonly destination?: string | undefined;
  /** What its runs cover, where that is one thing. */
  readonly type?: BackupType | undefined;
  /** The tier, where it has only one. */
  readonly retentionTier?: string | undefined;
  /** Longest usual time between two starts, by whatever schedule; a day is 24 h, also where clocks change. */
  readonly every?: Duration | undefined;
  /** How late a start may be before the run counts as overdue. */
  readonly startGrace?: Duration | undefined;
  /** Longest normal duration. */
  readonly maxDuration?: Duration | undefined;
  /** Shortest plausible duration. */
  readonly minDuration?: Duration | undefined;
  /** Smallest plausible artifact in bytes. */
  readonly minBytes?: number | undefined;
  /** Recovery point objective. */
  readonly rpo?: Duration | undefined;
  /** Recovery time objective. */
  readonly rto?: Duration | undefined;
  /** Destinations and regions that must hold a copy. */
  readonly copies?: readonly { readonly destination: string; readonly region?: string | undefined }[] | undefined;
}

/**
 * What `defineBackup` takes of a job. Alert rules know a job by its identity, whichever tier a run is of: where tiers differ, the definition
 * states what holds for each of them, and nothing where one states nothing. The tier that starts most often says how often the job starts.
 */
export function definitionOf({ identity, copies, tiers, rpo, rto }: PolicyJob): PolicyDefinition {
  const { operation, job, destination } = identity;
  const [only] = tiers.length === 1 ? tiers : [];
  const ofAll = <T>(read: (tier: PolicyTier) => T | undefined): readonly T[] => {
    const stated = tiers.flatMap((tier) => read(tier) ?? []);
    return stated.length === tiers.length ? stated : [];
  };
  const [frequent] = tiers
    .flatMap((tier) => {
      const everyMs = usualInterval(tier);
      return everyMs === undefined ? [] : [{ everyMs, grace: tier.grace }];
    })
    .sort((one, other) => one.everyMs - other.everyMs);
  const types = new Set(tiers.map(({ type }) => type));
  return onlySet({
    job,
    operation,
    destination,
    type: types.size === 1 ? [...types][0] : undefined,
    retentionTier: only?.name,
    every: frequent?.everyMs,
    startGrace: frequent?.grace,
    maxDuration: longest(ofAll(({ maxDuration }) => maxDuration)),
    minDuration: shortest(ofAll(({ minDuration }) => minDuration)),
    minBytes: least(ofAll(({ minBytes }) => minBytes)),
    rpo: only ? only.rpo : rpo,
    rto: only ? only.rto : rto,
    copies: copies?.map(({ destination: place, region }) => onlySet({ destination: place, region })),
  });
}

function longest(durations: readonly Duration[]): Duration | undefined {
  return [...durations].sort((one, other) => msOf(other) - msOf(one))[0];
}

function shortest(durations: readonly Duration[]): Duration | undefined {
  return [...durations].sort((one, other) => msOf(one) - msOf(other))[0];
}

function least(sizes: readonly number[]): number | undefined {
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}
