import {
  METRIC_BACKUP_EXPECTED_ATTEMPTS,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  METRIC_BACKUP_EXPECTED_RPO,
  METRIC_BACKUP_EXPECTED_RTO,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  type StateGaugeName,
} from '../../semconv.js';
import type { BackupDefinition, ExpectedCopy } from '../definition-types.js';
import type { BackupOptions, BackupRecord, BackupReport, RecordedPhase, RunDescription, RunReference } from '../types.js';

/** Every field of an options object. A table by type: one that is forgotten does not compile. */
export type FieldsOf<T> = Readonly<Record<keyof T, unknown>>;

type Job = Omit<RunDescription, 'attempt' | 'trigger' | 'proves'>;

const JOB: FieldsOf<Job> = { job: 1, operation: 1, type: 1, destination: 1, region: 1, dbSystem: 1, retentionTier: 1, attempts: 1 };

export const DESCRIPTION_FIELDS: FieldsOf<RunDescription> = { ...JOB, attempt: 1, trigger: 1, proves: 1 };

/** What tells a job from others. */
export const IDENTITY_FIELDS: readonly unknown[] = ['job', 'operation', 'destination'] satisfies (keyof Job)[];

export const RUN_FIELDS: FieldsOf<BackupOptions> = { ...DESCRIPTION_FIELDS, signal: 1, timeout: 1, traceparent: 1, heartbeat: 1, flush: 1 };

export const REFERENCE_FIELDS: FieldsOf<RunReference> = { runId: 1, traceId: 1 };

export const REPORT_FIELDS: FieldsOf<BackupReport> = {
  bytes: 1,
  files: 1,
  checksum: 1,
  exitCode: 1,
  retainedCopies: 1,
  oldestCopy: 1,
  newestCopy: 1,
};

export const RECORDED_PHASE_FIELDS: FieldsOf<RecordedPhase> = { name: 1, startedAt: 1, endedAt: 1, outcome: 1, error: 1 };

export const RECORD_FIELDS: FieldsOf<BackupRecord> = {
  ...DESCRIPTION_FIELDS,
  startedAt: 1,
  endedAt: 1,
  outcome: 1,
  reason: 1,
  error: 1,
  report: 1,
  phases: 1,
  traceparent: 1,
  flush: 1,
};

export const COPY_FIELDS: FieldsOf<ExpectedCopy> = { destination: 1, region: 1 };

/** What a definition may state in numbers: the gauge of each. The event of the definition has attributes of the same names. */
export const EXPECTATIONS = {
  every: METRIC_BACKUP_EXPECTED_INTERVAL,
  startGrace: METRIC_BACKUP_EXPECTED_START_GRACE,
  maxDuration: METRIC_BACKUP_EXPECTED_MAX_DURATION,
  minDuration: METRIC_BACKUP_EXPECTED_MIN_DURATION,
  minBytes: METRIC_BACKUP_EXPECTED_MIN_SIZE,
  attempts: METRIC_BACKUP_EXPECTED_ATTEMPTS,
  retryWithin: METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  rpo: METRIC_BACKUP_EXPECTED_RPO,
  rto: METRIC_BACKUP_EXPECTED_RTO,
} as const satisfies Partial<Record<keyof BackupDefinition, StateGaugeName>>;

export type ExpectedField = keyof typeof EXPECTATIONS;

export const DEFINITION_FIELDS: FieldsOf<BackupDefinition> = {
  ...JOB,
  ...EXPECTATIONS,
  timeout: 1,
  heartbeat: 1,
  flush: 1,
  copies: 1,
};
