import { METRIC_BACKUP_EXPECTED_INTERVAL, METRIC_BACKUP_EXPECTED_START_GRACE } from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { DAY, LONGEST, SET_BACK } from '../clock-change.js';
import { stateName } from './promql.js';

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
