import { CLOCK_TOLERANCE_MS } from './clock-tolerance.js';

/**
 * Defaults of the conditions, in seconds unless their name says otherwise.
 * What a job states in its definition goes before them.
 */
export const DEFAULTS = {
  /** A time so far ahead of the reader's clock is not believed. */
  clockTolerance: CLOCK_TOLERANCE_MS / 1_000,
  /** What a process exported is looked at for so long: telemetry that was held up comes late. A time from the future counts as one that comes for as long. */
  lateTelemetry: 2_100,
  /** Time between two starts, for the first success only: without a stated interval no run is overdue. */
  interval: 86_400,
  /** Longest tolerance for a late start; never more than half the interval. Holds the hour that daylight saving moves a daily job. */
  mostStartGrace: 7_200,
  /** A day longer than others, by the hour that clocks are set back: as much later a job may start that states its tolerance and an interval of whole days. */
  clockChange: 3_600,
  /** So soon the next try begins after one that failed. */
  retryWithin: 3_600,
  /** So late its start may be known. */
  retryKnown: 120,
  /** A run without a sign of life for so long has lost its process. Heartbeats come every 10 s. */
  lostAfter: 300,
  /** A run that lives and makes no progress for so long is stalled. */
  stalledAfter: 1_800,
  /** A run may take so long when neither a longest duration nor an interval is stated. */
  maxDuration: 86_400,
  /** Nothing is heard of a job for so long, or for two intervals if that is more. */
  absentAfter: 93_600,
  /** Smallest artifact in bytes that is not empty. */
  minSizeBytes: 1,
  /** An artifact is compared with the median of the last 31 days, or of the last `medianRuns` successes where those days have fewer. */
  medianWindow: 2_678_400,
  /** Below this many successes at all, the newest among them, there is no median to compare with. */
  medianRuns: 5,
  /** Below this part of the median an artifact is too small. */
  smallRatio: 0.5,
  /** Above this multiple of the median it is too large. */
  largeRatio: 2,
} as const;
