import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_OUTCOME,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
} from '../../semconv.js';
import { CAUSE_LABELS, CAUSES, ID_CAUSE } from './causes.js';
import { DEFAULTS } from './defaults.js';
import { BAD_OUTCOMES, isRetried, unhealed } from './facts.js';
import type { RecordingRule } from './keep.js';
import { LIVING_RUN } from './living.js';
import { LOOKS } from './looks.js';
import { OUTDATED } from './memory.js';
import { RUN_TIMES } from './open-runs.js';
import { prometheusLabel } from './prometheus-name.js';
import { believed, endState, from, ID, ID_OUTCOME, indent, raw, stateName } from './promql.js';
import { RETIRED, SUCCEEDED } from './state-names.js';
import type { JobCondition } from './types.js';

const OUTCOME = prometheusLabel(ATTR_BACKUP_OUTCOME);
const [ATTEMPT, ATTEMPTS] = [prometheusLabel(ATTR_BACKUP_ATTEMPT), prometheusLabel(ATTR_BACKUP_ATTEMPTS)];
const GOOD = fresh('{' + OUTCOME + '="success"}');

// Read from the processes themselves as well as from the recorded state, which is up to a minute late.
const FAILED = `max by (${ID}) (
  ${indent(from('raw', fresh(`{${OUTCOME}=~"${BAD_OUTCOMES.join('|')}"}`)))}
  or ${endState(...BAD_OUTCOMES)}
)`;

/** Jobs that fail: when they did. */
const FAILING = 'backup:job_failing_timestamp_seconds:fast';
/** Since when: their last success; 0 when there was none. */
const UNHEALED = 'backup:job_unhealed_timestamp_seconds:fast';
/** Why, where it is known of the newest failure. */
const BECAUSE = 'backup:job_failing_cause_timestamp_seconds:fast';
/** Failures that are followed by another try. */
const RETRIED = 'backup:job_retried_timestamp_seconds:fast';

const TRIED = `${BECAUSE}{${ATTEMPT}!="",${ATTEMPTS}!=""}`;
/** The last try has the number that tries have. */
const LAST_TRIES = `label_replace(max by (${ID}, ${ATTEMPT}) (${TRIED}), "${ATTEMPTS}", "$1", "${ATTEMPT}", "(.*)")`;

const NONE_LEFT = `
  ${BECAUSE}{${ATTEMPT}=""}
  or ${BECAUSE}{${ATTEMPTS}=""}
  or ${TRIED} and on (${ID}, ${ATTEMPT}, ${ATTEMPTS}) ${LAST_TRIES}
`;

/** What the page stands on, each second. Few jobs fail, so that all but the first cost next to nothing. */
export const FAILING_RULES: readonly RecordingRule[] = [
  {
    record: FAILING,
    expr: `${FAILED}
unless max by (${ID}) (${indent(GOOD)}) > ${FAILED}
unless ${SUCCEEDED} > ${FAILED}
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
    // Whoever does not say which try it was, or was the last, has none to come; of two that say different things, the worse counts.
    record: RETRIED,
    expr: `(
  max by (${ID}) (${TRIED})
  unless on (${ID}) (${indent(NONE_LEFT)})
)
> time() - ${DEFAULTS.retryKnown} - (
  ${stateName(METRIC_BACKUP_EXPECTED_RETRY_WITHIN)}
  or ${FAILING} * 0 + ${DEFAULTS.retryWithin}
)
or max by (${ID}) (${TRIED}) < ${LIVING_RUN} unless on (${ID}) (${NONE_LEFT})`,
  },
];

/** With what its texts are filled in from. */
const EXPLAINED = `(
  ${UNHEALED} + on (${ID}) group_left (${CAUSE_LABELS.join(', ')}) topk by (${ID}) (1, ${BECAUSE}) * 0
  or on (${ID}) ${UNHEALED}
)`;

/** The page: the newest run that failed or timed out is newer than the newest success. */
export const backupJobFailed: JobCondition = {
  name: 'BackupJobFailed',
  scope: 'job',
  severity: 'critical',
  summary: '{subject} failed',
  // The summary names the job. Prometheus fills texts in for each failing job each second, which this one costs nothing.
  description:
    'The newest run failed or timed out, and none has succeeded since. What was stored or changed since the last success is in no backup.',
  runbook: 'docs/runbooks/backup-job-failed.md',
  guide: {
    meaning:
      'A run ended as `failure` or `timeout` after the newest `success`. The alert clears by itself when a run succeeds. A job that states its `attempts` is a warning while another try is to come or goes on; it is critical when they are used up, when none has begun within `retryWithin` (1 h unless stated), or when nobody said which try it was. Further failures until then belong to the same episode and page nobody again.',
    risk: 'Weddings, guest lists, contracts and photos that couples and vendors entered since the last success exist once. If the primary is lost now, they are gone.',
    check: [
      'Read the alert: it says the class of the error, the phase, the exit code and the last success, where they are known.',
      LOOKS.ends,
      LOOKS.others,
      LOOKS.trace,
      LOOKS.log,
    ],
    act: [
      'Remove the cause: free space, renew the credential, let the database come back.',
      'Stop the retention of this job if it deletes by age: the newest good backup must stay.',
      'Start the job by hand. Do not wait for its schedule.',
      'See the alert resolve within a minute of the success. It does not resolve by silence.',
    ],
    escalate:
      'When the second run by hand fails, or the last success is older than the recovery point objective: call the owner of the database and tell the duty manager that data is at risk.',
  },
  facts: ['error_type', 'phase', 'exit_code', 'attempt', 'attempts', 'last_success'],
  textLabels: CAUSE_LABELS,
  promql: `${EXPLAINED} unless on (${ID}) ${RETRIED}`,
  milder: {
    severity: 'warning',
    summary: '{subject} failed, and will be tried again',
    description: 'The newest try failed or timed out, and another is to come or going on. Nobody has to act yet.',
    promql: `${EXPLAINED} and on (${ID}) ${RETRIED}`,
  },
  holds(job, now) {
    const episode = unhealed(job, BAD_OUTCOMES);
    return episode === undefined ? undefined : { episode, milder: isRetried(job, now) };
  },
};

function fresh(matcher: string): string {
  const times = `max_over_time(${raw(METRIC_BACKUP_LAST_END_TIMESTAMP, matcher)}[2m])`;
  return believed(times, METRIC_BACKUP_LAST_END_TIMESTAMP, { matcher, key: `${ID_OUTCOME}, ${RUN_TIMES}` });
}
