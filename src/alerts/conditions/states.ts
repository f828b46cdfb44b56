import {
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  type StateGaugeName,
} from '../../semconv.js';
import { DEFAULTS } from './defaults.js';
import { believed, endState, from, ID, ID_OUTCOME, indent, LATE_WINDOW, raw, stateName } from './promql.js';

/** A recording rule. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Jobs out of service: when they were decommissioned. */
export const RETIRED = 'backup:job_retired:state';
/** First definition of a job since it was last decommissioned. */
export const KNOWN_SINCE = 'backup:job_known_since_timestamp_seconds:state';
/** Start of the run that is going on, or whose end was never told. */
export const OPEN_RUN = 'backup:run_open_timestamp_seconds:state';
/** Newest sign of life of that run. */
export const LAST_SIGN = 'backup:run_last_sign_timestamp_seconds:state';
/** When telemetry of a job last came, in steps of five minutes. */
export const SEEN = 'backup:job_seen_timestamp_seconds:state';

/** How many jobs are known; nothing when there is none. */
export const KNOWN_JOBS = 'backup:jobs_known:count';
/** Newest time at which any job was defined or decommissioned. */
export const JOBS_CHANGED = 'backup:jobs_changed_timestamp_seconds:state';

/** End of the newest success. */
export const SUCCEEDED = 'backup:run_last_success_timestamp_seconds:state';

/** Minutes between two recordings of the states, and of what definitions state. */
export const STATE_MINUTES = 1;
export const EXPECTATION_MINUTES = 2;

/** The time without Prometheus that the state outlives, 24 h, and the 12 h that the newest checkpoint may be old when one was missed; two to spare. */
const CHECKPOINT_WINDOW = '38h';
/** Seconds between two checkpoints of what does not change. */
const CHECKPOINT_EVERY = 6 * 3_600;

const ENDED = stateName(METRIC_BACKUP_LAST_END_TIMESTAMP);
const STARTED = stateName(METRIC_BACKUP_LAST_START_TIMESTAMP);

/** Times by identity. A job out of service has none. */
export const STATE_RULES: readonly RecordingRule[] = [
  ...timeRules(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, { forget: false }),
  ...timeRules(METRIC_BACKUP_REGISTERED_TIMESTAMP, { forget: false }),
  {
    record: RETIRED,
    expr: `${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)} unless ${stateName(METRIC_BACKUP_REGISTERED_TIMESTAMP)} > ${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)}`,
  },
  ...keep(
    KNOWN_SINCE,
    (kept) => `min by (${ID}) (\n  ${indent(believedTold(METRIC_BACKUP_REGISTERED_TIMESTAMP, true))}\n  ${kept}\n) unless ${RETIRED}`,
  ),
  ...timeRules(METRIC_BACKUP_LAST_END_TIMESTAMP, { by: ID_OUTCOME }),
  ...timeRules(METRIC_BACKUP_LAST_START_TIMESTAMP),
  ...timeRules(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP),
  { record: SUCCEEDED, expr: `max by (${ID}) (${endState('success')})` },
  { record: OPEN_RUN, expr: `${STARTED} unless ${STARTED} <= max by (${ID}) (${ENDED})` },
  ...timeRules(METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP, { only: OPEN_RUN }),
  {
    record: LAST_SIGN,
    expr: `max by (${ID}) (
  ${OPEN_RUN}
  or ${from('heartbeat', stateName(METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP))}
  or ${from('progress', `(${stateName(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP)} and ${OPEN_RUN})`)}
)`,
  },
  ...keep(
    SEEN,
    (kept) => `max by (${ID}) (
  ${from('raw', `${raw(METRIC_BACKUP_REGISTERED_TIMESTAMP)} * 0 + time() - time() % 300`)}
  ${kept}
) unless ${RETIRED}`,
  ),
  { record: KNOWN_JOBS, expr: `count(${SEEN}) or count(${KNOWN_SINCE})` },
  {
    record: JOBS_CHANGED,
    expr: `max({__name__=~"${stateName(METRIC_BACKUP_REGISTERED_TIMESTAMP)}|${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)}"})`,
  },
];

