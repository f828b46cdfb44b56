import type { BackupOutcome, BackupType } from '../../semconv.js';

/** A run that succeeded. */
export interface TrackedSuccess {
  /** When it ended. */
  readonly at: number;
  readonly type?: BackupType | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** Bytes, if it said how large its artifact is. */
  readonly size?: number | undefined;
}

/** A run of which no end was heard. */
export interface TrackedRun {
  readonly startedAt: number;
  /** Its newest sign of life: its start, a heartbeat or progress. */
  readonly lastSign: number;
  readonly lastProgress?: number | undefined;
  /**
   * Its last sign of life when it was found silent for more than 5 minutes. Whoever keeps it looks each minute, lets it stand for as long as
   * the silence lasts, also when older signs come late, and afterwards until the next silence.
   */
  readonly silentSince?: number | undefined;
}

/** Why a run failed. */
export interface TrackedFailure {
  /** When it ended. */
  readonly at: number;
  readonly errorType?: string | undefined;
  readonly phase?: string | undefined;
  readonly exitCode?: number | undefined;
  /** Number of the try, and how many the run has. */
  readonly attempt?: number | undefined;
  readonly attempts?: number | undefined;
  /** Number of the try that failed before it, if the job did not succeed between them. */
  readonly attemptBefore?: number | undefined;
}

/**
 * What is known of one job, by its identity. All times are seconds since the Unix epoch.
 * Whoever keeps it believes no time of which `isFromFuture` is true, lets newer times win,
 * and forgets what was before a decommissioning when the job is taken into service again.
 */
export interface TrackedJob {
  /** First definition since the job was last decommissioned. */
  readonly knownSince?: number | undefined;
  /** Newest definition. */
  readonly registeredAt?: number | undefined;
  readonly decommissionedAt?: number | undefined;
  readonly lastStart?: number | undefined;
  /** Newest progress of any run. */
  readonly lastProgress?: number | undefined;
  /**
   * Runs whose end was not heard, one by one. Whoever keeps them forgets one when it ends; when its process begins another in its slot,
   * unless it was silent for 5 minutes then; when a run succeeded that began after its last sign of life, if it is silent for 5 minutes; and when the job is decommissioned.
   */
  readonly openRuns: readonly TrackedRun[];
  /** The newest run that failed or timed out, if it is known why. */
  readonly lastFailure?: TrackedFailure | undefined;
  /** The newest failure for which somebody was woken. Whoever keeps it notes what `pagedAt` says at each look, once a second at best. */
  readonly pagedAt?: number | undefined;
  readonly lastEnd: Readonly<Partial<Record<BackupOutcome, number>>>;
  /** The newest success and those of the 31 days before it, and of each type at least the last five, newest last. */
  readonly successes: readonly TrackedSuccess[];
  /** What the job's definitions state, the newest of each: seconds and bytes. */
  readonly expected: {
    readonly interval?: number | undefined;
    readonly startGrace?: number | undefined;
    readonly maxDuration?: number | undefined;
    readonly minDuration?: number | undefined;
    readonly minSize?: number | undefined;
    readonly retryWithin?: number | undefined;
  };
  /** When it last had a problem with its telemetry, and when a run last ended that had none. */
  readonly lastProblem?: number | undefined;
  readonly lastClean?: number | undefined;
  /** When telemetry of the job last came, by the time of its samples, in steps of five minutes. */
  readonly seenAt?: number | undefined;
  /**
   * The newest time from the future that came, when it last came, and `lastStart` as it was when the first of them came; `knownSince` when
   * there was none.
   * It is told, and otherwise ignored. Whoever keeps it forgets it when none has come for 35 minutes and since `lastStartBefore` a run
   * began at a time that is believed, or the job was decommissioned.
   */
  readonly future?: { readonly time: number; readonly seenAt: number; readonly lastStartBefore?: number | undefined } | undefined;
}
