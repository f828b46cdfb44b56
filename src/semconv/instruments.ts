import * as m from './metrics.js';

/** A state gauge: an observable gauge that holds the last known value for each attribute set. */
export interface StateGauge {
  readonly unit: 's' | 'By' | '{copy}';
  readonly description: string;
}

/**
 * Every state gauge by name. Times are seconds since the Unix epoch by the clock of the job's host.
 * Gauges are used because a counter born at 1 in a short-lived process never shows an increase.
 */
export const STATE_GAUGES = {
  [m.METRIC_BACKUP_LAST_START_TIME]: { unit: 's', description: 'When the newest run started.' },
  [m.METRIC_BACKUP_LAST_END_TIME]: { unit: 's', description: 'When the newest run of this outcome ended.' },
  [m.METRIC_BACKUP_LAST_HEARTBEAT_TIME]: { unit: 's', description: 'When a run was last known to be alive.' },
  [m.METRIC_BACKUP_LAST_PROGRESS_TIME]: { unit: 's', description: 'When a run last did more work.' },
  [m.METRIC_BACKUP_LAST_SIZE]: { unit: 'By', description: 'Artifact size of the newest successful run.' },
  [m.METRIC_BACKUP_LAST_DURATION]: { unit: 's', description: 'Duration of the newest successful run.' },
  [m.METRIC_BACKUP_REGISTERED_TIME]: { unit: 's', description: 'When this process defined the job.' },
  [m.METRIC_BACKUP_DECOMMISSIONED_TIME]: { unit: 's', description: 'When the job was taken out of service.' },
  [m.METRIC_BACKUP_EXPECTED_INTERVAL]: { unit: 's', description: 'Stated time between starts.' },
  [m.METRIC_BACKUP_EXPECTED_NEXT_START_TIME]: { unit: 's', description: 'When the next run should start.' },
  [m.METRIC_BACKUP_EXPECTED_START_GRACE]: { unit: 's', description: 'Stated tolerance for a late start.' },
  [m.METRIC_BACKUP_EXPECTED_MAX_DURATION]: { unit: 's', description: 'Stated longest normal duration.' },
  [m.METRIC_BACKUP_EXPECTED_MIN_DURATION]: { unit: 's', description: 'Stated shortest plausible duration.' },
  [m.METRIC_BACKUP_EXPECTED_MIN_SIZE]: { unit: 'By', description: 'Stated smallest plausible artifact.' },
  [m.METRIC_BACKUP_EXPECTED_RPO]: { unit: 's', description: 'Stated recovery point objective.' },
  [m.METRIC_BACKUP_EXPECTED_RTO]: { unit: 's', description: 'Stated recovery time objective.' },
  [m.METRIC_BACKUP_COPY_REGISTERED_TIME]: { unit: 's', description: 'When this process stated that the destination must hold a copy.' },
  [m.METRIC_BACKUP_COPY_STORED_TIME]: { unit: 's', description: 'When the destination last received a good copy.' },
  [m.METRIC_BACKUP_COPY_VERIFIED_TIME]: { unit: 's', description: 'When a copy at the destination was last verified.' },
  [m.METRIC_BACKUP_RESTORE_SUCCESS_TIME]: { unit: 's', description: 'When a restore last succeeded.' },
  [m.METRIC_BACKUP_RESTORE_DURATION]: { unit: 's', description: 'Duration of the newest successful restore.' },
  [m.METRIC_BACKUP_RETENTION_COPIES]: { unit: '{copy}', description: 'Good copies kept.' },
  [m.METRIC_BACKUP_RETENTION_OLDEST_TIME]: { unit: 's', description: 'Time of the oldest good copy.' },
} as const satisfies Record<string, StateGauge>;

/** Name of a state gauge. */
export type StateGaugeName = keyof typeof STATE_GAUGES;

/** An instrument that sums up what happened. */
export interface Instrument {
  readonly kind: 'histogram' | 'counter' | 'updowncounter';
  readonly unit: 's' | 'By' | '{run}' | '{error}' | '{mistake}';
  readonly description: string;
  readonly buckets?: readonly number[];
}

/** Every histogram and counter by name. */
export const INSTRUMENTS = {
  [m.METRIC_BACKUP_RUN_DURATION]: { kind: 'histogram', unit: 's', description: 'Duration of runs.', buckets: m.DURATION_BUCKETS_SECONDS },
  [m.METRIC_BACKUP_RUN_ACTIVE]: { kind: 'updowncounter', unit: '{run}', description: 'Runs going on now.' },
  [m.METRIC_BACKUP_RUN_ERRORS]: { kind: 'counter', unit: '{error}', description: 'Runs that ended by an error.' },
  [m.METRIC_BACKUP_RUNS]: { kind: 'counter', unit: '{run}', description: 'Runs that ended.' },
  [m.METRIC_BACKUP_PHASE_DURATION]: {
    kind: 'histogram',
    unit: 's',
    description: 'Duration of phases.',
    buckets: m.DURATION_BUCKETS_SECONDS,
  },
  [m.METRIC_BACKUP_ARTIFACT_SIZE]: {
    kind: 'histogram',
    unit: 'By',
    description: 'Size of finished artifacts.',
    buckets: m.SIZE_BUCKETS_BYTES,
  },
  [m.METRIC_BACKUP_PROCESSED]: { kind: 'counter', unit: 'By', description: 'Bytes that went through byte meters.' },
  [m.METRIC_BACKUP_TELEMETRY_MISTAKES]: {
    kind: 'counter',
    unit: '{mistake}',
    description: 'Wrong uses of this package that it repaired or dropped.',
  },
} as const satisfies Record<string, Instrument>;
