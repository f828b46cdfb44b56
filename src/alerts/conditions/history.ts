import {
  METRIC_BACKUP_LAST_DURATION,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_SIZE,
  ATTR_BACKUP_OUTCOME,
  type StateGaugeName,
} from '../../semconv.js';
import { DEFAULTS } from './defaults.js';
import { prometheusLabel } from './prometheus-name.js';
import { ID, ID_INSTANCE, ID_TYPE, LATE_WINDOW, raw, stateName } from './promql.js';
import { SUCCEEDED, type RecordingRule } from './states.js';

/** Successes that are not in the history yet: when they ended. */
const UNSEEN = 'backup:success_timestamp_seconds:unseen';
const UNSEEN_DURATION = 'backup:success_duration_seconds:unseen';
const UNSEEN_SIZE = 'backup:success_size_bytes:unseen';

// One sample for each success: what counts samples here counts runs, and 31 days are few samples.
const TIMES = 'backup:success_timestamp_seconds:history';
const DURATIONS = 'backup:success_duration_seconds:history';
const SIZES = 'backup:success_size_bytes:history';

/** End of the newest success, with its type. */
export const NEWEST_SUCCESS = 'backup:success_timestamp_seconds:newest';
/** How long it took, with its type. */
export const NEWEST_DURATION = 'backup:success_duration_seconds:newest';
/** Size of the newest artifact of its type. */
export const NEWEST_SIZE = 'backup:success_size_bytes:newest';
/** Median size of its type over the last 31 days, when there are enough. */
export const MEDIAN_SIZE = 'backup:success_size_bytes:median';

const WINDOW = `${DEFAULTS.medianWindow / 86_400}d`;

/**
 * Successes by identity and type, one sample each. A process that lives on exports the same values again and again,
 * and those of every type it ever ran: a success is new when its end is, and of the type whose values changed.
 */
export const HISTORY_RULES: readonly RecordingRule[] = [
  {
    record: UNSEEN,
    expr: `${SUCCEEDED}
unless ${SUCCEEDED} <= max by (${ID}) (last_over_time(${TIMES}[${WINDOW}]))`,
  },
  { record: UNSEEN_DURATION, expr: ofNewestSuccess(METRIC_BACKUP_LAST_DURATION) },
  { record: UNSEEN_SIZE, expr: ofNewestSuccess(METRIC_BACKUP_LAST_SIZE) },
  {
    record: 'backup:success_type:changed',
    expr: `max by (${ID_TYPE}) (
  ${UNSEEN_DURATION} unless ${UNSEEN_DURATION} == last_over_time(${DURATIONS}[${WINDOW}])
  or ${UNSEEN_SIZE} unless ${UNSEEN_SIZE} == last_over_time(${SIZES}[${WINDOW}])
)`,
  },
  {
    record: TIMES,
    expr: `(
  backup:success_type:changed
  or (${UNSEEN_DURATION} unless on (${ID}) backup:success_type:changed)
) * 0 + on (${ID}) group_left () ${UNSEEN}`,
  },
  { record: DURATIONS, expr: `${UNSEEN_DURATION} and ${TIMES}` },
  { record: SIZES, expr: `${UNSEEN_SIZE} and ${TIMES}` },
  {
    record: NEWEST_SUCCESS,
    expr: `last_over_time(${TIMES}[${WINDOW}]) == on (${ID}) group_left () ${SUCCEEDED}`,
  },
  { record: NEWEST_DURATION, expr: `last_over_time(${DURATIONS}[${WINDOW}]) and ${NEWEST_SUCCESS}` },
  { record: NEWEST_SIZE, expr: `last_over_time(${SIZES}[${WINDOW}]) and ${NEWEST_SUCCESS}` },
  {
    record: MEDIAN_SIZE,
    expr: `quantile_over_time(0.5, ${SIZES}[${WINDOW}])
and count_over_time(${SIZES}[${WINDOW}]) >= ${DEFAULTS.medianRuns}
and ${NEWEST_SUCCESS}`,
  },
];

/** Values of a gauge from the processes that told the newest success; others still export older ones. */
function ofNewestSuccess(gauge: StateGaugeName): string {
  const ended = `${stateName(METRIC_BACKUP_LAST_END_TIMESTAMP, 'told')}{${prometheusLabel(ATTR_BACKUP_OUTCOME)}="success"}`;
  return `max by (${ID_TYPE}) (
  last_over_time(${raw(gauge)}[${LATE_WINDOW}])
  and on (${ID_INSTANCE}) (${ended} == on (${ID}) group_left () ${UNSEEN})
)`;
}
