// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.
import type {
  DeliveryAttributes,
  IdentityAttributes,
  TypeAttributes,
  JobAttributes,
  DefinitionAttributes,
  RunAttributes,
  OutcomeAttributes,
  ErrorAttributes,
  BytesAttributes,
  DurationAttributes,
  ResultAttributes,
  CopyAttributes,
} from './attribute-sets.js';
import type { RestoreCheck, CopyComparison, ProblemKind, NO_PROBLEM } from './values.js';

/** Attributes of the event `backup.job.defined`. */
export interface BackupJobDefinedAttributes
  extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, DefinitionAttributes {}

/** Attributes of the event `backup.job.decommissioned`. */
export interface BackupJobDecommissionedAttributes
  extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, DefinitionAttributes {}

/** Attributes of the event `backup.run.started`. */
export interface BackupRunStartedAttributes extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes {}

/** Attributes of the event `backup.run.progress`. */
export interface BackupRunProgressAttributes extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes {
  /** Name of a stage of the run. Present if a phase reports its progress. */
  readonly 'backup.phase.name'?: string;
  /** Bytes done so far. */
  readonly 'backup.progress.done.size'?: number;
  /** Bytes there are to do. */
  readonly 'backup.progress.total.size'?: number;
  /** Files done so far. */
  readonly 'backup.progress.done.file.count'?: number;
  /** Files there are to do. */
  readonly 'backup.progress.total.file.count'?: number;
}

/** Attributes of the event `backup.run.heartbeat`. */
export interface BackupRunHeartbeatAttributes
  extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes {}

/** Attributes of the event `backup.run.deadline_exceeded`. */
export interface BackupRunDeadlineExceededAttributes
  extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes {}

/** Attributes of the event `backup.phase.finished`. */
export interface BackupPhaseFinishedAttributes
  extends
    DeliveryAttributes,
    IdentityAttributes,
    TypeAttributes,
    JobAttributes,
    RunAttributes,
    OutcomeAttributes,
    ErrorAttributes,
    BytesAttributes,
    DurationAttributes {
  /** Name of a stage of the run. */
  readonly 'backup.phase.name': string;
}

/** Attributes of the event `backup.run.finished`. */
export interface BackupRunFinishedAttributes
  extends
    DeliveryAttributes,
    IdentityAttributes,
    TypeAttributes,
    JobAttributes,
    RunAttributes,
    OutcomeAttributes,
    BytesAttributes,
    ResultAttributes,
    DurationAttributes,
    ErrorAttributes {
  /** Name of a stage of the run. Present if the outcome is `failure` or `timeout` and the error arose in a phase. */
  readonly 'backup.phase.name'?: string;
  /** When that run ended, in seconds since the Unix epoch. Present if the operation is `restore` and it was recorded. */
  readonly 'backup.proved.timestamp'?: number;
  /** What was checked of what was restored, and found right. Present if the operation is `restore` and it was recorded. */
  readonly 'backup.restore.checks'?: RestoreCheck;
}

/** Attributes of the event `backup.problem.found`. */
export interface BackupProblemFoundAttributes extends DeliveryAttributes, IdentityAttributes {
  /** Kind of a problem: a wrong use of the instrumentation, or a part of the host that failed. */
  readonly 'backup.telemetry.problem': ProblemKind | typeof NO_PROBLEM;
}

/** Attributes of the event `backup.copy.stored`. */
export interface BackupCopyStoredAttributes
  extends
    DeliveryAttributes,
    IdentityAttributes,
    TypeAttributes,
    JobAttributes,
    RunAttributes,
    OutcomeAttributes,
    BytesAttributes,
    ResultAttributes,
    DurationAttributes,
    CopyAttributes {
  /** Name of the place the backup goes to or is read from. */
  readonly 'backup.destination.name': string;
}

/** Attributes of the event `backup.copy.verified`. */
export interface BackupCopyVerifiedAttributes
  extends
    DeliveryAttributes,
    IdentityAttributes,
    TypeAttributes,
    JobAttributes,
    RunAttributes,
    OutcomeAttributes,
    BytesAttributes,
    ResultAttributes,
    DurationAttributes,
    CopyAttributes {
  /** Name of the place the backup goes to or is read from. */
  readonly 'backup.destination.name': string;
}

