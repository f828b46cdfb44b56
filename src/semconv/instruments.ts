import * as m from './metrics.js';

/** A state gauge: an observable gauge that holds the last known value for each attribute set. */
export interface StateGauge {
  readonly unit: 's' | 'By' | '{copy}' | '{attempt}';
}

/**
 * Every state gauge by name. Times are seconds since the Unix epoch by the clock of the job's host.
 * Gauges are used because a counter born at 1 in a short-lived process never shows an increase.
 */
export const STATE_GAUGES = {
  [m.METRIC_BACKUP_LAST_START_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_END_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_FAILURE_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_SIZE]: { unit: 'By' },
  [m.METRIC_BACKUP_LAST_DURATION]: { unit: 's' },
  [m.METRIC_BACKUP_REGISTERED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LAST_CLEAN_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_INTERVAL]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_START_GRACE]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_MAX_DURATION]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_MIN_DURATION]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_MIN_SIZE]: { unit: 'By' },
  [m.METRIC_BACKUP_EXPECTED_ATTEMPTS]: { unit: '{attempt}' },
  [m.METRIC_BACKUP_EXPECTED_RETRY_WITHIN]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_RPO]: { unit: 's' },
  [m.METRIC_BACKUP_EXPECTED_RTO]: { unit: 's' },
  [m.METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_COPY_STORED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_RESTORE_DURATION]: { unit: 's' },
  [m.METRIC_BACKUP_RETENTION_COPIES]: { unit: '{copy}' },
  [m.METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP]: { unit: 's' },
} as const satisfies Record<string, StateGauge>;

/** Name of a state gauge. */
export type StateGaugeName = keyof typeof STATE_GAUGES;

/** An instrument that sums up what happened. */
export interface Instrument {
  readonly kind: 'histogram' | 'counter' | 'updowncounter';
  readonly unit: 's' | 'By' | '{run}' | '{error}' | '{problem}' | '{redaction}';
  readonly buckets?: readonly number[];
}

/** Every histogram and counter by name. */
export const INSTRUMENTS = {
  [m.METRIC_BACKUP_RUN_DURATION]: { kind: 'histogram', unit: 's', buckets: m.DURATION_BUCKETS_SECONDS },
  [m.METRIC_BACKUP_RUN_ACTIVE]: { kind: 'updowncounter', unit: '{run}' },
  [m.METRIC_BACKUP_RUN_ERRORS]: { kind: 'counter', unit: '{error}' },
  [m.METRIC_BACKUP_RUN_ENDED]: { kind: 'counter', unit: '{run}' },
  [m.METRIC_BACKUP_PHASE_DURATION]: {
    kind: 'histogram',
    unit: 's',
    buckets: m.DURATION_BUCKETS_SECONDS,
  },
  [m.METRIC_BACKUP_ARTIFACT_SIZE]: {
    kind: 'histogram',
    unit: 'By',
    buckets: m.SIZE_BUCKETS_BYTES,
  },
  [m.METRIC_BACKUP_PROCESSED_SIZE]: { kind: 'counter', unit: 'By' },
  [m.METRIC_BACKUP_TELEMETRY_PROBLEMS]: {
    kind: 'counter',
    unit: '{problem}',
  },
} as const satisfies Record<string, Instrument>;

/** What a sanitizer counts. Apart from the others, which every host of the core has. */
export const SANITIZER_INSTRUMENTS = {
  [m.METRIC_BACKUP_TELEMETRY_REDACTIONS]: { kind: 'counter', unit: '{redaction}' },
} as const satisfies Record<string, Instrument>;
