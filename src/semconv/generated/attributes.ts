// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.

// Of a job: the same at every run.
/** What the run does with backups. Examples: `backup`, `verify`, `restore`. */
export const ATTR_BACKUP_OPERATION = 'backup.operation';
/** Name of the job, the same at every run. Low in number: never a path, an address, a date or an id that changes from run to run. Examples: `wedding-db-nightly`, `vendor-archive`. */
export const ATTR_BACKUP_JOB_NAME = 'backup.job.name';
/** Name of the place the backup goes to or is read from. A name that people gave the place, never a URL, a bucket address or a path. Examples: `s3-eu`, `vault-2`. */
export const ATTR_BACKUP_DESTINATION_NAME = 'backup.destination.name';
/** What the run covers. Examples: `full`, `incremental`. */
export const ATTR_BACKUP_TYPE = 'backup.type';
/** Retention tier the backup belongs to. Examples: `hourly`, `daily`, `weekly`. */
export const ATTR_BACKUP_RETENTION_TIER = 'backup.retention.tier';
/** Region of the destination. On backup signals it says where the copy is. Where the job runs is said by the same attribute of the resource. Examples: `eu-central-1`, `us-east-1`. */
export const ATTR_CLOUD_REGION = 'cloud.region';
/** Database product whose data the run is about. Examples: `postgresql`, `mysql`. */
export const ATTR_DB_SYSTEM_NAME = 'db.system.name';
/** Environment the job belongs to. Part of the identity of a job. Examples: `production`, `staging`. */
export const ATTR_DEPLOYMENT_ENVIRONMENT_NAME = 'deployment.environment.name';
/** Group of services the job belongs to. Part of the identity of a job. Example: `wedsync`. */
export const ATTR_SERVICE_NAMESPACE = 'service.namespace';
/** Service that runs the job. Part of the identity of a job. Example: `backup-orchestrator`. */
export const ATTR_SERVICE_NAME = 'service.name';

