import type {
  ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE,
  ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM,
  ATTR_BACKUP_ARTIFACT_FILE_COUNT,
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_DEADLINE_EXCEEDED,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_EVENT_ID,
  ATTR_BACKUP_EVENT_SEQUENCE,
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_INTERVAL,
  ATTR_BACKUP_EXPECTED_MAX_DURATION,
  ATTR_BACKUP_EXPECTED_MIN_DURATION,
  ATTR_BACKUP_EXPECTED_MIN_SIZE,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_EXPECTED_ATTEMPTS,
  ATTR_BACKUP_EXPECTED_RETRY_WITHIN,
  ATTR_BACKUP_EXPECTED_RPO,
  ATTR_BACKUP_EXPECTED_RTO,
  ATTR_BACKUP_EXPECTED_START_GRACE,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_REASON,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_PROCESSED_SIZE,
  ATTR_BACKUP_PROGRESS_DONE_SIZE,
  ATTR_BACKUP_PROGRESS_TOTAL_SIZE,
  ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT,
  ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT,
  ATTR_BACKUP_PROCESS_TRACE_ID,
  ATTR_BACKUP_PROVED_RUN_ID,
  ATTR_BACKUP_PROVED_TRACE_ID,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_RUN_SLOT,
  ATTR_BACKUP_TELEMETRY_PROBLEM,
  ATTR_BACKUP_TRIGGER,
  ATTR_BACKUP_TYPE,
  ATTR_CLOUD_REGION,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_PROCESS_EXIT_CODE,
  BackupOperation,
  BackupOutcome,
  BackupTrigger,
  BackupType,
  EVENT_BACKUP_COPY_STORED,
  EVENT_BACKUP_COPY_VERIFIED,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  EVENT_BACKUP_PHASE_FINISHED,
  EVENT_BACKUP_PROBLEM_FOUND,
  EVENT_BACKUP_RESTORE_TESTED,
  EVENT_BACKUP_RETENTION_CHECKED,
  EVENT_BACKUP_RUN_DEADLINE_EXCEEDED,
  EVENT_BACKUP_RUN_FINISHED,
  EVENT_BACKUP_RUN_HEARTBEAT,
  EVENT_BACKUP_RUN_PROGRESS,
  EVENT_BACKUP_RUN_STARTED,
  NO_PROBLEM,
  ProblemKind,
  UNKNOWN_OPERATION,
} from '../semconv.js';

/** A value that an attribute of an event may have. */
export type EventAttributeValue = string | number | boolean | string[];

/** Attributes of any event. */
export type EventAttributes = Record<string, EventAttributeValue>;

interface JobAttributes {
  readonly [ATTR_BACKUP_EVENT_ID]: string;
  readonly [ATTR_BACKUP_EVENT_SEQUENCE]: number;
  /** `unknown` for a run whose operation could not be read. */
  readonly [ATTR_BACKUP_OPERATION]: BackupOperation | typeof UNKNOWN_OPERATION;
  readonly [ATTR_BACKUP_JOB_NAME]: string;
  readonly [ATTR_BACKUP_DESTINATION_NAME]?: string;
  readonly [ATTR_CLOUD_REGION]?: string;
  readonly [ATTR_BACKUP_TYPE]?: BackupType;
  readonly [ATTR_BACKUP_RETENTION_TIER]?: string;
  readonly [ATTR_DB_SYSTEM_NAME]?: string;
}

interface RunAttributes extends JobAttributes {
  readonly [ATTR_BACKUP_RUN_ID]: string;
  /** Tells apart runs of the job that go on at once in one process; left out for 0. */
  readonly [ATTR_BACKUP_RUN_SLOT]?: number;
  readonly [ATTR_BACKUP_ATTEMPT]?: number;
  readonly [ATTR_BACKUP_ATTEMPTS]?: number;
  readonly [ATTR_BACKUP_TRIGGER]?: BackupTrigger;
  readonly [ATTR_BACKUP_PROCESS_TRACE_ID]?: string;
  readonly [ATTR_BACKUP_PROVED_RUN_ID]?: string;
  readonly [ATTR_BACKUP_PROVED_TRACE_ID]?: string;
}

interface EndAttributes extends RunAttributes {
  readonly [ATTR_BACKUP_OUTCOME]: BackupOutcome;
  /** Seconds. */
  readonly [ATTR_BACKUP_DURATION]: number;
  /** Class of the error; present on `failure` and `timeout`. */
  readonly [ATTR_ERROR_TYPE]?: string;
}

interface ReportAttributes {
  readonly [ATTR_BACKUP_ARTIFACT_SIZE]?: number;
  readonly [ATTR_BACKUP_ARTIFACT_FILE_COUNT]?: number;
  readonly [ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE]?: string;
  readonly [ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM]?: string;
  readonly [ATTR_BACKUP_PROCESSED_SIZE]?: number;
  readonly [ATTR_BACKUP_RETENTION_COPIES]?: number;
  /** Seconds since the Unix epoch. */
  readonly [ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP]?: number;
  readonly [ATTR_PROCESS_EXIT_CODE]?: number;
}

