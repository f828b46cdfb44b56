import { CAUSE_LABELS } from '../promql/causes.js';
import { BAD_OUTCOMES } from '../bad-outcomes.js';
import { isPaged, isRetried, unhealed } from './facts.js';
import { BECAUSE, PAGED, UNHEALED } from '../promql/failing.js';
import { CHECKS } from '../runbook/checks.js';
import { ID } from '../promql/promql.js';
import type { JobCondition } from '../types.js';

/** With what its texts are filled in from. */
const EXPLAINED = `(
  ${UNHEALED} + on (${ID}) group_left (${CAUSE_LABELS.join(', ')}) topk by (${ID}) (1, ${BECAUSE}) * 0
  or on (${ID}) ${UNHEALED}
)`;

/** The page: the newest run that failed or timed out is newer than the newest success. */
export const backupJobFailed: JobCondition = {
  name: 'BackupJobFailed',
  scope: 'job',
  group: 'fast',
  severity: 'critical',
  summary: '{subject} failed',
  // The summary names the job. Prometheus fills texts in for each failing job each second, which this one costs nothing.
  description:
    'The newest run failed or timed out, and none has succeeded since. What was stored or changed since the last success is in no backup.',
  runbook: 'docs/runbooks/backup-job-failed.md',
  guide: {
    meaning:
      'A run ended as `failure` or `timeout` after the newest `success`. The alert clears by itself when a run succeeds. Of a job that states its `attempts` this is a warning while another try is to come or goes on. It is critical when the tries are used up; when none has begun within `retryWithin` (1 h unless stated), or the one that goes on takes longer than a run of the job may; when nobody said which try it was; or when its number is not above that of the failure before it. Once critical, it stays so until a run succeeds: further failures until then belong to the same episode and page nobody again.',
    risk: 'Weddings, guest lists, contracts and photos that couples and vendors entered since the last success exist once. If the primary is lost now, they are gone.',
    check: [
      'Read the alert: it says the class of the error, the phase, the exit code and the last success, where they are known.',
      CHECKS.ends,
      CHECKS.others,
      CHECKS.trace,
      CHECKS.log,
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
  promql: `${EXPLAINED} and on (${ID}) ${PAGED}`,
  milder: {
    severity: 'warning',
    summary: '{subject} failed, and will be tried again',
    description: 'The newest try failed or timed out, and another is to come or going on. Nobody has to act yet.',
    promql: `${EXPLAINED} unless on (${ID}) ${PAGED}`,
  },
  holds(job, now) {
    const episode = unhealed(job, BAD_OUTCOMES);
    return episode === undefined ? undefined : { episode, milder: !isPaged(job) && isRetried(job, now) };
  },
};