// Of a run: what it did, and how it ended.
/** Unique id of the run. Never on a metric. Example: `0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11`. */
export const ATTR_BACKUP_RUN_ID = 'backup.run.id';
/** Number of the try: 1 for the first, 2 for the first retry, and so on. Examples: `1`, `2`. */
export const ATTR_BACKUP_ATTEMPT = 'backup.attempt';
/** How many tries the run has, the first among them. On a metric it is never less than the number of the try: a try beyond the last is the last. Examples: `1`, `3`. */
export const ATTR_BACKUP_ATTEMPTS = 'backup.attempts';
/** Tells apart runs of one job that are going on in one process at the same time. The lowest number that is free when the run starts; left out for 0, so that a job whose runs never overlap has no such attribute. The ninth and further runs share 8. Examples: `1`, `2`. */
export const ATTR_BACKUP_RUN_SLOT = 'backup.run.slot';
/** Why the run was started. Examples: `schedule`, `manual`. */
export const ATTR_BACKUP_TRIGGER = 'backup.trigger';
/** Name of a stage of the run. Low in number: a stage such as `upload`, never a file or a table. Examples: `dump`, `compress`, `upload`. */
export const ATTR_BACKUP_PHASE_NAME = 'backup.phase.name';
/** How the run or the phase ended. Examples: `success`, `failure`. */
export const ATTR_BACKUP_OUTCOME = 'backup.outcome';
/** Short code that explains the outcome. Letters, digits, `_`, `-` and `.`, at most 64: a code, never a message. The package itself says `outcome_unreadable`, `time_unreadable`, `record_unreadable`, `field_unknown`, `exit_code`, `phase_failed`, `phase_incomplete`, `phase_not_awaited`, `phase_invalid`, `work_not_done` and, of a command, `output_held_open` and `environment_unreadable`. Examples: `table_locked`, `no_changes`. */
export const ATTR_BACKUP_REASON = 'backup.reason';
/** Class of the error the run or the phase ended with. A known code (of the system, of the runtime, SQLSTATE) where the error has one, else the name of its class. Never its message: messages carry paths, hosts and passwords. Examples: `ECONNREFUSED`, `57P01`, `TimeoutError`. */
export const ATTR_ERROR_TYPE = 'error.type';
/** Whether the run passed its time limit. A run that did so and still returned is a `success` with this mark. Example: `true`. */
export const ATTR_BACKUP_DEADLINE_EXCEEDED = 'backup.deadline_exceeded';
/** Trace that the environment variable `TRACEPARENT` of the process names: 32 hexadecimal digits. The first run of the process is part of that trace. Later ones have traces of their own, and name it. Example: `4bf92f3577b34da6a3ce929d0e0e4736`. */
export const ATTR_BACKUP_PROCESS_TRACE_ID = 'backup.process.trace.id';
/** Id of the run whose result this one copies, verifies or restores. Example: `0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11`. */
export const ATTR_BACKUP_PROVED_RUN_ID = 'backup.proved.run.id';
/** Trace of that run: 32 hexadecimal digits. An attribute rather than a span link, because collectors cannot filter the attributes of links. Example: `4bf92f3577b34da6a3ce929d0e0e4736`. */
export const ATTR_BACKUP_PROVED_TRACE_ID = 'backup.proved.trace.id';
/** When that run ended, in seconds since the Unix epoch. Example: `1780279200`. */
export const ATTR_BACKUP_PROVED_TIMESTAMP = 'backup.proved.timestamp';
/** Bytes that went through the byte counters of the run or the phase. Examples: `196608`, `52428800`. */
export const ATTR_BACKUP_PROCESSED_SIZE = 'backup.processed.size';
/** Size in bytes of what the run produced. Examples: `1048576`, `734003200`. */
export const ATTR_BACKUP_ARTIFACT_SIZE = 'backup.artifact.size';
/** Number of files in what the run produced. Examples: `1`, `2048`. */
export const ATTR_BACKUP_ARTIFACT_FILE_COUNT = 'backup.artifact.file.count';
/** Checksum of what the run produced, in hexadecimal or base64. Example: `9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`. */
export const ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE = 'backup.artifact.checksum.value';
/** Algorithm of the checksum. Examples: `sha256`, `blake3`. */
export const ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM = 'backup.artifact.checksum.algorithm';
/** Good copies left after retention was applied. Example: `30`. */
export const ATTR_BACKUP_RETENTION_COPIES = 'backup.retention.copies';
/** Time of the oldest good copy, in seconds since the Unix epoch. Example: `1780279200`. */
export const ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP = 'backup.retention.oldest.timestamp';
/** Time of the newest good copy, in seconds since the Unix epoch. Example: `1780279200`. */
export const ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP = 'backup.retention.newest.timestamp';
/** What was checked of what was restored, and found right. Example: `["rows","application"]`. */
export const ATTR_BACKUP_RESTORE_CHECKS = 'backup.restore.checks';
/** Exit code of the program that did the work. Examples: `0`, `1`. */
export const ATTR_PROCESS_EXIT_CODE = 'process.exit.code';
/** What came of the comparison of a copy with its source. Example: `match`. */
export const ATTR_BACKUP_COPY_COMPARISON = 'backup.copy.comparison';
/** Size in bytes of the copy that was compared. Example: `1048576`. */
export const ATTR_BACKUP_COPY_SIZE = 'backup.copy.size';
/** Size in bytes of the source that it was compared with. Example: `1048576`. */
export const ATTR_BACKUP_SOURCE_SIZE = 'backup.source.size';
/** Copies that a prune is about to remove. Example: `5`. */
export const ATTR_BACKUP_PRUNE_REMOVING = 'backup.prune.removing';
/** Good copies that the prune is about to leave. Example: `30`. */
export const ATTR_BACKUP_PRUNE_REMAINING = 'backup.prune.remaining';
/** The log of the database is archived up to here, in seconds since the Unix epoch. Example: `1780279200`. */
export const ATTR_BACKUP_LOG_UNTIL_TIMESTAMP = 'backup.log.until.timestamp';
/** Before here the log that was archived since this was recorded before has a gap, in seconds since the Unix epoch. Nobody knows where it lies: no more can be replayed past this time by what ended before it. Example: `1780279200`. */
export const ATTR_BACKUP_LOG_GAP_TIMESTAMP = 'backup.log.gap.timestamp';

