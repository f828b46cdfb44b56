import { parseDuration } from '../duration.js';
import { DAY_MS, monthLength } from './civil.js';
import { isMoment } from './moments.js';
import type { Starts } from './starts.js';
import type { CalendarUnit } from './types.js';
import { findShown, wallOf } from './wall-clock.js';
import type { Zone } from './zone.js';

/** How far apart starts are: by time that passes, or by the calendar. */
export type Interval = { readonly ms: number } | { readonly count: number; readonly unit: CalendarUnit };

const CALENDAR_INTERVAL = /^(\d{1,4}) (day|week|month|year)s?$/;
const AT_MOST_MS: Readonly<Record<CalendarUnit, number>> = { day: DAY_MS, week: 7 * DAY_MS, month: 31 * DAY_MS, year: 366 * DAY_MS };

/** A hundred years: who says more means something else. */
const LONGEST_MS = 36_600 * DAY_MS;

/** Reads `24h` or `1 day`; `undefined` for what is neither, and for no distance at all. */
export function readInterval(every: unknown): Interval | undefined {
  const [, count, unit] = (typeof every === 'string' && CALENDAR_INTERVAL.exec(every)) || [];
  if (unit !== undefined) return Number(count) > 0 ? { count: Number(count), unit: unit as CalendarUnit } : undefined;
  const ms = parseDuration(every);
  // Starts of one schedule are at least a second apart.
  return ms !== undefined && ms >= 1_000 ? { ms } : undefined;
}

export function isTooLong(interval: Interval): boolean {
  return longestOf(interval) > LONGEST_MS;
}

function longestOf(interval: Interval): number {
  return 'ms' in interval ? interval.ms : interval.count * AT_MOST_MS[interval.unit];
}

/** Starts at equal distances from one that is known. */
export function createIntervalStarts(interval: Interval, zone: Zone, anchor: number): Starts {
  const at = (index: number) => addIntervals(interval, zone, anchor, index);
  const longest = longestOf(interval);

  /** The last start before or at a moment, by its number from the anchor. */
  function indexUpTo(moment: number): number {
    let index = Math.floor((moment - anchor) / longest);
    // Units of the calendar may be shorter than the longest of their kind, before the anchor as after it.
    while (at(index) > moment) index -= 1;
    while (at(index + 1) <= moment) index += 1;
    return index;
  }

  return {
    after: (moment, count) => {
      const first = indexUpTo(moment) + 1;
      return Array.from({ length: count }, (_, index) => at(first + index));
    },
    upTo: (moment, count) => {
      const last = indexUpTo(moment);
      return Array.from({ length: count }, (_, index) => at(last - index));
    },
  };
}

/** So many intervals after a moment. A time of day that clocks leave out is as much later as they were put forward; of one shown twice it is the first. */
export function addIntervals(interval: Interval, zone: Zone, moment: number, times: number): number {
  if ('ms' in interval) return Math.round(moment + interval.ms * times);
  const { count, unit } = interval;
  const wall = wallOf(zone, moment);
  const moved =
    unit === 'day' || unit === 'week'
      ? wall + AT_MOST_MS[unit] * count * times
      : addMonths(wall, (unit === 'year' ? 12 : 1) * count * times);
  // Of what is no date nobody knows the clocks.
  if (!isMoment(moved)) return times < 0 ? -Infinity : Infinity;
  const { at, gap } = findShown(zone, moved);
  return at[0] ?? moved - (gap?.before ?? zone.offsetAt(moved));
}

/** The last day of a month where it has no such day. */
function addMonths(wall: number, months: number): number {
  const date = new Date(wall);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months));
  const day = Math.min(date.getUTCDate(), monthLength(first.getUTCFullYear(), first.getUTCMonth() + 1));
  return first.getTime() + (day - 1) * DAY_MS + (((wall % DAY_MS) + DAY_MS) % DAY_MS);
}
