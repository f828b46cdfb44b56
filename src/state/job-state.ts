import type { JobIdentity } from '../identity.js';
import type { BackupOutcome, BackupType } from '../semconv.js';
import type { GaugeValues } from './gauge-values.js';
import type { BackupProof, StoredBackup } from './recovery-facts.js';

/** A run that succeeded. */
export interface SuccessfulRun {
  /** When it ended. */
  readonly at: number;
  readonly runId: string;
  readonly type?: BackupType | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** Bytes, if it said how large its artifact is. */
  readonly size?: number | undefined;
}

/** A run of which no end was heard. */
export interface OpenRun {
  readonly runId: string;
  /** The place that it has in its process: two runs that overlap have different ones. */
  readonly place: string;
  readonly startedAt: number;
  /** Its newest sign of life: its start, a heartbeat or progress. */
  readonly lastSign: number;
  readonly lastProgress?: number | undefined;
  readonly isSilent: boolean;
  /** Its last sign of life when it was found silent for more than 5 minutes. It stands for as long as the silence lasts, also when older signs come late, and afterwards until the next silence. */
  readonly silentSince?: number | undefined;
}

/** A run of which nothing more is expected: it ended, or another took its place. */
export interface EndedRun {
  readonly runId: string;
  readonly place: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** `undefined` where it ended without a word. */
  readonly outcome?: BackupOutcome | undefined;
}

/** Why a run failed. */
export interface FailedRun {
  /** When it ended. */
  readonly at: number;
  readonly errorType?: string | undefined;
  readonly phase?: string | undefined;
  readonly exitCode?: number | undefined;
  /** Number of the try, and how many the run has. */
  readonly attempt?: number | undefined;
  readonly attempts?: number | undefined;
}

/** A time from the future, and which process said it. */
export interface TimeAhead {
  readonly instance: string;
  readonly time: number;
  /** When it last came. */
  readonly seenAt: number;
}

/** What the job's definitions state, the newest of each: seconds and bytes. */
export interface StatedExpectations {
  readonly interval?: number | undefined;
  readonly startGrace?: number | undefined;
  readonly maxDuration?: number | undefined;
  readonly minDuration?: number | undefined;
  readonly minSize?: number | undefined;
  readonly retryWithin?: number | undefined;
}

/** Version of {@link JobState} where it is kept: to be raised with each change after which one that was kept would be read wrongly. */
export const JOB_STATE_VERSION = 1;

/**
 * What is known of one job, by its identity: plain data. All times are seconds since the Unix epoch.
 * No time of which `isFromFuture` is true is believed; newer times win; what was before a decommissioning is forgotten.
 */
export interface JobState {
  readonly identity: JobIdentity;
  /** First definition since the job was last decommissioned. */
  readonly knownSince?: number | undefined;
  /** Newest definition. */
  readonly registeredAt?: number | undefined;
  readonly decommissionedAt?: number | undefined;
  readonly lastStart?: number | undefined;
  /** Newest progress of any run. */
  readonly lastProgress?: number | undefined;
  readonly lastEnd: Readonly<Partial<Record<BackupOutcome, number>>>;
  /** The newest failure or timeout, and the one before it. */
  readonly failures: readonly FailedRun[];
  /** The newest failure for which somebody was woken. */
  readonly pagedAt?: number | undefined;
  /** The newest success and those of the 31 days before it, and of each type at least the last five, newest last. */
  readonly successes: readonly SuccessfulRun[];
  /** Start of the newest run that is known to have succeeded. */
  readonly lastGoodStart?: number | undefined;
  /** The newest backups that it stored, a few of each retention tier, oldest first. Whether one is usable others may have a say in: `usableBackups`. */
  readonly backups: readonly StoredBackup[];
  /** The newest that its runs say of the backups of other runs, oldest first: copies, comparisons and restores. */
  readonly proofs: readonly BackupProof[];
  readonly expected: StatedExpectations;
  /** When it last had a problem with its telemetry, and when a run last ended that had none. */
  readonly lastProblem?: number | undefined;
  readonly lastClean?: number | undefined;
  /** When telemetry of the job last came, in steps of five minutes. */
  readonly seenAt?: number | undefined;
  /**
   * Times from the future that came, the newest of each process, and `lastStart` as it was when the first of them came; `knownSince` when
   * there was none. They are said, and otherwise ignored, until none has come for 35 minutes and since `lastStartBefore` a run began at a
   * time that is believed, or the job was decommissioned.
   */
  readonly future?: { readonly ahead: readonly TimeAhead[]; readonly lastStartBefore?: number | undefined } | undefined;
  readonly openRuns: readonly OpenRun[];
  /** The newest runs that ended, so that an event which comes late opens none of them again; and the end of the newest that was left out here. */
  readonly endedRuns: readonly EndedRun[];
  readonly endsForgottenUntil?: number | undefined;
  /** Events whose time was not believed. It is not believed either once it has come to pass. */
  readonly disbelieved: readonly string[];
  /** What its processes export as gauges. */
  readonly gauges: GaugeValues;
}
