import type { RecordingRule } from './keep.js';

const RECORDED = 'backup:states_recorded_timestamp_seconds';
const RUNNING = 'backup:rules_running_timestamp_seconds';

/** Says when the states were last recorded. It comes after them in their group. */
export const RECORDED_RULE: RecordingRule = { record: RECORDED, expr: 'vector(time())' };

/** Says since when rules are evaluated, by its oldest value of the last two minutes. */
export const RUNNING_RULE: RecordingRule = { record: RUNNING, expr: 'vector(time())' };

/** When the states were recorded that are outdated: there only then. */
export const OUTDATED = 'backup:states_outdated_timestamp_seconds';

/**
 * Prometheus is back after more than two minutes away and has not recorded the states anew: it may know a failure and not the success after it.
 * That takes up to a minute. Even if the states could not be recorded, it is over some 90 s after the start, so that no page is held back for long.
 * A rule of its own: in a query with a long window, Prometheus looks for everything in all blocks of that time.
 */
export const OUTDATED_RULE: RecordingRule = {
  record: OUTDATED,
  expr: `last_over_time(${RECORDED}[38h]) < time() - 120
unless min_over_time(${RUNNING}[2m]) < time() - 90`,
};