// Of an event, and of the metrics of the package itself.
/** Unique id of the event; the same when the same event is delivered twice. Example: `0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11-3`. */
export const ATTR_BACKUP_EVENT_ID = 'backup.event.id';
/** Counts the events of one run from 1; 0 for events outside a run. Receivers order the events of a run by it, and know by a gap that one is missing. Examples: `1`, `8`. */
export const ATTR_BACKUP_EVENT_SEQUENCE = 'backup.event.sequence';
/** Duration of the run or the phase in seconds. Examples: `0.25`, `412.7`. */
export const ATTR_BACKUP_DURATION = 'backup.duration';
/** Bytes done so far. Example: `1048576`. */
export const ATTR_BACKUP_PROGRESS_DONE_SIZE = 'backup.progress.done.size';
/** Bytes there are to do. Example: `734003200`. */
export const ATTR_BACKUP_PROGRESS_TOTAL_SIZE = 'backup.progress.total.size';
/** Files done so far. Example: `12`. */
export const ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT = 'backup.progress.done.file.count';
/** Files there are to do. Example: `2048`. */
export const ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT = 'backup.progress.total.file.count';
/** Stated time between two starts, in seconds. Example: `86400`. */
export const ATTR_BACKUP_EXPECTED_INTERVAL = 'backup.expected.interval';
/** Stated tolerance for a late start, in seconds. Example: `1800`. */
export const ATTR_BACKUP_EXPECTED_START_GRACE = 'backup.expected.start_grace';
/** Stated longest normal duration, in seconds. Example: `7200`. */
export const ATTR_BACKUP_EXPECTED_MAX_DURATION = 'backup.expected.max_duration';
/** Stated shortest plausible duration, in seconds. Example: `30`. */
export const ATTR_BACKUP_EXPECTED_MIN_DURATION = 'backup.expected.min_duration';
/** Stated smallest plausible artifact, in bytes. Example: `1000000`. */
export const ATTR_BACKUP_EXPECTED_MIN_SIZE = 'backup.expected.min_size';
/** Stated number of tries of a run. Example: `3`. */
export const ATTR_BACKUP_EXPECTED_ATTEMPTS = 'backup.expected.attempts';
/** Stated time within which a failed try is followed by the next, in seconds. Example: `900`. */
export const ATTR_BACKUP_EXPECTED_RETRY_WITHIN = 'backup.expected.retry_within';
/** Stated recovery point objective, in seconds: at most so much time may be lost. Example: `3600`. */
export const ATTR_BACKUP_EXPECTED_RPO = 'backup.expected.rpo';
/** Stated recovery time objective, in seconds: a restore may take so long. Example: `14400`. */
export const ATTR_BACKUP_EXPECTED_RTO = 'backup.expected.rto';
/** Destinations that must hold a copy of every backup. Example: `["s3-eu","s3-us"]`. */
export const ATTR_BACKUP_EXPECTED_DESTINATIONS = 'backup.expected.destinations';
/** Regions of these destinations, at the same indexes; an empty string where none was stated. Example: `["eu-central-1","us-east-1"]`. */
export const ATTR_BACKUP_EXPECTED_REGIONS = 'backup.expected.regions';
/** Rule of the sanitizer that struck. A code, never what it struck at. Examples: `private-key`, `attribute-not-allowed`. */
export const ATTR_BACKUP_TELEMETRY_RULE = 'backup.telemetry.rule';
/** Kind of a problem: a wrong use of the instrumentation, or a part of the host that failed. Examples: `options_invalid`, `flush_missed`. */
export const ATTR_BACKUP_TELEMETRY_PROBLEM = 'backup.telemetry.problem';
