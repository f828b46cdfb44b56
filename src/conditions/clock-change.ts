/** Seconds of a day. */
export const DAY = 86_400;
/** Days of the year on which clocks are set back somewhere, as month and day: most of the north, then Australia, New Zealand and Chile. Whole days, by UTC. */
export const SET_BACK = [
  [1_024, 1_108],
  [401, 408],
] as const;
/** No interval that is longer can fall between two times at which its ends are evaluated. */
export const LONGEST = 14 * DAY;

/**
 * Whether clocks may be set back between a time and an interval of whole days after it: then the next start is an hour later than the interval says.
 * Nobody knows here in which zone the scheduler of a job is.
 */
export function mayHoldClockChange(interval: number, from: number): boolean {
  return interval % DAY === 0 && (interval > LONGEST || isSetBack(from) || isSetBack(from + interval));
}

function isSetBack(time: number): boolean {
  const date = new Date(time * 1_000);
  const day = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return SET_BACK.some(([first, last]) => day >= first && day <= last);
}
