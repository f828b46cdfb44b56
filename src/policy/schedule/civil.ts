export const DAY_MS = 86_400_000;

/** A day of the calendar, whatever the zone. */
export interface CivilDay {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** How many days the month has. */
  readonly length: number;
}

/** The day that is so many days after 1 January 1970. */
export function civilDay(number: number): CivilDay {
  const date = new Date(number * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return { year, month, day: date.getUTCDate(), weekday: date.getUTCDay(), length: monthLength(year, month) };
}

export function monthLength(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1 January 1970 to the day that the time of a clock on a wall, in milliseconds as if it were UTC, is of. */
export function dayNumber(wall: number): number {
  return Math.floor(wall / DAY_MS);
}
