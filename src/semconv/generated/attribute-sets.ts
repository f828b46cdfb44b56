// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.
import type { BackupOperation, UNKNOWN_OPERATION, BackupType, BackupTrigger, BackupOutcome, ProblemKind, NO_PROBLEM } from './values.js';

/** What a receiver orders events by and counts each once. */
export interface DeliveryAttributes {
  /** Unique id of the event; the same when the same event is delivered twice. */
  readonly 'backup.event.id': string;
  /** Counts the events of one run from 1; 0 for events outside a run. */
  readonly 'backup.event.sequence': number;
}

/** Which job it is. */
export interface IdentityAttributes {
  /** What the run does with backups. */
  readonly 'backup.operation': BackupOperation | typeof UNKNOWN_OPERATION;
  /** Name of the job, the same at every run. */
  readonly 'backup.job.name': string;
  /** Name of the place the backup goes to or is read from. Present if the job has one destination. */
  readonly 'backup.destination.name'?: string;
}

/** What a run covers. */
export interface TypeAttributes {
  /** What the run covers. Present if it was stated. */
  readonly 'backup.type'?: BackupType;
}

/** What the job states about itself. */
export interface JobAttributes {
  /** Retention tier the backup belongs to. Present if it was stated. */
  readonly 'backup.retention.tier'?: string;
  /** Region of the destination. Present if it was stated. */
  readonly 'cloud.region'?: string;
  /** Database product whose data the run is about. Present if it was stated. */
  readonly 'db.system.name'?: string;
}

/** What a definition states. */
export interface DefinitionAttributes {
  /** Stated time between two starts, in seconds. Present if the definition states it. */
  readonly 'backup.expected.interval'?: number;
  /** Stated tolerance for a late start, in seconds. Present if the definition states it. */
  readonly 'backup.expected.start_grace'?: number;
  /** Stated longest normal duration, in seconds. Present if the definition states it. */
  readonly 'backup.expected.max_duration'?: number;
  /** Stated shortest plausible duration, in seconds. Present if the definition states it. */
  readonly 'backup.expected.min_duration'?: number;
  /** Stated smallest plausible artifact, in bytes. Present if the definition states it. */
  readonly 'backup.expected.min_size'?: number;
  /** Stated number of tries of a run. Present if the definition states it. */
  readonly 'backup.expected.attempts'?: number;
  /** Stated time within which a failed try is followed by the next, in seconds. Present if the definition states it. */
  readonly 'backup.expected.retry_within'?: number;
  /** Stated recovery point objective, in seconds: at most so much time may be lost. Present if the definition states it. */
  readonly 'backup.expected.rpo'?: number;
  /** Stated recovery time objective, in seconds: a restore may take so long. Present if the definition states it. */
  readonly 'backup.expected.rto'?: number;
  /** Destinations that must hold a copy of every backup. Present if the definition states it. */
  readonly 'backup.expected.destinations'?: readonly string[];
  /** Regions of these destinations, at the same indexes; an empty string where none was stated. Present if and only if destinations are stated. */
  readonly 'backup.expected.regions'?: readonly string[];
}

/** What is known of a run when it starts. */
export interface RunAttributes {
  /** Unique id of the run. Never on a metric. */
  readonly 'backup.run.id': string;
  /** Number of the try: 1 for the first, 2 for the first retry, and so on. */
  readonly 'backup.attempt'?: number;
  /** How many tries the run has, the first among them. Present if it was stated. */
  readonly 'backup.attempts'?: number;
  /** Tells apart runs of one job that are going on in one process at the same time. Present if another run of the job was going on in the process when the run started. */
  readonly 'backup.run.slot'?: number;
  /** Why the run was started. */
  readonly 'backup.trigger'?: BackupTrigger;
  /** Trace that the environment variable `TRACEPARENT` of the process names: 32 hexadecimal digits. Present if the environment variable `TRACEPARENT` was the parent of an earlier run of the process. */
  readonly 'backup.process.trace.id'?: string;
  /** Id of the run whose result this one copies, verifies or restores. */
  readonly 'backup.proved.run.id'?: string;
  /** Trace of that run: 32 hexadecimal digits. */
  readonly 'backup.proved.trace.id'?: string;
}

/** How something ended. */
export interface OutcomeAttributes {
  /** How the run or the phase ended. */
  readonly 'backup.outcome': BackupOutcome;
}

/** What it ended by. */
export interface ErrorAttributes {
  /** Class of the error the run or the phase ended with. Present if and only if the outcome is `failure` or `timeout`. */
  readonly 'error.type'?: string;
}

/** What went through byte counters. */
export interface BytesAttributes {
  /** Bytes that went through the byte counters of the run or the phase. Present if bytes went through a byte counter. */
  readonly 'backup.processed.size'?: number;
}

/** How long it took. */
export interface DurationAttributes {
  /** Duration of the run or the phase in seconds. */
  readonly 'backup.duration': number;
}

/** What a run produced. */
export interface ResultAttributes {
  /** Short code that explains the outcome. */
  readonly 'backup.reason'?: string;
  /** Whether the run passed its time limit. A run that did so and still returned is a `success` with this mark. Present if the run passed its time limit. */
  readonly 'backup.deadline_exceeded'?: boolean;
  /** Size in bytes of what the run produced. */
  readonly 'backup.artifact.size'?: number;
  /** Number of files in what the run produced. */
  readonly 'backup.artifact.file.count'?: number;
  /** Checksum of what the run produced, in hexadecimal or base64. */
  readonly 'backup.artifact.checksum.value'?: string;
  /** Algorithm of the checksum. Present if and only if there is a checksum. */
  readonly 'backup.artifact.checksum.algorithm'?: string;
  /** Good copies left after retention was applied. Present if the operation is `prune` and the number is known. */
  readonly 'backup.retention.copies'?: number;
  /** Time of the oldest good copy, in seconds since the Unix epoch. */
  readonly 'backup.retention.oldest.timestamp'?: number;
  /** Time of the newest good copy, in seconds since the Unix epoch. */
  readonly 'backup.retention.newest.timestamp'?: number;
  /** Exit code of the program that did the work. Present if a program did the work and its exit code is known. */
  readonly 'process.exit.code'?: number;
  /** Kind of a problem: a wrong use of the instrumentation, or a part of the host that failed. */
  readonly 'backup.telemetry.problem': ProblemKind | typeof NO_PROBLEM;
}

/** Where a copy is. */
export interface CopyAttributes {
  /** Name of the place the backup goes to or is read from. */
  readonly 'backup.destination.name': string;
  /** Region of the destination. Present if it was stated. */
  readonly 'cloud.region'?: string;
}
