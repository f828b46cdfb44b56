// Metrics for people: what happened, summed up over time.
export const METRIC_BACKUP_RUN_DURATION = 'backup.run.duration';
export const METRIC_BACKUP_RUN_ACTIVE = 'backup.run.active';
export const METRIC_BACKUP_RUN_ERRORS = 'backup.run.errors';
export const METRIC_BACKUP_RUN_ENDED = 'backup.run.ended';
export const METRIC_BACKUP_PHASE_DURATION = 'backup.phase.duration';
export const METRIC_BACKUP_ARTIFACT_SIZE = 'backup.artifact.size';
export const METRIC_BACKUP_PROCESSED_SIZE = 'backup.processed.size';
export const METRIC_BACKUP_TELEMETRY_PROBLEMS = 'backup.telemetry.problems';
export const METRIC_BACKUP_TELEMETRY_REDACTIONS = 'backup.telemetry.redactions';

// Metrics for rules: last known state, one value for each identity.
export const METRIC_BACKUP_LAST_START_TIMESTAMP = 'backup.run.last_start.timestamp';
export const METRIC_BACKUP_LAST_END_TIMESTAMP = 'backup.run.last_end.timestamp';
export const METRIC_BACKUP_LAST_FAILURE_TIMESTAMP = 'backup.run.last_failure.timestamp';
export const METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP = 'backup.run.last_heartbeat.timestamp';
export const METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP = 'backup.run.last_progress.timestamp';
export const METRIC_BACKUP_LAST_SIZE = 'backup.run.last_size';
export const METRIC_BACKUP_LAST_DURATION = 'backup.run.last_duration';
export const METRIC_BACKUP_REGISTERED_TIMESTAMP = 'backup.job.registered.timestamp';
export const METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP = 'backup.job.decommissioned.timestamp';
export const METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP = 'backup.telemetry.last_problem.timestamp';
export const METRIC_BACKUP_LAST_CLEAN_TIMESTAMP = 'backup.telemetry.last_clean.timestamp';
export const METRIC_BACKUP_EXPECTED_INTERVAL = 'backup.expected.interval';
export const METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP = 'backup.expected.next_start.timestamp';
export const METRIC_BACKUP_EXPECTED_START_GRACE = 'backup.expected.start_grace';
export const METRIC_BACKUP_EXPECTED_MAX_DURATION = 'backup.expected.max_duration';
export const METRIC_BACKUP_EXPECTED_MIN_DURATION = 'backup.expected.min_duration';
export const METRIC_BACKUP_EXPECTED_MIN_SIZE = 'backup.expected.min_size';
export const METRIC_BACKUP_EXPECTED_ATTEMPTS = 'backup.expected.attempts';
export const METRIC_BACKUP_EXPECTED_RETRY_WITHIN = 'backup.expected.retry_within';
export const METRIC_BACKUP_EXPECTED_RPO = 'backup.expected.rpo';
export const METRIC_BACKUP_EXPECTED_RTO = 'backup.expected.rto';
export const METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP = 'backup.copy.registered.timestamp';
export const METRIC_BACKUP_COPY_STORED_TIMESTAMP = 'backup.copy.last_stored.timestamp';
export const METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP = 'backup.copy.last_verified.timestamp';
export const METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP = 'backup.restore.last_success.timestamp';
export const METRIC_BACKUP_RESTORE_DURATION = 'backup.restore.last_duration';
export const METRIC_BACKUP_RETENTION_COPIES = 'backup.retention.copies';
export const METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP = 'backup.retention.oldest.timestamp';

/** Upper bounds of duration buckets in seconds: one second to two days. */
export const DURATION_BUCKETS_SECONDS = [
  1, 2.5, 5, 10, 30, 60, 150, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800,
] as const;

/** Upper bounds of size buckets in bytes: one kilobyte to fifty terabytes. */
export const SIZE_BUCKETS_BYTES = [
  1e3, 1e4, 1e5, 1e6, 5e6, 1e7, 5e7, 1e8, 5e8, 1e9, 5e9, 1e10, 5e10, 1e11, 5e11, 1e12, 5e12, 1e13, 5e13,
] as const;
