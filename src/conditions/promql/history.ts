import {
  METRIC_BACKUP_LAST_DURATION,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_SIZE,
  ATTR_BACKUP_OUTCOME,
  type StateGaugeName,
} from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { HISTORY_MINUTES, keepValues, lastCheckpoint, type RecordingRule } from './keep.js';
import { prometheusLabel } from './prometheus-name.js';
import { ID, ID_INSTANCE, ID_TYPE, LATE_WINDOW, raw } from './promql.js';
import { SUCCEEDED } from './state-names.js';

/** Successes that are not in the history yet: when they ended. */
const UNSEEN = 'backup:success_timestamp_seconds:unseen';
/** Those of which their process exports no more, since another writes the same series. */
const OVERWRITTEN = 'backup:success_timestamp_seconds:overwritten';
const UNSEEN_DURATION = 'backup:success_duration_seconds:unseen';
const UNSEEN_SIZE = 'backup:success_size_bytes:unseen';
const CHANGED = 'backup:success_type:changed';

// One sample for each success: what counts samples here counts runs, and 31 days are few samples.
const TIMES = 'backup:success_timestamp_seconds:history';
const DURATIONS = 'backup:success_duration_seconds:history';
const SIZES = 'backup:success_size_bytes:history';

// The newest of each type, however long ago: no window slides past them.
const KNOWN = 'backup:success_timestamp_seconds:state';
const KNOWN_DURATION = 'backup:success_duration_seconds:state';
const KNOWN_SIZE = 'backup:success_size_bytes:state';
const KNOWN_MEDIAN = 'backup:success_median_size_bytes:state';
const NEW_MEDIAN = 'backup:success_median_size_bytes:history';

/** End of the newest success whose values are known, with its type. */
export const NEWEST_SUCCESS = 'backup:success_timestamp_seconds:newest';
/** How long it took, with its type. */
export const NEWEST_DURATION = 'backup:success_duration_seconds:newest';
/** Size of the newest artifact of its type. */
export const NEWEST_SIZE = 'backup:success_size_bytes:newest';
/** Size of the one before it, of the same type. */
export const PREVIOUS_SIZE = 'backup:success_previous_size_bytes:newest';
const LAST_SIZE = 'backup:success_previous_size_bytes:state';
/** Of each type, the sizes before the newest, newest first: with it as many as make a median, however long ago. */
const EARLIER_SIZES = Array.from({ length: DEFAULTS.medianRuns - 1 }, (_, index) =>
  index === 0 ? LAST_SIZE : `backup:success_${index + 1}_before_size_bytes:state`,
);
/** Median size of its type over the 31 days before it, or of its last five where those days have fewer. */
export const MEDIAN_SIZE = 'backup:success_size_bytes:median';

const WINDOW = `${DEFAULTS.medianWindow / 86_400}d`;
/** Time in which a success is seen, and how exactly it is looked for among what others wrote. */
const OVERWRITTEN_WINDOW = '4m:2s';

/**
 * Successes by identity and type, one sample each. A process that lives on exports the same values again and again,
 * and those of every type it ever ran: a success is new when its end is, and of the type whose values changed.
 */
