import type { Duration } from '../policy/duration.js';
import type { BackupOperation, BackupOutcome, BackupTrigger, BackupType } from '../semconv.js';

/** Points at a run from elsewhere: "this verify run proved that backup run". */
export interface RunReference {
  /** {@link BackupRun.id} of the run. */
  readonly runId: string;
  /** Trace the run belongs to: 32 hexadecimal digits. */
  readonly traceId?: string | undefined;
}

/** What a run is about. Names are short and low in number: letters, digits, spaces, `.`, `_`, `-`, `:`; never a path, an address or an id that changes from run to run. */
export interface RunDescription {
  /** Name of the job, the same at every run. */
  readonly job: string;
  /** What the run does. @default 'backup' */
  readonly operation?: BackupOperation | undefined;
  /** What the run covers. */
  readonly type?: BackupType | undefined;
  /** Name of the place the backup goes to or is read from, such as `s3-eu`. */
  readonly destination?: string | undefined;
  /** Region of the destination, such as `eu-central-1`. */
  readonly region?: string | undefined;
  /** Database product, such as `postgresql` (OpenTelemetry's `db.system.name`). */
  readonly dbSystem?: string | undefined;
  /** Retention tier the backup belongs to, such as `daily`. */
  readonly retentionTier?: string | undefined;
  /** 1 for the first try of this run, 2 for the first retry, and so on. */
  readonly attempt?: number | undefined;
  /**
   * How many tries a run has, the first among them. A try that fails and is not the last is a warning, and wakes nobody
   * unless no other follows in time: for that the run has to say its {@link RunDescription.attempt}, with a number above that of the try before.
   * After a failure that woke somebody no further one is a warning until the job succeeds.
   *
   * @default what the definition of the job in this process states
   */
  readonly attempts?: number | undefined;
  /** Why the run was started. */
  readonly trigger?: BackupTrigger | undefined;
  /** The run whose result this one copies, verifies or restores. */
  readonly proves?: RunReference | undefined;
}

/** How a live run is watched. */
export interface RunControls {
  /** Cancels the run: it is handed on as {@link BackupRun.signal}, and a rejection after it is `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** After this time {@link BackupRun.signal} is aborted and the overrun is emitted at once. The run ends when its function does. One above 24.8 days, the longest a timer can wait, never passes. */
  readonly timeout?: Duration | undefined;
  /**
   * W3C `traceparent` of the caller.
   * @default the active span, else, for the first such run of the process only, the environment variable `TRACEPARENT`: later ones have
   * traces of their own, and name it in `backup.process.trace.id`
   */
  readonly traceparent?: string | undefined;
  /** Time between signs of life. @default '10s' */
  readonly heartbeat?: Duration | undefined;
  /** Whether the end of a run waits (2 s at most) until its telemetry has left, or lets that happen in the background. @default 'await' */
  readonly flush?: FlushMode | undefined;
}

/** Whether the end of a run waits until its telemetry has left. See {@link RunControls.flush}. */
export type FlushMode = 'await' | 'background';

/** Options of `withBackup` and `startBackup`. */
export interface BackupOptions extends RunDescription, RunControls {}

/** What a run produced. Later values replace earlier ones, field by field. With a field that is not known a run that says nothing else of its own outcome is at best `partial`. */
export interface BackupReport {
  /** Size of the artifact in bytes. */
  readonly bytes?: number | undefined;
  /** Number of files in the artifact. */
  readonly files?: number | undefined;
  /** Checksum of the artifact as `algorithm:digest`, such as `sha256:9f86d0...`, in hexadecimal or in base64 with its padding. */
  readonly checksum?: string | undefined;
  /** Exit code of the program that did the work: 0 to 255. With any other than 0 a run that says nothing else of its own outcome is a failure, whatever its phases say of theirs. */
  readonly exitCode?: number | undefined;
  /** Good copies left after retention was applied. */
  readonly retainedCopies?: number | undefined;
  /** Time of the oldest good copy, as a date or in milliseconds since the Unix epoch. */
  readonly oldestCopy?: Date | number | undefined;
  /** Time of the newest good copy, as a date or in milliseconds since the Unix epoch. */
  readonly newestCopy?: Date | number | undefined;
}

/** How far a run or a phase has come. */
export interface BackupProgress {
  /** Bytes that are done, a whole number. */
  readonly bytesDone?: number | undefined;
  /** Bytes that there are to do. */
  readonly bytesTotal?: number | undefined;
  /** Files that are done. */
  readonly filesDone?: number | undefined;
  /** Files that there are to do. */
  readonly filesTotal?: number | undefined;
}