interface FinishedAttributes extends EndAttributes, ReportAttributes {
  /** Where the error arose, if it was in a phase. */
  readonly [ATTR_BACKUP_PHASE_NAME]?: string;
  /** Short code that explains the outcome. */
  readonly [ATTR_BACKUP_REASON]?: string;
  readonly [ATTR_BACKUP_DEADLINE_EXCEEDED]?: boolean;
  /** The newest problem of the run, else of the definition of its job. */
  readonly [ATTR_BACKUP_TELEMETRY_PROBLEM]: ProblemKind | typeof NO_PROBLEM;
}

interface ProgressAttributes extends RunAttributes {
  readonly [ATTR_BACKUP_PHASE_NAME]?: string;
  readonly [ATTR_BACKUP_PROGRESS_DONE_SIZE]?: number;
  readonly [ATTR_BACKUP_PROGRESS_TOTAL_SIZE]?: number;
  readonly [ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT]?: number;
  readonly [ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT]?: number;
}

/** Durations in seconds, sizes in bytes. */
interface DefinitionAttributes extends JobAttributes {
  readonly [ATTR_BACKUP_EXPECTED_INTERVAL]?: number;
  readonly [ATTR_BACKUP_EXPECTED_START_GRACE]?: number;
  readonly [ATTR_BACKUP_EXPECTED_MAX_DURATION]?: number;
  readonly [ATTR_BACKUP_EXPECTED_MIN_DURATION]?: number;
  readonly [ATTR_BACKUP_EXPECTED_MIN_SIZE]?: number;
  readonly [ATTR_BACKUP_EXPECTED_ATTEMPTS]?: number;
  readonly [ATTR_BACKUP_EXPECTED_RETRY_WITHIN]?: number;
  readonly [ATTR_BACKUP_EXPECTED_RPO]?: number;
  readonly [ATTR_BACKUP_EXPECTED_RTO]?: number;
  /** Destinations that must hold a copy; the region at the same index belongs to each. */
  readonly [ATTR_BACKUP_EXPECTED_DESTINATIONS]?: readonly string[];
  /** Regions of the destinations, `''` where none was stated. */
  readonly [ATTR_BACKUP_EXPECTED_REGIONS]?: readonly string[];
}

interface ProblemAttributes extends JobAttributes {
  readonly [ATTR_BACKUP_TELEMETRY_PROBLEM]: ProblemKind;
}

/** Attributes of each event by its name. The same keys and values leave as OpenTelemetry log records. */
export interface BackupEventAttributes {
  readonly [EVENT_BACKUP_JOB_DEFINED]: DefinitionAttributes;
  readonly [EVENT_BACKUP_JOB_DECOMMISSIONED]: DefinitionAttributes;
  readonly [EVENT_BACKUP_RUN_STARTED]: RunAttributes;
  readonly [EVENT_BACKUP_RUN_PROGRESS]: ProgressAttributes;
  readonly [EVENT_BACKUP_RUN_HEARTBEAT]: RunAttributes;
  readonly [EVENT_BACKUP_RUN_DEADLINE_EXCEEDED]: RunAttributes;
  readonly [EVENT_BACKUP_PHASE_FINISHED]: EndAttributes & { readonly [ATTR_BACKUP_PHASE_NAME]: string };
  readonly [EVENT_BACKUP_RUN_FINISHED]: FinishedAttributes;
  readonly [EVENT_BACKUP_PROBLEM_FOUND]: ProblemAttributes;
  readonly [EVENT_BACKUP_COPY_STORED]: FinishedAttributes;
  readonly [EVENT_BACKUP_COPY_VERIFIED]: FinishedAttributes;
  readonly [EVENT_BACKUP_RESTORE_TESTED]: FinishedAttributes;
  readonly [EVENT_BACKUP_RETENTION_CHECKED]: FinishedAttributes;
}

/** Name of an event. */
export type BackupEventName = keyof BackupEventAttributes;

/** What happened, as a listener gets it: frozen, and free of anything that was not meant to leave. Narrow it by `name`. */
export type BackupEvent = {
  readonly [Name in BackupEventName]: {
    readonly name: Name;
    /** Unique; the same when the same event is delivered twice. */
    readonly id: string;
    /** Counts the events of one run from 1; 0 for events outside a run. */
    readonly sequence: number;
    /** Milliseconds since the Unix epoch. */
    readonly timestamp: number;
    readonly attributes: BackupEventAttributes[Name];
  };
}[BackupEventName];

/** Gets every event at the moment it happens. What it throws, rejects with or returns harms nothing; it is never waited for. */
export type BackupEventListener = (event: BackupEvent) => void;
