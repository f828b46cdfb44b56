import type { BackupDefinition, ExpectedCopy } from './definition-types.js';
import type { BackupTelemetryOptions } from './telemetry.js';
import type { BackupOptions, BackupProgress, BackupRecord, BackupReport, RecordedPhase, RunDescription, RunReference } from './types.js';

/** Every field of an options object. A table by type: one that is forgotten does not compile. */
export type FieldsOf<T> = Readonly<Record<keyof T, 1>>;

type Job = Omit<RunDescription, 'attempt' | 'trigger' | 'proves'>;

const JOB: FieldsOf<Job> = { job: 1, operation: 1, type: 1, destination: 1, region: 1, dbSystem: 1, retentionTier: 1, attempts: 1 };

const DESCRIPTION: FieldsOf<RunDescription> = { ...JOB, attempt: 1, trigger: 1, proves: 1 };

export const RUN_FIELDS: FieldsOf<BackupOptions> = { ...DESCRIPTION, signal: 1, timeout: 1, traceparent: 1, heartbeat: 1, flush: 1 };

export const REFERENCE_FIELDS: FieldsOf<RunReference> = { runId: 1, traceId: 1 };

export const REPORT_FIELDS: FieldsOf<BackupReport> = { bytes: 1, files: 1, checksum: 1, exitCode: 1, copies: 1, oldestCopy: 1 };

export const PROGRESS_FIELDS: FieldsOf<BackupProgress> = { bytesDone: 1, bytesTotal: 1, filesDone: 1, filesTotal: 1 };

export const RECORDED_PHASE_FIELDS: FieldsOf<RecordedPhase> = { name: 1, startedAt: 1, endedAt: 1, outcome: 1, error: 1 };

export const RECORD_FIELDS: FieldsOf<BackupRecord> = {
  ...DESCRIPTION,
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

export const DEFINITION_FIELDS: FieldsOf<BackupDefinition> = {
  ...JOB,
  retryWithin: 1,
  timeout: 1,
  heartbeat: 1,
  flush: 1,
  every: 1,
  startGrace: 1,
  maxDuration: 1,
  minDuration: 1,
  minBytes: 1,
  rpo: 1,
  rto: 1,
  copies: 1,
};

export const TELEMETRY_FIELDS: FieldsOf<BackupTelemetryOptions> = {
  tracerProvider: 1,
  meterProvider: 1,
  loggerProvider: 1,
  now: 1,
  heartbeat: 1,
  flush: 1,
  flushTimeout: 1,
};
