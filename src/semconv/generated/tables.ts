// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.
import * as a from './attributes.js';
import type { BackupEventAttributes } from './event-attributes.js';
import * as e from './events.js';
import * as m from './metrics.js';
import type { BackupOperation, BackupOutcome } from './values.js';

/** Values of `backup.operation` that can be stated. */
export const BACKUP_OPERATIONS = ['backup', 'verify', 'restore', 'copy', 'prune'] as const;

/** Values of `backup.type` that can be stated. */
export const BACKUP_TYPES = ['full', 'incremental', 'differential', 'log', 'snapshot'] as const;

/** Values of `backup.trigger` that can be stated. */
export const BACKUP_TRIGGERS = ['schedule', 'manual', 'retry', 'event'] as const;

/** Values of `backup.outcome` that can be stated. */
export const BACKUP_OUTCOMES = ['success', 'partial', 'failure', 'timeout', 'cancelled', 'skipped'] as const;

/** Values of `backup.restore.checks` that can be stated. */
export const RESTORE_CHECKS = ['rows', 'checksums', 'application'] as const;

/** Values of `backup.copy.comparison` that can be stated. */
export const COPY_COMPARISONS = ['match', 'mismatch', 'missing', 'unreachable'] as const;

/** The state gauge that an event sets to its own time. */
export const GAUGE_BY_RUN_EVENT: Readonly<Partial<Record<string, m.StateGaugeName>>> = {
  [e.EVENT_BACKUP_RUN_STARTED]: m.METRIC_BACKUP_LAST_START_TIMESTAMP,
  [e.EVENT_BACKUP_RUN_HEARTBEAT]: m.METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  [e.EVENT_BACKUP_RUN_PROGRESS]: m.METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  [e.EVENT_BACKUP_PROBLEM_FOUND]: m.METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
};

/** The attribute that a state gauge takes its value from. A gauge that is not here gets the time of the event. */
export const ATTRIBUTE_BY_GAUGE: Readonly<Partial<Record<m.StateGaugeName, string>>> = {
  [m.METRIC_BACKUP_LAST_SIZE]: a.ATTR_BACKUP_ARTIFACT_SIZE,
  [m.METRIC_BACKUP_LAST_DURATION]: a.ATTR_BACKUP_DURATION,
  [m.METRIC_BACKUP_RESTORE_DURATION]: a.ATTR_BACKUP_DURATION,
  [m.METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP]: a.ATTR_BACKUP_PROVED_TIMESTAMP,
};

/**
 * Which state gauges the end of a run sets, by its outcome.
 * Size and duration come from successes only: a broken run must not become the norm that later runs are compared with.
 */
export const GAUGES_BY_OUTCOME = {
  success: [m.METRIC_BACKUP_LAST_END_TIMESTAMP, m.METRIC_BACKUP_LAST_SIZE, m.METRIC_BACKUP_LAST_DURATION],
  partial: [m.METRIC_BACKUP_LAST_END_TIMESTAMP],
  failure: [m.METRIC_BACKUP_LAST_END_TIMESTAMP, m.METRIC_BACKUP_LAST_FAILURE_TIMESTAMP],
  timeout: [m.METRIC_BACKUP_LAST_END_TIMESTAMP, m.METRIC_BACKUP_LAST_FAILURE_TIMESTAMP],
  cancelled: [m.METRIC_BACKUP_LAST_END_TIMESTAMP],
  skipped: [m.METRIC_BACKUP_LAST_END_TIMESTAMP],
} as const satisfies Record<BackupOutcome, readonly m.StateGaugeName[]>;

/** What a **successful** run of an operation proves: state gauges, and the event that states the fact. */
export interface ProvenFact {
  readonly event: keyof BackupEventAttributes;
  readonly gauges: readonly m.StateGaugeName[];
  /**
   * It is of a copy, which is the same whether a backup stored it, a copy run brought it or a verify run read it: one identity for all three.
   * A copy is at a destination: a run that named none states no such fact.
   */
  readonly ofCopy?: true;
}