/** Attributes of the event `backup.copy.compared`. */
export interface BackupCopyComparedAttributes
  extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes, CopyAttributes {
  /** Name of the place the backup goes to or is read from. */
  readonly 'backup.destination.name': string;
  /** What came of the comparison of a copy with its source. */
  readonly 'backup.copy.comparison': CopyComparison;
  /** Size in bytes of the copy that was compared. Present if it was recorded. */
  readonly 'backup.copy.size'?: number;
  /** Size in bytes of the source that it was compared with. Present if it was recorded. */
  readonly 'backup.source.size'?: number;
}

/** Attributes of the event `backup.log.archived`. */
export interface BackupLogArchivedAttributes extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes {
  /** The log of the database is archived up to here, in seconds since the Unix epoch. */
  readonly 'backup.log.until.timestamp': number;
  /** Before here the log that was archived since this was recorded before has a gap, in seconds since the Unix epoch. Present if the log has gaps. */
  readonly 'backup.log.gap.timestamp'?: number;
}

/** Attributes of the event `backup.restore.tested`. */
export interface BackupRestoreTestedAttributes
  extends
    DeliveryAttributes,
    IdentityAttributes,
    TypeAttributes,
    JobAttributes,
    RunAttributes,
    OutcomeAttributes,
    BytesAttributes,
    ResultAttributes,
    DurationAttributes {
  /** When that run ended, in seconds since the Unix epoch. Present if the operation is `restore` and it was recorded. */
  readonly 'backup.proved.timestamp'?: number;
  /** What was checked of what was restored, and found right. Present if the operation is `restore` and it was recorded. */
  readonly 'backup.restore.checks'?: RestoreCheck;
}

/** Attributes of the event `backup.prune.planned`. */
export interface BackupPrunePlannedAttributes extends DeliveryAttributes, IdentityAttributes, TypeAttributes, JobAttributes, RunAttributes {
  /** Copies that a prune is about to remove. */
  readonly 'backup.prune.removing': number;
  /** Good copies that the prune is about to leave. */
  readonly 'backup.prune.remaining': number;
}

/** Attributes of the event `backup.retention.checked`. */
export interface BackupRetentionCheckedAttributes
  extends
    DeliveryAttributes,
    IdentityAttributes,
    TypeAttributes,
    JobAttributes,
    RunAttributes,
    OutcomeAttributes,
    BytesAttributes,
    ResultAttributes,
    DurationAttributes {
  /** Good copies left after retention was applied. */
  readonly 'backup.retention.copies': number;
}

/** Attributes of each event by its name. The same keys and values leave as OpenTelemetry log records. */
export interface BackupEventAttributes {
  /** A job was defined in a process: it is known from now on, even if it never runs. */
  readonly 'backup.job.defined': BackupJobDefinedAttributes;
  /** A job was taken out of service on purpose: its absence is no longer a problem. */
  readonly 'backup.job.decommissioned': BackupJobDecommissionedAttributes;
  /** A run began. */
  readonly 'backup.run.started': BackupRunStartedAttributes;
  /** A run did more work. */
  readonly 'backup.run.progress': BackupRunProgressAttributes;
  /** The process of a run is alive. */
  readonly 'backup.run.heartbeat': BackupRunHeartbeatAttributes;
  /** A run passed its time limit. It was asked to stop and may still be stopping. */
  readonly 'backup.run.deadline_exceeded': BackupRunDeadlineExceededAttributes;
  /** A phase of a run ended. */
  readonly 'backup.phase.finished': BackupPhaseFinishedAttributes;
  /** A run ended. */
  readonly 'backup.run.finished': BackupRunFinishedAttributes;
  /** Part of what a job says of itself was not understood, such as a misspelt option. */
  readonly 'backup.problem.found': BackupProblemFoundAttributes;
  /** Fact: a destination now holds a good copy. */
  readonly 'backup.copy.stored': BackupCopyStoredAttributes;
  /** Fact: a copy was read back and found complete. */
  readonly 'backup.copy.verified': BackupCopyVerifiedAttributes;
  /** Fact: a copy was compared with its source, with what came of it. */
  readonly 'backup.copy.compared': BackupCopyComparedAttributes;
  /** Fact: the log of a database is archived up to a time. */
  readonly 'backup.log.archived': BackupLogArchivedAttributes;
  /** Fact: a backup was restored, in the stated time. */
  readonly 'backup.restore.tested': BackupRestoreTestedAttributes;
  /** Fact: a prune is about to remove so many copies, and to leave so many. */
  readonly 'backup.prune.planned': BackupPrunePlannedAttributes;
  /** Fact: retention was applied; so many good copies are left. */
  readonly 'backup.retention.checked': BackupRetentionCheckedAttributes;
}
