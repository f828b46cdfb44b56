import {
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_RUN_SLOT,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
} from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { keepRuns, keptRuns, lastCheckpoint, sinceRetired, type RecordingRule } from './keep.js';
import { prometheusLabel } from './prometheus-name.js';
import { from, ID, RUN, stateName } from './promql.js';
import { LAST_SIGN, OPEN_RUN, RETIRED } from './state-names.js';

/** What tells apart the runs of a job that go on at once: the process, and the slot of the run in it. */
export const RUN_TIMES = `instance, ${prometheusLabel(ATTR_BACKUP_RUN_SLOT)}`;

/** Each open run by its start, its newest sign of life and its newest progress. */
export const OPEN_RUNS = 'backup:open_run_timestamp_seconds:state';
export const SIGNS = 'backup:open_run_sign_timestamp_seconds:state';
export const PROGRESSES = 'backup:open_run_progress_timestamp_seconds:state';
/** Open runs that are silent: the last sign of life when that was noticed. It stays when older signs come late. */
export const SILENT_RUNS = 'backup:open_run_silent_timestamp_seconds:state';
/** Open runs that are or were silent: the last sign of life before the newest silence. */
export const LAST_SILENT = 'backup:open_run_last_silent_timestamp_seconds:state';
/** Runs that were lost when another took their place in their process: their last sign of life when that was noticed, and now. */
export const LOST_RUNS = 'backup:lost_run_timestamp_seconds:state';
/** Open runs that take longer than they may: their start. */
export const LONG_RUNS = 'backup:open_run_long_timestamp_seconds:state';
const LOST_SIGNS = 'backup:lost_run_sign_timestamp_seconds:state';

const STARTS = 'backup:run_start_timestamp_seconds:newest';
/** Start of the newest run that is known to have succeeded, while that is exported. */
const GOOD_START = 'backup:run_good_start_timestamp_seconds:newest';
/** Runs that ended, or were lost and made up for by a good one, for as long as their process is heard of. */
const OVER = 'backup:run_over_timestamp_seconds:newest';

const STARTED = stateName(METRIC_BACKUP_LAST_START_TIMESTAMP, 'believed');
const ENDED = stateName(METRIC_BACKUP_LAST_END_TIMESTAMP, 'believed');
const HEARTBEAT = stateName(METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP, 'believed');
const PROGRESS = stateName(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP, 'believed');
const SILENT = `${SIGNS} < time() - ${DEFAULTS.lostAfter}`;

/** A run that began after the last sign of life of a lost one, and went well. One that overlapped it makes up for nothing. */
const isMadeUpFor = (signs: string) => `${signs} < on (${ID}) group_left () ${GOOD_START}`;

/** Runs that were silent, and in whose place another has begun: nobody will ever report their end. */
const LOST_NOW = `(${SILENT} and ${OPEN_RUNS} < ${STARTS})`;
const LOST = `max by (${RUN}) (
  ${from('now', LOST_NOW)}
  ${keptRuns(LOST_SIGNS)}
)`;

/** Runs that are open, one by one: a run of a job says nothing about another that overlaps it. The order is that of their evaluation. */
export const OPEN_RUN_RULES: readonly RecordingRule[] = [
  {
    record: STARTS,
    expr: `max by (${RUN}) (\n  ${from('exported', sinceRetired(STARTED))}\n  ${keptRuns(OPEN_RUNS)}\n) unless on (${ID}) ${RETIRED}`,
  },
  {
    record: GOOD_START,
    expr: `max by (${ID}) (${STARTED} and max by (${RUN}) (${ENDED}{${prometheusLabel(ATTR_BACKUP_OUTCOME)}="success"}) >= ${STARTED})`,
  },
  ...keepRuns(LOST_SIGNS, `${LOST}\nunless ${isMadeUpFor(LOST)}\nunless on (${ID}) ${RETIRED}`),
  ...keepRuns(
    LOST_RUNS,
    `max by (${RUN}) (
  ${from('now', `((${SILENT_RUNS} or ${SIGNS}) and ${LOST_NOW})`)}
  ${keptRuns(LOST_RUNS)}
) and ${LOST_SIGNS}`,
  ),
  {
    // It keeps itself: an end that was believed is not forgotten when a time from the future takes its place.
    record: OVER,
    expr: `${STARTS} <= max by (${RUN}) (${ENDED})\nor (${OPEN_RUNS} and (${SILENT} and ${isMadeUpFor(SIGNS)}))\nor ${OVER} == ${STARTS}`,
  },
  ...keepRuns(OPEN_RUNS, `${STARTS} unless ${STARTS} == ${OVER}`),
  ...keepRuns(
    SIGNS,
    `max by (${RUN}) (
  ${from('start', OPEN_RUNS)}
  or ${from('heartbeat', `(${HEARTBEAT} and ${OPEN_RUNS})`)}
  or ${from('progress', `(${PROGRESS} and ${OPEN_RUNS})`)}
  ${keptRuns(SIGNS)}
) and ${OPEN_RUNS}`,
  ),
  ...keepRuns(
    SILENT_RUNS,
    `(
  ${SILENT_RUNS} >= on (${RUN}) ${OPEN_RUNS}
  or (${lastCheckpoint(SILENT_RUNS)} > 0) >= on (${RUN}) ${OPEN_RUNS}
  or ${SIGNS}
) and ${SILENT}`,
  ),
  ...keepRuns(
    LAST_SILENT,
    `max by (${RUN}) (
  ${from('now', SILENT_RUNS)}
  ${keptRuns(LAST_SILENT)}
) >= ${OPEN_RUNS}`,
  ),
  ...keepRuns(
    PROGRESSES,
    `max by (${RUN}) (
  ${from('exported', `(${PROGRESS} and ${OPEN_RUNS})`)}
  ${keptRuns(PROGRESSES)}
) and ${OPEN_RUNS}`,
  ),
  { record: OPEN_RUN, expr: `max by (${ID}) (${OPEN_RUNS})` },
  {
    record: LONG_RUNS,
    expr: `${OPEN_RUNS} < on (${ID}) group_left () (time() - (
  ${stateName(METRIC_BACKUP_EXPECTED_MAX_DURATION)}
  or ${stateName(METRIC_BACKUP_EXPECTED_INTERVAL)}
  or ${OPEN_RUN} * 0 + ${DEFAULTS.maxDuration}
))`,
  },
  { record: LAST_SIGN, expr: `max by (${ID}) (${SIGNS})` },
];
