import type { Clock } from '../clock.js';

/** A point in time on both clocks. */
export interface Moment {
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** Monotonic milliseconds, if they are known. */
  readonly elapsed: number;
}

/** The one clock of a run: its span, its events and its duration all follow it. */
export interface RunClock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly moment: () => Moment;
  /** Milliseconds since a moment; never less than none. */
  readonly since: (from: Moment) => number;
}

/**
 * Goes on steadily from the time of the run's start, so that a clock that is adjusted a little shortens nothing.
 * When both clocks part by more than `toleranceMs`, the machine slept (most monotonic clocks stand still then) or its time was set:
 * the time is then what the wall clock says. A duration is the longer of both, since one that is too short hides a run that took too long.
 */
export function createRunClock({ now: wall, elapsed }: Clock, toleranceMs: number): RunClock {
  let time = wall();
  let read = elapsed();

  function moment(): Moment {
    const seen = elapsed();
    const said = wall();
    const steady = time + (seen - read);
    // Where either is not known, `steady` is no number.
    time = Math.abs(said - steady) <= toleranceMs ? steady : said;
    read = seen;
    return { time, elapsed: seen };
  }

  return {
    moment,
    now: () => moment().time,
    since(from) {
      const to = moment();
      return Math.max(0, to.elapsed - from.elapsed || 0, to.time - from.time);
    },
  };
}