/** The fact that a successful run of each operation proves. */
export const FACTS_BY_OPERATION = {
  backup: {
    event: e.EVENT_BACKUP_COPY_STORED,
    gauges: [m.METRIC_BACKUP_COPY_STORED_TIMESTAMP, m.METRIC_BACKUP_TIER_STORED_TIMESTAMP],
    ofCopy: true,
  },
  copy: { event: e.EVENT_BACKUP_COPY_STORED, gauges: [m.METRIC_BACKUP_COPY_STORED_TIMESTAMP], ofCopy: true },
  verify: { event: e.EVENT_BACKUP_COPY_VERIFIED, gauges: [m.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP], ofCopy: true },
  restore: {
    event: e.EVENT_BACKUP_RESTORE_TESTED,
    gauges: [m.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP, m.METRIC_BACKUP_RESTORE_DURATION, m.METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP],
  },
  prune: {
    event: e.EVENT_BACKUP_RETENTION_CHECKED,
    gauges: [m.METRIC_BACKUP_RETENTION_COPIES, m.METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP, m.METRIC_BACKUP_RETENTION_NEWEST_TIMESTAMP],
  },
} as const satisfies Record<BackupOperation, ProvenFact>;

/** The same without gauges that have the name of an attribute: the core needs no table for those. */
export const PROVEN_FACTS: Readonly<Record<BackupOperation, ProvenFact>> = {
  backup: {
    event: e.EVENT_BACKUP_COPY_STORED,
    gauges: [m.METRIC_BACKUP_COPY_STORED_TIMESTAMP, m.METRIC_BACKUP_TIER_STORED_TIMESTAMP],
    ofCopy: true,
  },
  copy: { event: e.EVENT_BACKUP_COPY_STORED, gauges: [m.METRIC_BACKUP_COPY_STORED_TIMESTAMP], ofCopy: true },
  verify: { event: e.EVENT_BACKUP_COPY_VERIFIED, gauges: [m.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP], ofCopy: true },
  restore: {
    event: e.EVENT_BACKUP_RESTORE_TESTED,
    gauges: [m.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP, m.METRIC_BACKUP_RESTORE_DURATION, m.METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP],
  },
  prune: { event: e.EVENT_BACKUP_RETENTION_CHECKED, gauges: [] },
};

/** The gauges of facts that runs record while they are going on. One that has the name of an attribute takes its value from it, another gets the time. */
export const GAUGES_BY_RECORDED_FACT: Readonly<Partial<Record<keyof BackupEventAttributes, readonly m.StateGaugeName[]>>> = {
  [e.EVENT_BACKUP_COPY_COMPARED]: [m.METRIC_BACKUP_COPY_COMPARED_TIMESTAMP],
  [e.EVENT_BACKUP_LOG_ARCHIVED]: [m.METRIC_BACKUP_LOG_UNTIL_TIMESTAMP, m.METRIC_BACKUP_LOG_GAP_TIMESTAMP],
  [e.EVENT_BACKUP_PRUNE_PLANNED]: [m.METRIC_BACKUP_PRUNE_REMOVING, m.METRIC_BACKUP_PRUNE_REMAINING],
};

/** Severity of an event, as the log data model of OpenTelemetry names it. */
export type EventSeverity = 'INFO' | 'WARN' | 'ERROR';

/** Severities of events that are not `INFO`, whatever the outcome. */
export const SEVERITY_BY_EVENT: Readonly<Partial<Record<string, EventSeverity>>> = {
  [e.EVENT_BACKUP_RUN_DEADLINE_EXCEEDED]: 'WARN',
};

/** Severities by outcome that are not `INFO`. */
export const SEVERITY_BY_OUTCOME: Readonly<Partial<Record<BackupOutcome, EventSeverity>>> = {
  partial: 'WARN',
  failure: 'ERROR',
  timeout: 'ERROR',
  cancelled: 'WARN',
};

/** Upper bounds of duration buckets in seconds: one second to two days. */
export const DURATION_BUCKETS_SECONDS = [
  1, 2.5, 5, 10, 30, 60, 150, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 57600, 86400, 172800,
] as const;

