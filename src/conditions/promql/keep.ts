import { METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP } from '../../semconv.js';
import { ID, RUN, stateName } from './promql.js';

/** A recording rule. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Minutes between two recordings of the states, of what definitions state, and of the history. */
export const STATE_MINUTES = 1;
export const EXPECTATION_MINUTES = 2;
export const HISTORY_MINUTES = 2;

/** The time without Prometheus that the state outlives, 24 h, and the 12 h that the newest checkpoint may be old when one was missed; two to spare. */
const CHECKPOINT_WINDOW = '38h';
/** Seconds between two checkpoints of what does not change. */
const CHECKPOINT_EVERY = 6 * 3_600;

/** Filters what is kept. */
type Filter = (kept: string) => string;

/**
 * Times that are kept: by their own last value, and over a time without Prometheus by a checkpoint.
 * A checkpoint is written when the state changed and every 6 h, so that reading 38 h of it costs next to nothing
 * and reaches back over a day without Prometheus.
 */
export function keepTimes(record: string, expression: (kept: string) => string, filter: Filter = sinceRetired): readonly RecordingRule[] {
  const kept = [record, lastCheckpoint(record)].map((part) => `or ${filter(part)}`).join('\n  ');
  return [{ record, expr: expression(kept) }, asCheckpoint(checkpointRule(record, STATE_MINUTES))];
}

/** As `keepTimes`, of runs that end: the checkpoint is 0 then, so that a time without Prometheus does not bring them back. */
export function keepRuns(record: string, expression: string): readonly RecordingRule[] {
  const { expr, ...checkpoint } = checkpointRule(record, STATE_MINUTES);
  return [
    { record, expr: expression },
    asCheckpoint({ ...checkpoint, expr: `${expr}\nor (${lastCheckpoint(record)} > 0 unless on (${RUN}) ${record}) * 0` }),
  ];
}

/** What is kept of runs, as parts of an `or`. */
export function keptRuns(record: string): string {
  return `or ${sinceRetired(record)}\n  or ${sinceRetired(`(${lastCheckpoint(record)} > 0)`)}`;
}

/** Values that are kept until there are others; they say themselves nothing of their age. */
export function keepValues(record: string, minutes: number, expression: (kept: string) => string): readonly RecordingRule[] {
  return [{ record, expr: expression(`or ${record}\n  or ${lastCheckpoint(record)}`) }, checkpointRule(record, minutes)];
}

/** As `keepTimes`, of what is over one day: its checkpoint is -1 then, so that it is not kept beyond its end. */
export function keepUntilOver(record: string, minutes: number, expression: (kept: string) => string): readonly RecordingRule[] {
  const { expr, ...checkpoint } = checkpointRule(record, minutes);
  const last = lastCheckpoint(record);
  return [
    { record, expr: expression(`(${record} or ${last} >= 0)`) },
    { ...checkpoint, expr: `${expr}\nor (${last} >= 0 unless ${record}) * 0 - 1` },
  ];
}

/** Times since the job was last decommissioned: what was before counts no more when it is taken into service again. */
export function sinceRetired(times: string, compared = times): string {
  const retired = stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP);
  return `(${times} unless ${compared} <= on (${ID}) group_left () ${retired})`;
}

/** The label keeps it apart from the state in `or`. A label of the rule costs nothing; making one in the expression does, for each series. */
function asCheckpoint(rule: RecordingRule): RecordingRule {
  return { ...rule, labels: { source: 'checkpoint' } };
}

/** Due when the state is another than at the evaluation before, and every 6 h. Comparing with the checkpoints themselves would cost more. */
function checkpointRule(state: string, minutes: number): RecordingRule {
  const due = `vector(time() % ${CHECKPOINT_EVERY}) < ${minutes * 60}`;
  return { record: checkpointOf(state), expr: `${state} unless (${state} == ${state} offset ${minutes}m unless on () ${due})` };
}

/** The newest checkpoint of a state. */
export function lastCheckpoint(state: string): string {
  return `last_over_time(${checkpointOf(state)}[${CHECKPOINT_WINDOW}])`;
}

function checkpointOf(state: string): string {
  return state.replace(/state$/, 'checkpoint');
}
