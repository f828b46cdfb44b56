import { civilDay, type CivilDay } from './civil.js';

/** When a job is due by the calendar and the clock, before anybody asks whether the clock shows that time. */
export interface Calendar {
  /** 1 is January. */
  readonly months: ReadonlySet<number>;
  /** Whether a day of a month that is in `months` is one of the job's. */
  readonly matchesDay: (day: CivilDay) => boolean;
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  /** Times of day in seconds, ascending. */
  readonly times: readonly number[];
  /** Whether its scheduler treats it as one of fixed times, which it neither loses nor repeats when clocks change. */
  readonly isFixed: boolean;
  /** First and last year in which it is due, both included. */
  readonly years?: readonly [first: number, last: number] | undefined;
}

/** Days after which the calendar repeats itself: 400 years. */
export const CYCLE_DAYS = 146_097;

const CYCLE_START = Date.UTC(2000, 0) / 86_400_000;

/** Whether the job is due on the day that is so many days after 1 January 1970. */
export function isDue({ months, matchesDay }: Calendar, number: number): boolean {
  const day = civilDay(number);
  return months.has(day.month) && matchesDay(day);
}

/** Whether there is any day at all on which the job is due: there is none in `0 0 31 2 *`. */
export function isEverDue(calendar: Calendar): boolean {
  const first = calendar.years ? Date.UTC(calendar.years[0], 0) / 86_400_000 : CYCLE_START;
  for (let day = first; day < first + CYCLE_DAYS; day += 1) if (isDue(calendar, day)) return true;
  return false;
}

/** Times of day in seconds, ascending, of all hours, minutes and seconds taken together. */
export function timesOfDay(hours: readonly number[], minutes: readonly number[], seconds: readonly number[]): readonly number[] {
  return hours.flatMap((hour) => minutes.flatMap((minute) => seconds.map((second) => (hour * 60 + minute) * 60 + second)));
}
