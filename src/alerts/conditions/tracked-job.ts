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
  readonly lastHeartbeat?: number | undefined;
  readonly lastProgress?: number | undefined;
  readonly lastEnd: Readonly<Partial<Record<BackupOutcome, number>>>;
  /** Successes of the last 31 days, newest last. */
  readonly successes: readonly TrackedSuccess[];
  /** What the job's definition states: seconds and bytes. */
  readonly expected: {
    readonly interval?: number | undefined;
    readonly startGrace?: number | undefined;
    readonly maxDuration?: number | undefined;
    readonly minDuration?: number | undefined;
    readonly minSize?: number | undefined;
  };
  /** When telemetry of the job last came, by the receiver's clock. */
  readonly seenAt?: number | undefined;
  /**
   * The newest time from the future that came, when it last came, and `lastStart` as it was when the first of them came.
   * It is told, and otherwise ignored. Whoever keeps it forgets it when none has come for 35 minutes,
   * or when the processes that told them tell true times; and not by a decommissioning.
   */
  readonly future?: { readonly time: number; readonly seenAt: number; readonly lastStartBefore?: number | undefined } | undefined;
}