/** Upper bounds of size buckets in bytes: one kilobyte to fifty terabytes. */
export const SIZE_BUCKETS_BYTES = [
  1000, 10000, 100000, 1000000, 5000000, 10000000, 50000000, 100000000, 500000000, 1000000000, 5000000000, 10000000000, 50000000000,
  100000000000, 500000000000, 1000000000000, 5000000000000, 10000000000000, 50000000000000,
] as const;

/** A state gauge: an observable gauge that holds the last known value for each attribute set. */
export interface StateGauge {
  readonly unit: 's' | 'By' | '{attempt}' | '{copy}';
}

/** Units of the state gauges that are not in seconds. */
export const UNITS_BESIDES_SECONDS: Readonly<Partial<Record<m.StateGaugeName, StateGauge['unit']>>> = {
  [m.METRIC_BACKUP_LAST_SIZE]: 'By',
  [m.METRIC_BACKUP_EXPECTED_MIN_SIZE]: 'By',
  [m.METRIC_BACKUP_EXPECTED_ATTEMPTS]: '{attempt}',
  [m.METRIC_BACKUP_RETENTION_COPIES]: '{copy}',
  [m.METRIC_BACKUP_PRUNE_REMOVING]: '{copy}',
  [m.METRIC_BACKUP_PRUNE_REMAINING]: '{copy}',
};

/** What the name of each expectation begins with. */
export const EXPECTED_PREFIX = 'backup.expected.';

/** What the names of the gauges begin with that say what retention left. */
export const RETENTION_PREFIX = 'backup.retention.';

/** Every state gauge by name. Times are seconds since the Unix epoch by the clock of the job's machine. */
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
  [m.METRIC_BACKUP_COPY_COMPARED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_TIER_STORED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_RESTORE_DURATION]: { unit: 's' },
  [m.METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_RETENTION_COPIES]: { unit: '{copy}' },
  [m.METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_RETENTION_NEWEST_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_PRUNE_REMOVING]: { unit: '{copy}' },
  [m.METRIC_BACKUP_PRUNE_REMAINING]: { unit: '{copy}' },
  [m.METRIC_BACKUP_LOG_UNTIL_TIMESTAMP]: { unit: 's' },
  [m.METRIC_BACKUP_LOG_GAP_TIMESTAMP]: { unit: 's' },
} as const satisfies Record<m.StateGaugeName, StateGauge>;

/** An instrument that sums up what happened. */
export interface Instrument {
  readonly kind: 'histogram' | 'counter' | 'updowncounter';
  readonly unit: 's' | '{run}' | '{error}' | 'By' | '{problem}' | '{redaction}';
  readonly buckets?: readonly number[];
}

/** Every histogram and counter by name. */
export const INSTRUMENTS = {
  [m.METRIC_BACKUP_RUN_DURATION]: { kind: 'histogram', unit: 's', buckets: DURATION_BUCKETS_SECONDS },
  [m.METRIC_BACKUP_RUN_ACTIVE]: { kind: 'updowncounter', unit: '{run}' },
  [m.METRIC_BACKUP_RUN_ERRORS]: { kind: 'counter', unit: '{error}' },
  [m.METRIC_BACKUP_RUN_ENDED]: { kind: 'counter', unit: '{run}' },
  [m.METRIC_BACKUP_PHASE_DURATION]: { kind: 'histogram', unit: 's', buckets: DURATION_BUCKETS_SECONDS },
  [m.METRIC_BACKUP_ARTIFACT_SIZE]: { kind: 'histogram', unit: 'By', buckets: SIZE_BUCKETS_BYTES },
  [m.METRIC_BACKUP_PROCESSED_SIZE]: { kind: 'counter', unit: 'By' },
  [m.METRIC_BACKUP_TELEMETRY_PROBLEMS]: { kind: 'counter', unit: '{problem}' },
} as const satisfies Record<m.InstrumentName, Instrument>;

/** What a sanitizer counts. Apart from the others, which every program with the core has. */
export const SANITIZER_INSTRUMENTS = {
  [m.METRIC_BACKUP_TELEMETRY_REDACTIONS]: { kind: 'counter', unit: '{redaction}' },
} as const satisfies Record<string, Instrument>;
