import { createThrowingReject } from '../job/input/reject.js';
import type { TimeSource } from '../job/clock.js';
import { parseDuration, type Duration } from '../policy/duration.js';

/** A clock that stands still until it is advanced. */
export interface TestClock {
  /** Milliseconds since the Unix epoch. As `now` of `createBackupTelemetry` it brings its timers along. */
  readonly now: () => number;
  /** Lets time pass. Heartbeats and timeouts that are due meanwhile happen, each at its time, before this returns. */
  readonly advance: (by: Duration) => void;
}

interface Timer {
  due: number;
  readonly every: number | undefined;
  readonly callback: () => void;
}

const DEFAULT_START = '2026-01-01T00:00:00Z';

/**
 * Makes a clock for `createTestTelemetry`, so that durations are exact and nobody waits for a heartbeat or a timeout.
 *
 * @param startAt - Its first time: a date, its text, or milliseconds since the Unix epoch. Default: the start of 2026.
 * @throws BackupTelemetryError with the code `configuration_invalid`
 * @example
 * ```ts
 * import { createTestClock, createTestTelemetry } from '@wedsync/backup-telemetry/testing';
 *
 * const clock = createTestClock('2026-06-01T02:00:00Z');
 * const { telemetry, runs } = createTestTelemetry({ clock });
 * await telemetry.withBackup({ job: 'db-nightly' }, () => clock.advance('10m'));
 * console.log(runs()[0]?.duration); // 600
 * ```
 */
export function createTestClock(startAt: Date | number | string = DEFAULT_START): TestClock {
  let time = new Date(startAt).getTime();
  if (Number.isNaN(time)) createThrowingReject('configuration_invalid')('`startAt`', `a time such as "${DEFAULT_START}"`, startAt);
  const timers = new Set<Timer>();

  const startTimer: TimeSource['startTimer'] = (callback, ms, again) => {
    const timer: Timer = { due: time + ms, every: again ? ms : undefined, callback };
    timers.add(timer);
    return () => void timers.delete(timer);
  };

  function advance(by: Duration): void {
    const ms = parseDuration(by);
    if (ms === undefined) createThrowingReject('configuration_invalid')('the time to advance', 'a duration such as "10m"', by);
    const end = time + (ms ?? 0);
    for (let next = earliest(timers); next && next.due <= end; next = earliest(timers)) {
      time = Math.max(time, next.due);
      if (next.every === undefined) timers.delete(next);
      else next.due += next.every;
      next.callback();
    }
    time = Math.max(time, end);
  }

  return { now: Object.assign(() => time, { startTimer }), advance };
}

function earliest(timers: ReadonlySet<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) if (!first || timer.due < first.due) first = timer;
  return first;
}
