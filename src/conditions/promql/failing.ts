import {
  ATTR_BACKUP_OUTCOME,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
} from '../../semconv.js';
import { ATTEMPT, ATTEMPTS, ID_ATTEMPT, NUMBER, numberOf } from './attempts.js';
import { CAUSES, ID_CAUSE } from './causes.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { BAD_OUTCOMES } from '../bad-outcomes.js';
import { keepTimes, lastCheckpoint, sinceRetired, type RecordingRule } from './keep.js';
import { LIVING_RUNS } from './living.js';
import { OUTDATED } from './memory.js';
import { LONG_RUNS, RUN_TIMES } from './open-runs.js';
import { prometheusLabel } from './prometheus-name.js';
import { believed, endState, from, ID, ID_OUTCOME, indent, raw, stateName } from './promql.js';
import { FAILED, RETIRED, SUCCEEDED } from './state-names.js';

const OUTCOME = prometheusLabel(ATTR_BACKUP_OUTCOME);
const GOOD = fresh('{' + OUTCOME + '="success"}');

// Read from the processes themselves as well as from the recorded state, which is up to a minute late.
const FAILED_NOW = `max by (${ID}) (
  ${indent(from('raw', fresh(`{${OUTCOME}=~"${BAD_OUTCOMES.join('|')}"}`)))}
  or ${FAILED}
)`;

/** Jobs that fail: when they did. */
const FAILING = 'backup:job_failing_timestamp_seconds:fast';
/** Since when: their last success; 0 when there was none. */
export const UNHEALED = 'backup:job_unhealed_timestamp_seconds:fast';
/** Why, where it is known of the newest failure. */
export const BECAUSE = 'backup:job_failing_cause_timestamp_seconds:fast';
/** Tries that failed since then, by number: when each number first did. */
const TRIES = 'backup:job_failing_tries_timestamp_seconds:fast';
/** Failures after which another try is left. */
const TRIES_LEFT = 'backup:job_tries_left_timestamp_seconds:fast';
/** Jobs that woke somebody and have not succeeded since: the failure that did. */
export const PAGED = 'backup:job_paged_timestamp_seconds:fast';

// The same, as they are remembered when Prometheus was away.
const KEPT_TRIES = 'backup:job_failing_tries_timestamp_seconds:state';
const KEPT_PAGED = 'backup:job_paged_timestamp_seconds:state';
/** Last successes of jobs that ever failed: few, and read several times. */
const SUCCEEDED_BEFORE = 'backup:job_failed_last_success_timestamp_seconds:state';
/** What jobs that fail state, known at once after a time away. */
const RETRY_WITHIN = 'backup:job_retry_within_seconds:state';

const TRIED = `${BECAUSE}{${ATTEMPT}=~"${NUMBER}",${ATTEMPTS}=~"${NUMBER}"}`;
/** The last try has the number that tries have. */
const LAST_TRIES = `label_replace(max by (${ID}, ${ATTEMPT}) (${TRIED}), "${ATTEMPTS}", "$1", "${ATTEMPT}", "(.*)")`;
/** Tries before the newest. */
const EARLIER = `(${TRIES} < on (${ID}) group_left () ${FAILING})`;

// Nobody says which try it was; it was the last; or its number is not above that of one before it, so that it belongs to another run.
const NONE_LEFT = `
  ${BECAUSE}{${ATTEMPT}!~"${NUMBER}"}
  or ${BECAUSE}{${ATTEMPTS}!~"${NUMBER}"}
  or ${TRIED} and on (${ID}, ${ATTEMPT}, ${ATTEMPTS}) ${LAST_TRIES}
  or ${indent(numberOf(TRIED))} <= on (${ID}) group_left () max by (${ID}) (${indent(numberOf(EARLIER))})
`;