/** The run, as its function sees it. No member ever throws. */
export interface BackupRun {
  /** Unique id of the run. */
  readonly id: string;
  /** What a later copy, verify or restore run passes as `proves`. */
  readonly reference: RunReference;
  /** Aborted when the caller cancels or the timeout passes. */
  readonly signal: AbortSignal;
  /**
   * Runs one stage in a span of its own and returns what it returns.
   * The stage gets a handle of its own, whose phases become children of this one.
   */
  readonly phase: <T>(name: string, fn: (phase: BackupRun) => T | PromiseLike<T>) => Promise<T>;
  /** Says how far the run or phase has come. Call it as often as you like: at most one event a second leaves of each, apart from those at a heartbeat and at the end. */
  readonly progress: (progress: BackupProgress) => void;
  /** A stream that passes every chunk on as it is and counts its bytes as progress. */
  readonly byteCounter: <C extends CountedChunk = Uint8Array>() => ByteCounter<C>;
  /** Counts bytes that went by elsewhere, as {@link BackupRun.byteCounter} does. */
  readonly addBytes: (bytes: number) => void;
  /** Says what the run produced. */
  readonly report: (report: BackupReport) => void;
  /** The run did only part of its work; it ends as `partial` if it returns. The reason is a short code such as `table_locked`. */
  readonly partial: (reason?: string) => void;
  /** There was nothing to do; the run ends as `skipped` if it returns, unless part of it was `partial`. The reason is a short code such as `no_changes`. */
  readonly skip: (reason?: string) => void;
}

/** A web stream that passes every chunk on and counts its bytes. It goes into `pipeThrough`, and into `pipeline` of Node.js. */
export interface ByteCounter<C extends CountedChunk = Uint8Array> extends TransformStream<C, C> {
  /** `pipeline` of Node.js takes web streams, and its types, up to those of Node.js 20, do not say so. A byte counter is no function; the type of `this` lets nobody call it. */
  (this: never, source: unknown): AsyncIterable<C>;
}

/** What a byte counter can count. */
export type CountedChunk = ArrayBufferView | ArrayBuffer | string;

/** A run that somebody else drives. Each ending returns a promise that resolves when the telemetry has left or 2 s have passed, and never rejects. */
export interface StartedBackup extends Omit<BackupRun, 'partial' | 'skip'> {
  /** Makes this run the active context while `fn` runs, and returns what `fn` returns. */
  readonly with: <T>(fn: () => T) => T;
  /** The run did all its work. With an exit code other than 0, an open phase, or a report with a field that is not known, it is recorded as the worse that this says. */
  readonly succeed: (report?: BackupReport) => Promise<void>;
  /** The run did part of its work. The reason is a short code such as `table_locked`. */
  readonly partial: (reason?: string) => Promise<void>;
  /** The run ended by an error, of any kind. */
  readonly fail: (error: unknown) => Promise<void>;
  /** The run was stopped on purpose. */
  readonly cancel: () => Promise<void>;
  /** There was nothing to do. With an open phase, or one that was `partial`, it is recorded as `partial`. The reason is a short code such as `no_changes`. */
  readonly skip: (reason?: string) => Promise<void>;
}

/** A run that happened elsewhere, with its own times. */
export interface BackupRecord extends RunDescription {
  /** Start, as a date or in milliseconds since the Unix epoch. */
  readonly startedAt: Date | number;
  /** End, as a date or in milliseconds since the Unix epoch. */
  readonly endedAt: Date | number;
  /**
   * How it ended. Other spellings that are well known (`FAILED`, `ok`, `timed_out`) are read too; what cannot be read is a failure.
   *
   * @default 'failure' when there is an `error`, an exit code other than 0 or a phase that failed, 'partial' when a phase is `partial` or
   * `cancelled` or something in the record cannot be read or is not known, else 'success'
   */
  readonly outcome?: BackupOutcome | undefined;
  /** Short code that explains the outcome. */
  readonly reason?: string | undefined;
  /** What went wrong. Only its class leaves, never its message. */
  readonly error?: unknown;
  /** What it produced. */
  readonly report?: BackupReport | undefined;
  /** Its stages, in any order. */
  readonly phases?: readonly RecordedPhase[] | undefined;
  /** W3C `traceparent` of whoever started it. @default none: the run has a trace of its own */
  readonly traceparent?: string | undefined;
  /** As {@link RunControls.flush}, for the promise of `recordBackup`. @default 'await' */
  readonly flush?: FlushMode | undefined;
}

/** A phase of a {@link BackupRecord}. */
export interface RecordedPhase {
  /** Name of the stage, such as `dump`: short and low in number, as that of a job. */
  readonly name: string;
  /** Start, as a date or in milliseconds since the Unix epoch. */
  readonly startedAt: Date | number;
  /** End, as a date or in milliseconds since the Unix epoch. */
  readonly endedAt: Date | number;
  /** How it ended. @default 'failure' when there is an `error`, 'partial' when there is a field that is not known, else 'success' */
  readonly outcome?: BackupOutcome | undefined;
  /** What went wrong. Only its class leaves, never its message. */
  readonly error?: unknown;
}
