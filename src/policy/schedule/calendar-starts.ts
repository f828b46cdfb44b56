import { CYCLE_DAYS, isDue, type Calendar } from './calendar.js';
import { DAY_MS, dayNumber } from './civil.js';
import { resolveStart } from './clock-changes.js';
import { nextOfRobfig } from './robfig.js';
import type { Starts } from './starts.js';
import type { Scheduler } from './types.js';
import { firstShown, wallOf } from './wall-clock.js';
import type { Zone } from './zone.js';

const SECOND_MS = 1_000;
const DAYS_REMEMBERED = 16;

/** Starts of a day: ascending times, in units after a moment. Of a job that starts each second they are not written out. */
interface DayStarts {
  readonly times: readonly number[];
  readonly from: number;
  readonly unit: number;
}

const NO_STARTS: DayStarts = { times: [], from: 0, unit: 1 };

/** Starts by the calendar and the clock of a zone. */
export function createCalendarStarts(calendar: Calendar, zone: Zone, scheduler: Scheduler): Starts {
  const { times, years } = calendar;
  const odd = new Map<number, readonly number[]>();
  const [firstDay, lastDay] = years ? [Date.UTC(years[0], 0) / DAY_MS - 1, Date.UTC(years[1] + 1, 0) / DAY_MS] : [-Infinity, Infinity];

  /** The starts on one day of the zone. Those of a later day are all later, also where clocks change at midnight. */
  function startsOn(day: number): DayStarts {
    if (zone.isNearChange(day)) return { times: oddStartsOn(day), from: 0, unit: 1 };
    if (!isDue(calendar, day)) return NO_STARTS;
    return { times, from: day * DAY_MS - zone.offsetAt(day * DAY_MS), unit: SECOND_MS };
  }

  function oddStartsOn(day: number): readonly number[] {
    let known = odd.get(day);
    if (!known) {
      known = findOddStarts(day);
      if (odd.size >= DAYS_REMEMBERED) odd.clear();
      odd.set(day, known);
    }
    return known;
  }

  function findOddStarts(day: number): readonly number[] {
    const from = firstShown(zone, day * DAY_MS);
    const until = firstShown(zone, (day + 1) * DAY_MS);
    if (scheduler === 'kubernetes') return findRobfigStarts(day, from, until);
    const found = [day - 1, day, day + 1]
      .filter((each) => isDue(calendar, each))
      .flatMap((each) => times.flatMap((time) => resolveStart(zone, each * DAY_MS + time * SECOND_MS, calendar, scheduler)))
      .filter((at) => at >= from && at < until);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  /** Its steps lead from one start to the next, so they begin early enough for what it did on the day before to count. */
  function findRobfigStarts(day: number, from: number, until: number): readonly number[] {
    const found: number[] = [];
    let at = nextOfRobfig(calendar, zone, firstShown(zone, (day - 2) * DAY_MS) - SECOND_MS, until);
    while (at !== undefined && at < until) {
      if (at >= from) found.push(at);
      at = nextOfRobfig(calendar, zone, at, until);
    }
    return found;
  }

  return {
    after(moment, count) {
      const found: number[] = [];
      const from = dayNumber(wallOf(zone, moment));
      // Where clocks go back over midnight, a day has moments that show the date of its neighbour.
      let day = Math.max(zone.isNearChange(from) ? from - 1 : from, firstDay);
      const last = Math.min(from + CYCLE_DAYS, lastDay);
      for (; day <= last && found.length < count; day += 1) {
        const starts = startsOn(day);
        for (let index = countUpTo(starts, moment); index < starts.times.length && found.length < count; index += 1)
          found.push(startAt(starts, index));
      }
      return found;
    },
    upTo(moment, count) {
      const found: number[] = [];
      const from = dayNumber(wallOf(zone, moment));
      const last = Math.max(from - CYCLE_DAYS, firstDay);
      for (let day = Math.min(zone.isNearChange(from) ? from + 1 : from, lastDay); day >= last && found.length < count; day -= 1) {
        const starts = startsOn(day);
        for (let index = countUpTo(starts, moment) - 1; index >= 0 && found.length < count; index -= 1) found.push(startAt(starts, index));
      }
      return found;
    },
  };
}

function startAt({ times, from, unit }: DayStarts, index: number): number {
  return from + (times[index] ?? NaN) * unit;
}

/** How many of the starts are before a moment or at it. */
function countUpTo(starts: DayStarts, moment: number): number {
  let [low, high] = [0, starts.times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startAt(starts, middle) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
