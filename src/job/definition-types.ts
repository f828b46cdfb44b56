import type { Duration } from '../policy/duration.js';
import type { BackupOptions, BackupRecord, BackupRun, RunControls, RunDescription, StartedBackup } from './types.js';

/** A place that must hold a copy of every backup. */
export interface ExpectedCopy {
  /** Name of the place, such as `s3-us`. */
  readonly destination: string;
  /** Its region, such as `us-east-1`. */
  readonly region?: string | undefined;
}

/** What a job is and what is expected of it. What is wrong in it is a problem that is said when the job is defined; nothing throws. */
export interface BackupDefinition
  extends Omit<RunDescription, 'attempt' | 'trigger' | 'proves'>, Pick<RunControls, 'timeout' | 'heartbeat' | 'flush'> {
  /** Time between two starts. */
  readonly every?: Duration | undefined;
  /** How late a start may be before the run counts as overdue. */
  readonly startGrace?: Duration | undefined;
  /** How soon the next try has to begin after one that failed; later, it counts as the failure of the run. @default '1h' */
  readonly retryWithin?: Duration | undefined;
  /** Longest normal duration. A run is not stopped by it: that is `timeout`. */
  readonly maxDuration?: Duration | undefined;
  /** Shortest plausible duration: a faster run cannot have done the work. */
  readonly minDuration?: Duration | undefined;
  /** Smallest plausible artifact in bytes. */
  readonly minBytes?: number | undefined;
  /** Recovery point objective: at most so much time may be lost. */
  readonly rpo?: Duration | undefined;
  /** Recovery time objective: a restore may take so long. */
  readonly rto?: Duration | undefined;
  /** Destinations and regions that must hold a copy. */
  readonly copies?: readonly ExpectedCopy[] | undefined;
}

/** Options of one run of a defined job. */
export type DefinedRunOptions = Partial<Omit<BackupOptions, 'job' | 'operation' | 'destination'>>;

/** A job that is known to exist, whether or not it ever runs. */
export interface DefinedBackup {
  /** Name of the job. */
  readonly job: string;
  /** As `withBackup`, with the definition as options. */
  readonly run: {
    <T>(fn: (run: BackupRun) => T | PromiseLike<T>): Promise<T>;
    <T>(options: DefinedRunOptions, fn: (run: BackupRun) => T | PromiseLike<T>): Promise<T>;
  };
  /** As `startBackup`, with the definition as options. */
  readonly start: (options?: DefinedRunOptions) => StartedBackup;
  /** As `recordBackup`, with the definition as description. */
  readonly record: (record: Omit<BackupRecord, 'job' | 'operation' | 'destination'>) => Promise<void>;
  /** Says that the job is out of service on purpose, so that its absence alarms nobody. Resolves when that has left or 2 s have passed. */
  readonly decommission: () => Promise<void>;
}
