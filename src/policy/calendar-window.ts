import { DAY_MS } from './schedule/civil.js';
import { findZone, type Zone } from './schedule/zone.js';

/** A part of the calendar that a promise is measured over. */
export type WindowUnit = 'month' | 'quarter' | 'year';

/** A month, quarter or year of the calendar of a zone. */
export interface CalendarWindow {
  /** Its first moment, in milliseconds since the Unix epoch. */
  readonly from: number;
  /** The first moment of the next one, in milliseconds since the Unix epoch. */
  readonly until: number;
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const satisfies Record<WindowUnit, number>;

/**
 * The month, quarter or year of the calendar of a zone that an instant is in.
 *
 * @param instant - Milliseconds since the Unix epoch
 * @throws RangeError for a zone that this runtime does not know
 */
export function calendarWindow(instant: number, unit: WindowUnit, timezone = 'UTC'): CalendarWindow {
  const zone = findZone(timezone);
  if (!zone) throw new RangeError(`Expected a zone of the tz database such as Europe/Berlin, got ${JSON.stringify(timezone)}.`);
  const wall = new Date(instant + zone.offsetAt(instant));
  const months = MONTHS[unit];
  const first = Math.floor((wall.getUTCFullYear() * 12 + wall.getUTCMonth()) / months) * months;
  return { from: startOf(first, zone), until: startOf(first + months, zone) };
}

/** The first instant at which the clock on the wall is at the begin of a month, counted from the year 0, or past it where clocks skip that. */
function startOf(month: number, zone: Zone): number {
  const wall = Date.UTC(Math.floor(month / 12), month % 12);
  const before = zone.offsetAt(wall - DAY_MS);
  const after = zone.offsetAt(wall + DAY_MS);
  if (zone.offsetAt(wall - before) === before) return wall - before;
  if (zone.offsetAt(wall - after) === after) return wall - after;
  return zone.changesBetween(wall - DAY_MS, wall + DAY_MS)[0]?.at ?? wall - after;
}
