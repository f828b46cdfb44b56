import {
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
} from './attributes.js';
import type { StateGaugeName } from './instruments.js';
import {
  EVENT_BACKUP_COPY_STORED,
  EVENT_BACKUP_COPY_VERIFIED,
  EVENT_BACKUP_PROBLEM_FOUND,
  EVENT_BACKUP_RESTORE_TESTED,
  EVENT_BACKUP_RETENTION_CHECKED,
  EVENT_BACKUP_RUN_HEARTBEAT,
  EVENT_BACKUP_RUN_PROGRESS,
  EVENT_BACKUP_RUN_STARTED,
} from './events.js';
import {
  METRIC_BACKUP_COPY_STORED_TIMESTAMP,
  METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP,
  METRIC_BACKUP_LAST_DURATION,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_SIZE,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_RESTORE_DURATION,
  METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP,
  METRIC_BACKUP_RETENTION_COPIES,
  METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP,
} from './metrics.js';
import type { BackupOperation, BackupOutcome } from './values.js';

/** The state gauge that an event sets to its own time. */
export const GAUGE_BY_RUN_EVENT: Readonly<Partial<Record<string, StateGaugeName>>> = {
  [EVENT_BACKUP_RUN_STARTED]: METRIC_BACKUP_LAST_START_TIMESTAMP,
  [EVENT_BACKUP_RUN_HEARTBEAT]: METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  [EVENT_BACKUP_RUN_PROGRESS]: METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  [EVENT_BACKUP_PROBLEM_FOUND]: METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
};

/** The attribute that a state gauge takes its value from. A gauge that is not here gets the time of the event. */
export const ATTRIBUTE_BY_GAUGE: Readonly<Partial<Record<StateGaugeName, string>>> = {
  [METRIC_BACKUP_LAST_DURATION]: ATTR_BACKUP_DURATION,
  [METRIC_BACKUP_LAST_SIZE]: ATTR_BACKUP_ARTIFACT_SIZE,
  [METRIC_BACKUP_RESTORE_DURATION]: ATTR_BACKUP_DURATION,
  [METRIC_BACKUP_RETENTION_COPIES]: ATTR_BACKUP_RETENTION_COPIES,
  [METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP]: ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
};

/**
 * Which state gauges the end of a run sets, by its outcome.
 * Size and duration come from successes only: a broken run must not become the norm that later runs are compared with.
 */
export const GAUGES_BY_OUTCOME = {
  success: [METRIC_BACKUP_LAST_END_TIMESTAMP, METRIC_BACKUP_LAST_DURATION, METRIC_BACKUP_LAST_SIZE],
  partial: [METRIC_BACKUP_LAST_END_TIMESTAMP],
  failure: [METRIC_BACKUP_LAST_END_TIMESTAMP, METRIC_BACKUP_LAST_FAILURE_TIMESTAMP],
  timeout: [METRIC_BACKUP_LAST_END_TIMESTAMP, METRIC_BACKUP_LAST_FAILURE_TIMESTAMP],
  cancelled: [METRIC_BACKUP_LAST_END_TIMESTAMP],
  skipped: [METRIC_BACKUP_LAST_END_TIMESTAMP],
} as const satisfies Record<BackupOutcome, readonly StateGaugeName[]>;

/** What a **successful** run of an operation proves: state gauges, the event that states the fact, and the operation they are filed under. */
export interface ProvenFact {
  readonly event: string;
  readonly gauges: readonly StateGaugeName[];
  /**
   * A copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it: one identity for all three.
   * It is at a destination: a run that named none states no such fact.
   */
  readonly filedUnder: BackupOperation;
}

export const FACTS_BY_OPERATION = {
  backup: { event: EVENT_BACKUP_COPY_STORED, gauges: [METRIC_BACKUP_COPY_STORED_TIMESTAMP], filedUnder: 'copy' },
  copy: { event: EVENT_BACKUP_COPY_STORED, gauges: [METRIC_BACKUP_COPY_STORED_TIMESTAMP], filedUnder: 'copy' },
  verify: { event: EVENT_BACKUP_COPY_VERIFIED, gauges: [METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP], filedUnder: 'copy' },
  restore: {
    event: EVENT_BACKUP_RESTORE_TESTED,
    gauges: [METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP, METRIC_BACKUP_RESTORE_DURATION],
    filedUnder: 'restore',
  },
  prune: {
    event: EVENT_BACKUP_RETENTION_CHECKED,
    gauges: [METRIC_BACKUP_RETENTION_COPIES, METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP],
    filedUnder: 'prune',
  },
} as const satisfies Record<BackupOperation, ProvenFact>;
