import { BackupTelemetryError } from '../../errors.js';
import type { BackupTrigger } from '../../semconv.js';
import { CLOCK_TOLERANCE_MS } from '../clock-tolerance.js';
import { isMoment, readMoment } from './moments.js';
import type { Starts } from './starts.js';

/** What is known of the start of a run. */
export interface RunStart {
  /** When it began. */
  readonly startedAt: Date;
  /** What started it. A run by hand or by an event counts for no expected start, unless it says which. */
  readonly trigger?: BackupTrigger | undefined;
  /** The expected start that it says it counts for. */
  readonly scheduledFor?: Date | undefined;
}

/** When a job is expected to start. */
export interface Schedule {
  /**
   * The next expected starts after `from`, ascending; fewer where there are no more.
   *
   * @throws BackupTelemetryError `configuration_invalid` for a count that is no whole number from 1 to 100 000, or what is no date of the years 1000 to 9999
   */
  readonly next: (count: number, from: Date) => readonly Date[];
  /**
   * The last expected starts before `from` or at it, newest first; fewer where there are no more.
   *
   * @throws BackupTelemetryError `configuration_invalid` for a count that is no whole number from 1 to 100 000, or what is no date of the years 1000 to 9999
   */
  readonly previous: (count: number, from: Date) => readonly Date[];
  /**
   * The expected start that a run counts for: the one that it names in `scheduledFor`, else the last one before it. A run that began
   * up to 5 minutes early, and less than a tenth of the distance to the start before, counts for the coming one: clocks differ.
   * A run by hand or by an event counts for none unless it names one.
   */
  readonly expectedAt: (run: RunStart) => Date | undefined;
  /** Whether each start counts from the one before, as in `every: "24h"` without `startingAt`: `next` is then asked from the last start. */
  readonly isRelative: boolean;
  /** The schedule as a sentence, without a full stop: `At 02:30, Monday through Friday (Europe/Berlin, by cron)`. */
  readonly describe: () => string;
  /** A start as a date with its zone: `Tue 1 Dec 2026, 02:30 CET (Europe/Berlin)`. */
  readonly format: (start: Date) => string;
}

/** Words of a schedule. */
export interface ScheduleWords {
  readonly describe: () => string;
  readonly format: (start: Date) => string;
}

const MOST = 100_000;

/** A schedule by its starts. @param expectedAt - In place of the rule above */
export function createSchedule(
  starts: Starts,
  words: ScheduleWords,
  { isRelative = false, expectedAt = (run) => findExpected(starts, run) }: Partial<Pick<Schedule, 'isRelative' | 'expectedAt'>> = {},
): Schedule {
  return {
    ...words,
    isRelative,
    next: (count, from) => datesOf(starts.after(readMoment('from', from), readCount(count))),
    previous: (count, from) => datesOf(starts.upTo(readMoment('from', from), readCount(count))),
    expectedAt,
  };
}

function datesOf(found: readonly number[]): readonly Date[] {
  return found.filter(isMoment).map((at) => new Date(at));
}

function findExpected(starts: Starts, { startedAt, trigger, scheduledFor }: RunStart): Date | undefined {
  const at = readMoment('startedAt', startedAt);
  if (scheduledFor !== undefined) {
    const named = readMoment('scheduledFor', scheduledFor);
    return starts.upTo(named, 1)[0] === named ? scheduledFor : undefined;
  }
  if (trigger === 'manual' || trigger === 'event') return undefined;
  const [last] = starts.upTo(at, 1);
  const [coming] = starts.after(at, 1);
  const early = coming === undefined ? Infinity : coming - at;
  const isEarly = early <= CLOCK_TOLERANCE_MS && (last === undefined || early * 10 <= (coming ?? 0) - last);
  const counted = isEarly ? coming : last;
  return counted === undefined ? undefined : new Date(counted);
}

function readCount(count: number): number {
  if (Number.isSafeInteger(count) && count >= 1 && count <= MOST) return count;
  throw new BackupTelemetryError(
    'configuration_invalid',
    `Expected the count to be a whole number from 1 to ${String(MOST)}, got ${String(count)}.`,
  );
}