const EXPECTATIONS = [
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
] as const;

/** What definitions state, by identity. */
export const EXPECTATION_RULES: readonly RecordingRule[] = EXPECTATIONS.flatMap((gauge) => {
  const state = stateName(gauge);
  // The newest statement counts, not the largest.
  const expr = `(
  max by (${ID}) (last_over_time(${raw(gauge)}[${LATE_WINDOW}]))
  or ${state}
  or ${lastCheckpoint(state)}
) unless ${RETIRED}`;
  return [{ record: state, expr }, checkpointRule(state, EXPECTATION_MINUTES)];
});

interface TimeOptions {
  readonly by?: string;
  /** False: it stays when the job is decommissioned. */
  readonly forget?: boolean;
  /** What has to be there as well, for the time to be of use. */
  readonly only?: string;
}

/** Newest believed time of a gauge, for as long as the job is in service. */
function timeRules(gauge: StateGaugeName, { by = ID, forget = true, only }: TimeOptions = {}): readonly RecordingRule[] {
  const [told, future] = [stateName(gauge, 'told'), stateName(gauge, 'future')];
  return [
    // Everything else reads this: one look at the window for each gauge. By process, since each has a clock of its own;
    // and the last, not the largest, so that one that was restarted with the right clock is believed at once.
    { record: told, expr: `max by (${by}, instance) (last_over_time(${raw(gauge)}[${LATE_WINDOW}]))` },
    { record: future, expr: `${told} > time() + ${DEFAULTS.clockTolerance}\nor (last_over_time(${future}[26h]) and ${told})` },
    ...keep(
      stateName(gauge),
      (kept) =>
        `max by (${by}) (\n  ${indent(believedTold(gauge, forget, by))}\n  ${kept}\n)${forget ? ` unless ${by === ID ? '' : `on (${ID}) `}${RETIRED}` : ''}${only === undefined ? '' : ` and ${only}`}`,
      { forget },
    ),
  ];
}

function believedTold(gauge: StateGaugeName, forget: boolean, by = ID): string {
  const told = stateName(gauge, 'told');
  const times = believed(told, gauge, { by });
  return from('told', forget ? `(${sinceRetired(indent(times), told)})` : times);
}

/** Times since the job was last decommissioned: what was before counts no more when it is taken into service again. */
function sinceRetired(times: string, compared = times): string {
  return `${times} unless ${compared} <= on (${ID}) group_left () ${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)}`;
}

/**
 * A state that is kept: by its own last value, and over a time without Prometheus by a checkpoint.
 * A checkpoint is written when the state changed and every 6 h, so that reading 38 h of it costs next to nothing
 * and reaches back over a day without Prometheus.
 */
function keep(
  record: string,
  expression: (kept: string) => string,
  { forget = true }: Pick<TimeOptions, 'forget'> = {},
): readonly RecordingRule[] {
  const parts = [record, lastCheckpoint(record)];
  const kept = parts.map((part) => (forget ? `or (${sinceRetired(part)})` : `or ${part}`)).join('\n  ');
  // The label keeps it apart from the state in `or`. A label of the rule costs nothing; making one in the expression does, for each series.
  return [
    { record, expr: expression(kept) },
    { ...checkpointRule(record, STATE_MINUTES), labels: { source: 'checkpoint' } },
  ];
}

/** Due when the state is another than at the evaluation before, and every 6 h. Comparing with the checkpoints themselves would cost more. */
function checkpointRule(state: string, minutes: number): RecordingRule {
  const due = `vector(time() % ${CHECKPOINT_EVERY}) < ${minutes * 60}`;
  return { record: checkpointOf(state), expr: `${state} unless (${state} == ${state} offset ${minutes}m unless on () ${due})` };
}

function lastCheckpoint(state: string): string {
  return `last_over_time(${checkpointOf(state)}[${CHECKPOINT_WINDOW}])`;
}

function checkpointOf(state: string): string {
  return state.replace(/state$/, 'checkpoint');
}