/** What the page stands on, each second. Few jobs fail, so that all but the first cost next to nothing. */
export const FAILING_RULES: readonly RecordingRule[] = [
  {
    record: FAILING,
    expr: `${FAILED_NOW}
unless max by (${ID}) (${indent(GOOD)}) > ${FAILED_NOW}
unless ${SUCCEEDED} > ${FAILED_NOW}
unless ${RETIRED}
unless on () ${OUTDATED}`,
  },
  {
    record: UNHEALED,
    expr: `max by (${ID}) (
  (${SUCCEEDED} and ${FAILING})
  or (${indent(GOOD)} and on (${ID}) ${FAILING})
)
or ${FAILING} * 0`,
  },
  {
    record: BECAUSE,
    expr: `max by (${ID_CAUSE}) (
  ${indent(from('raw', believed(`max_over_time(${raw(METRIC_BACKUP_LAST_FAILURE_TIMESTAMP)}[2m])`, METRIC_BACKUP_LAST_FAILURE_TIMESTAMP, { key: `${ID_CAUSE}, instance` })))}
  or ${CAUSES}
) >= on (${ID}) group_left () ${FAILING}`,
  },
  {
    // It keeps itself, as the last of these does.
    record: TRIES,
    // Filtered before the least is taken: one from before the last success would hide a newer one of its number.
    expr: `min by (${ID_ATTEMPT}) (
  ${from('now', TRIED)}
  or (${from('before', TRIES)} or ${KEPT_TRIES}) >= on (${ID}) group_left () ${UNHEALED}
)`,
  },
  {
    // Of two that say different things, the worse counts.
    record: TRIES_LEFT,
    expr: `max by (${ID}) (${TRIED}) unless on (${ID}) (${NONE_LEFT})`,
  },
  {
    // A page does not become a warning before the job succeeds: the next failed try would be the same alert again.
    record: PAGED,
    expr: `(
  ${FAILING} unless (
    ${TRIES_LEFT} > time() - ${DEFAULTS.retryKnown} - (
      ${RETRY_WITHIN}
      or ${FAILING} * 0 + ${DEFAULTS.retryWithin}
    )
    or ${TRIES_LEFT} < max by (${ID}) (${LIVING_RUNS} unless ${LONG_RUNS})
  )
  or ${PAGED}
  or ${KEPT_PAGED}
) >= ${UNHEALED}`,
  },
];

const STATED_RETRY = stateName(METRIC_BACKUP_EXPECTED_RETRY_WITHIN);

const FAILED_EVER = `max by (${ID}) (${endState(...BAD_OUTCOMES)})`;

/** What is remembered of jobs that fail, until they succeed. */
export const KEPT_FAILING_RULES: readonly RecordingRule[] = [
  { record: SUCCEEDED_BEFORE, expr: `${SUCCEEDED} and ${FAILED_EVER}` },
  ...keepTimes(KEPT_TRIES, (kept) => `min by (${ID_ATTEMPT}) (\n  ${from('fast', TRIES)}\n  ${kept}\n)`, sinceSuccess),
  ...keepTimes(KEPT_PAGED, (kept) => `max by (${ID}) (\n  ${from('fast', PAGED)}\n  ${kept}\n)`, sinceSuccess),
  { record: RETRY_WITHIN, expr: `(${STATED_RETRY} or ${lastCheckpoint(STATED_RETRY)}) and on (${ID}) ${CAUSES}` },
  { record: FAILED, expr: FAILED_EVER },
];

function sinceSuccess(kept: string): string {
  return `(${sinceRetired(kept)} unless ${kept} < on (${ID}) group_left () ${SUCCEEDED_BEFORE})`;
}

function fresh(matcher: string): string {
  const times = `max_over_time(${raw(METRIC_BACKUP_LAST_END_TIMESTAMP, matcher)}[2m])`;
  return believed(times, METRIC_BACKUP_LAST_END_TIMESTAMP, { matcher, key: `${ID_OUTCOME}, ${RUN_TIMES}` });
}