export const HISTORY_RULES: readonly RecordingRule[] = [
  { record: UNSEEN, expr: `${SUCCEEDED}\nunless ${SUCCEEDED} <= max by (${ID}) (${KNOWN} or ${lastCheckpoint(KNOWN)})` },
  {
    record: OVERWRITTEN,
    expr: `${fresh(UNSEEN)} unless max by (${ID}) (${lastEnds()} == on (${ID}) group_left () ${UNSEEN})`,
  },
  { record: UNSEEN_DURATION, expr: ofUnseen(METRIC_BACKUP_LAST_DURATION) },
  { record: UNSEEN_SIZE, expr: ofUnseen(METRIC_BACKUP_LAST_SIZE) },
  {
    record: CHANGED,
    expr: `max by (${ID_TYPE}) (
  ${fresh(UNSEEN_DURATION)} unless ${UNSEEN_DURATION} == (${KNOWN_DURATION} or ${lastCheckpoint(KNOWN_DURATION)})
  or ${fresh(UNSEEN_SIZE)} unless ${UNSEEN_SIZE} == (${KNOWN_SIZE} or ${lastCheckpoint(KNOWN_SIZE)})
)`,
  },
  {
    record: TIMES,
    expr: `(
  ${fresh(CHANGED)}
  or (${fresh(UNSEEN_DURATION)} unless on (${ID}) ${fresh(CHANGED)})
) * 0 + on (${ID}) group_left () ${UNSEEN}`,
  },
  { record: DURATIONS, expr: `${fresh(UNSEEN_DURATION)} and ${fresh(TIMES)}` },
  { record: SIZES, expr: `${fresh(UNSEEN_SIZE)} and ${fresh(TIMES)}` },
  // The oldest first: each takes over what the one after it still has from the evaluation before.
  ...EARLIER_SIZES.map((record, index) => shifted(record, EARLIER_SIZES[index - 1] ?? KNOWN_SIZE))
    .reverse()
    .flat(),
  ...keepNewest(KNOWN, TIMES),
  ...keepNewest(KNOWN_DURATION, DURATIONS),
  ...keepNewest(KNOWN_SIZE, SIZES),
  { record: NEWEST_SUCCESS, expr: `${KNOWN} == on (${ID}) group_left () max by (${ID}) (${KNOWN})` },
  { record: NEWEST_DURATION, expr: `${KNOWN_DURATION} and ${NEWEST_SUCCESS}` },
  { record: NEWEST_SIZE, expr: `${KNOWN_SIZE} and ${NEWEST_SUCCESS}` },
  { record: PREVIOUS_SIZE, expr: `${LAST_SIZE} and ${NEWEST_SUCCESS}` },
  {
    record: NEW_MEDIAN,
    expr: `(
  quantile_over_time(0.5, ${SIZES}[${WINDOW}]) and count_over_time(${SIZES}[${WINDOW}]) >= ${DEFAULTS.medianRuns}
  or quantile by (${ID_TYPE}) (0.5,
    ${[KNOWN_SIZE, ...EARLIER_SIZES].map((sizes, back) => `label_replace(${sizes} and ${TIMES}, "back", "${back}", "", "")`).join('\n    or ')}
  ) and ${EARLIER_SIZES.at(-1)}
)
and ${TIMES}`,
  },
  // That of the time of the newest success: what is unusual then is so until there is another.
  ...keepValues(
    KNOWN_MEDIAN,
    HISTORY_MINUTES,
    (kept) => `(
  ${NEW_MEDIAN}
  ${kept}
)
unless (${TIMES} unless ${NEW_MEDIAN})
and on (${ID}) ${SUCCEEDED}`,
  ),
  { record: MEDIAN_SIZE, expr: `${KNOWN_MEDIAN} and ${NEWEST_SUCCESS}` },
];

function keepNewest(record: string, history: string): readonly RecordingRule[] {
  return keepValues(record, HISTORY_MINUTES, (kept) => `(\n  ${history}\n  ${kept}\n) and on (${ID}) ${SUCCEEDED}`);
}

/**
 * What this very evaluation recorded. A query by name alone also finds what was recorded up to five minutes ago, if Prometheus was restarted
 * meanwhile: it ends no series then that it no longer has, and one success would count twice.
 */
function fresh(record: string): string {
  return `(${record} and timestamp(${record}) == time())`;
}

/** Takes over, when there is a new size, what stood in the place after it. */
function shifted(record: string, after: string): readonly RecordingRule[] {
  return keepValues(
    record,
    HISTORY_MINUTES,
    (kept) => `(\n  (${after} or ${lastCheckpoint(after)}) and ${fresh(SIZES)}\n  ${kept}\n) and on (${ID}) ${SUCCEEDED}`,
  );
}

/** The newest success of each process, by what was written last. */
function lastEnds(): string {
  return `max by (${ID_INSTANCE}) (last_over_time(${successes()}[${LATE_WINDOW}]))`;
}

/**
 * Values of a gauge from the processes that exported the newest success; others still export older ones.
 * Where one of them writes the same series, those of the time at which it was not overwritten.
 */
function ofUnseen(gauge: StateGaugeName): string {
  return `(
max by (${ID_TYPE}) (
  last_over_time(${raw(gauge)}[${LATE_WINDOW}])
  and on (${ID_INSTANCE}) (${lastEnds()} == on (${ID}) group_left () ${UNSEEN})
)
or max by (${ID_TYPE}) (
  last_over_time((
    ${raw(gauge)}
    and on (${ID_INSTANCE}) (${successes()} == on (${ID}) group_left () ${OVERWRITTEN} @ end())
  )[${OVERWRITTEN_WINDOW}])
)
) and on (${ID}) ${fresh(UNSEEN)}`;
}

function successes(): string {
  return raw(METRIC_BACKUP_LAST_END_TIMESTAMP, `{${prometheusLabel(ATTR_BACKUP_OUTCOME)}="success"}`);
}
