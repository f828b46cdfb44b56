// Identity of a job's state, together with the resource attributes below.
export const ATTR_BACKUP_OPERATION = 'backup.operation';
export const ATTR_BACKUP_JOB_NAME = 'backup.job.name';
export const ATTR_BACKUP_DESTINATION_NAME = 'backup.destination.name';

// Resource attributes that belong to the identity. Copied from OpenTelemetry's conventions.
export const ATTR_DEPLOYMENT_ENVIRONMENT_NAME = 'deployment.environment.name';
export const ATTR_SERVICE_NAMESPACE = 'service.namespace';
export const ATTR_SERVICE_NAME = 'service.name';

// Low-cardinality facts: allowed on metrics.
export const ATTR_BACKUP_TYPE = 'backup.type';
export const ATTR_BACKUP_OUTCOME = 'backup.outcome';
export const ATTR_BACKUP_PHASE_NAME = 'backup.phase.name';
export const ATTR_BACKUP_RETENTION_TIER = 'backup.retention.tier';
export const ATTR_BACKUP_TELEMETRY_PROBLEM = 'backup.telemetry.problem';
export const ATTR_BACKUP_TELEMETRY_RULE = 'backup.telemetry.rule';
export const ATTR_CLOUD_REGION = 'cloud.region';
export const ATTR_ERROR_TYPE = 'error.type';
export const ATTR_BACKUP_ATTEMPT = 'backup.attempt';
export const ATTR_BACKUP_ATTEMPTS = 'backup.attempts';
export const ATTR_BACKUP_RUN_SLOT = 'backup.run.slot';
export const ATTR_PROCESS_EXIT_CODE = 'process.exit.code';

// Facts about one run: spans and events only, never on a metric.
export const ATTR_BACKUP_RUN_ID = 'backup.run.id';
export const ATTR_BACKUP_TRIGGER = 'backup.trigger';
export const ATTR_BACKUP_REASON = 'backup.reason';
export const ATTR_BACKUP_DURATION = 'backup.duration';
export const ATTR_BACKUP_DEADLINE_EXCEEDED = 'backup.deadline_exceeded';
export const ATTR_BACKUP_PROCESSED_SIZE = 'backup.processed.size';
export const ATTR_BACKUP_ARTIFACT_SIZE = 'backup.artifact.size';
export const ATTR_BACKUP_ARTIFACT_FILE_COUNT = 'backup.artifact.file.count';
export const ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE = 'backup.artifact.checksum.value';
export const ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM = 'backup.artifact.checksum.algorithm';
export const ATTR_BACKUP_PROCESS_TRACE_ID = 'backup.process.trace.id';
export const ATTR_BACKUP_PROVED_RUN_ID = 'backup.proved.run.id';
export const ATTR_BACKUP_PROVED_TRACE_ID = 'backup.proved.trace.id';
export const ATTR_BACKUP_RETENTION_COPIES = 'backup.retention.copies';
export const ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP = 'backup.retention.oldest.timestamp';
export const ATTR_DB_SYSTEM_NAME = 'db.system.name';

// Events only.
export const ATTR_BACKUP_EVENT_ID = 'backup.event.id';
export const ATTR_BACKUP_EVENT_SEQUENCE = 'backup.event.sequence';
export const ATTR_BACKUP_PROGRESS_DONE_SIZE = 'backup.progress.done.size';
export const ATTR_BACKUP_PROGRESS_TOTAL_SIZE = 'backup.progress.total.size';
export const ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT = 'backup.progress.done.file.count';
export const ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT = 'backup.progress.total.file.count';
export const ATTR_BACKUP_EXPECTED_INTERVAL = 'backup.expected.interval';
export const ATTR_BACKUP_EXPECTED_START_GRACE = 'backup.expected.start_grace';
export const ATTR_BACKUP_EXPECTED_MAX_DURATION = 'backup.expected.max_duration';
export const ATTR_BACKUP_EXPECTED_MIN_DURATION = 'backup.expected.min_duration';
export const ATTR_BACKUP_EXPECTED_MIN_SIZE = 'backup.expected.min_size';
export const ATTR_BACKUP_EXPECTED_ATTEMPTS = 'backup.expected.attempts';
export const ATTR_BACKUP_EXPECTED_RETRY_WITHIN = 'backup.expected.retry_within';
export const ATTR_BACKUP_EXPECTED_RPO = 'backup.expected.rpo';
export const ATTR_BACKUP_EXPECTED_RTO = 'backup.expected.rto';
export const ATTR_BACKUP_EXPECTED_DESTINATIONS = 'backup.expected.destinations';
export const ATTR_BACKUP_EXPECTED_REGIONS = 'backup.expected.regions';
