import { keptOf, logRunsOf } from './recovery-points.js';
import type { RecoveryFact, StoredBackup } from './recovery-facts.js';

/** What can be restored. */
export interface RecoveryPoint {
  /** The data are as of then, in seconds since the Unix epoch. */
  readonly time: number;
  /** The backup that it is restored from; its log is replayed up to the time where that is after its end. */
  readonly runId: string;
  /** Whether by the backup alone or by log that is replayed on it. */
  readonly by: 'backup' | 'log';
}

/** Instants whose newest recovery point is too far before them. */
export interface CoverageGap {
  /** Its first instant, in seconds since the Unix epoch. */
  readonly from: number;
  /** The first instant after it. */
  readonly until: number;
  /** What is restored within it; `undefined` where nothing can be. */
  readonly last?: RecoveryPoint | undefined;
}

/** What of a time can be restored. */
export interface Coverage {
  /** The newest recovery point at or before an instant, both in seconds since the Unix epoch. */
  readonly newestAt: (instant: number) => RecoveryPoint | undefined;
  /** Where it is more than so many seconds before the instant, oldest first. */
  readonly gaps: (from: number, until: number, mostSeconds: number) => readonly CoverageGap[];
}

/** From `from` on a point is the newest; up to `until` the newest is the instant itself, by the log. */
interface Step {
  readonly from: number;
  readonly until: number;
  readonly point: RecoveryPoint;
}

/**
 * What can be restored by the facts of one job, fulls and archived log: a backup as of its start once it ended, and each moment since its end
 * for as long as the log has no gap. A backup that is not usable by all that is known never was, and one that retention removed is no more.
 */
export function coverageOf(facts: readonly RecoveryFact[]): Coverage {
  const steps = stepsOf(facts);

  function stepAt(instant: number): Step | undefined {
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle]?.from ?? Infinity) <= instant) low = middle + 1;
      else high = middle;
    }
    return steps[low - 1];
  }

  function newestAt(instant: number): RecoveryPoint | undefined {
    const step = stepAt(instant);
    return step && { ...step.point, time: newestOf(step, instant) };
  }

  function gaps(from: number, until: number, mostSeconds: number): readonly CoverageGap[] {
    const found: CoverageGap[] = [];
    const add = (begin: number, end: number, last: RecoveryPoint | undefined) => {
      const [start, stop] = [Math.max(begin, from), Math.min(end, until)];
      if (start < stop) found.push({ from: start, until: stop, last });
    };
    add(-Infinity, steps[0]?.from ?? Infinity, undefined);
    for (const [index, { from: begin, until: continuous, point }] of steps.entries()) {
      const time = point.by === 'log' ? continuous : point.time;
      add(Math.max(begin, time + mostSeconds), steps[index + 1]?.from ?? Infinity, { ...point, time });
    }
    return found;
  }

  return { newestAt, gaps };
}

function stepsOf(facts: readonly RecoveryFact[]): readonly Step[] {
  const backups = keptOf(facts);
  const logs = logRunsOf(facts);
  const steps: Step[] = [];
  const push = (step: Step) => {
    const last = steps.at(-1);
    // A point that is older than the one before says nothing.
    if (last && (step.point.by === 'log' ? isWithin(step, last) : step.point.time <= newestOf(last, step.from))) return;
    steps.push(step);
  };
  for (const backup of backups) {
    const run = logs.find(({ from, until }) => from <= backup.at && backup.at <= until);
    if (run) push({ from: backup.at, until: run.until, point: pointOf(backup, 'log') });
    else push({ from: backup.at, until: backup.at, point: pointOf(backup, 'backup') });
  }
  return steps;
}

function isWithin(step: Step, { until, point }: Step): boolean {
  return point.by === 'log' && step.until <= until;
}

function newestOf({ until, point }: Step, at: number): number {
  return point.by === 'log' ? Math.min(at, until) : point.time;
}

function pointOf({ startedAt, at, runId }: StoredBackup, by: RecoveryPoint['by']): RecoveryPoint {
  return { time: by === 'log' ? at : startedAt, runId, by };
}
