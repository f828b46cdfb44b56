import { METRIC_BACKUP_EXPECTED_INTERVAL, METRIC_BACKUP_EXPECTED_START_GRACE } from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { stateName } from './promql.js';

const DAY = 86_400;
/** Days of the year on which clocks are set back somewhere, as month and day: most of the north, then Australia, New Zealand and Chile. Whole days, by UTC. */
const SET_BACK = [
  [1_024, 1_108],
  [401, 408],
] as const;
/** No interval that is longer can fall between two times at which its ends are evaluated. */
const LONGEST = 14 * DAY;

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

const INTERVAL = stateName(METRIC_BACKUP_EXPECTED_INTERVAL);
const GRACE = stateName(METRIC_BACKUP_EXPECTED_START_GRACE);

/** The stated tolerance, else the default. @param interval - That of every job, where it is not the stated one. */
export function startGrace(interval = INTERVAL): string {
  return `(${GRACE} or clamp_max(${interval} / 2, ${DEFAULTS.mostStartGrace}))`;
}

/** Of times that are past by the stated tolerance, those that are not by that of a clock change. Few are past, and only of those it is asked. */
export function withinClockChange(due: string): string {
  return `(
  ${due} >= time() - ${GRACE} - ${DEFAULTS.clockChange}
  and ${INTERVAL} % ${DAY} == 0
  and (
    ${INTERVAL} > ${LONGEST}
    or ${setBack(due)}
    or ${setBack(`(${due} - ${INTERVAL})`)}
  )
)`;
}

function setBack(time: string): string {
  const day = `(month(${time}) * 100 + day_of_month(${time}))`;
  return SET_BACK.map(([first, last]) => `(${day} >= ${first} <= ${last})`).join(' or ');
}
