import {
  ATTR_BACKUP_RETENTION_TIER,
  METRIC_BACKUP_TIER_STORED_TIMESTAMP,
  METRIC_BACKUP_LOG_GAP_TIMESTAMP,
  METRIC_BACKUP_LOG_UNTIL_TIMESTAMP,
  METRIC_BACKUP_PRUNE_REMAINING,
  METRIC_BACKUP_PRUNE_REMOVING,
  METRIC_BACKUP_RETENTION_COPIES,
  METRIC_BACKUP_RETENTION_NEWEST_TIMESTAMP,
  METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  type StateGaugeName,
} from '../semconv.js';
import type { JobState } from './job-state.js';

/** A number that is stated, and when it was. Times are seconds since the Unix epoch. */
export interface StatedValue {
  readonly value: number;
  readonly asOf: number;
}

const GAUGES = {
  lastStored: METRIC_BACKUP_TIER_STORED_TIMESTAMP,
  copies: METRIC_BACKUP_RETENTION_COPIES,
  oldest: METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  newest: METRIC_BACKUP_RETENTION_NEWEST_TIMESTAMP,
  removing: METRIC_BACKUP_PRUNE_REMOVING,
  remaining: METRIC_BACKUP_PRUNE_REMAINING,
  logUntil: METRIC_BACKUP_LOG_UNTIL_TIMESTAMP,
  logGap: METRIC_BACKUP_LOG_GAP_TIMESTAMP,
} as const satisfies Record<string, StateGaugeName>;

/** What is known of one retention tier of a job: its newest stored backup, what retention left, what is archived. */
export type TierState = Readonly<Partial<Record<keyof typeof GAUGES, StatedValue>>>;

/** The retention tiers of a job by name; what states no tier is under an empty text. Read from its gauges, where each is written once. */
export function tiersOf({ gauges }: Pick<JobState, 'gauges'>): Readonly<Record<string, TierState>> {
  const tiers = Object.create(null) as Record<string, Partial<Record<keyof typeof GAUGES, StatedValue>>>;
  for (const [field, gauge] of Object.entries(GAUGES) as [keyof typeof GAUGES, StateGaugeName][])
    for (const { labels, value, asOf } of Object.values(gauges[gauge] ?? {}))
      (tiers[String(labels[ATTR_BACKUP_RETENTION_TIER] ?? '')] ??= {})[field] = { value, asOf };
  return tiers;
}
