import { METRIC_BACKUP_LAST_END_TIMESTAMP, ATTR_BACKUP_OUTCOME } from '../../semconv.js';
import { BAD_OUTCOMES, unhealed } from './facts.js';
import { LOOKS } from './looks.js';
import { OUTDATED } from './memory.js';
import { prometheusLabel } from './prometheus-name.js';
import { believed, endState, from, ID, ID_OUTCOME, indent, raw } from './promql.js';
import { RETIRED, SUCCEEDED } from './states.js';
import type { JobCondition } from './types.js';

const OUTCOME = prometheusLabel(ATTR_BACKUP_OUTCOME);
const FAILED = `max by (${ID}) (
  ${indent(from('raw', fresh(`{${OUTCOME}=~"${BAD_OUTCOMES.join('|')}"}`)))}
  or ${endState(...BAD_OUTCOMES)}
)`;
// Of the jobs that ever failed only: this is evaluated each second. The outcome keeps what is told apart from the state, which has none.
const HEALED = `max by (${ID}) (
  ${indent(fresh(`{${OUTCOME}="success"}`))}
  or (${SUCCEEDED} and ${indent(FAILED)})
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
      'A run ended as `failure` or `timeout` after the newest `success`. The alert clears by itself when a run succeeds. Further failures until then belong to the same episode and page nobody again.',
    risk: 'Weddings, guest lists, contracts and photos that couples and vendors entered since the last success exist once. If the primary is lost now, they are gone.',
    check: [LOOKS.ends, LOOKS.others, LOOKS.trace, LOOKS.log],
    act: [
      'Remove the cause: free space, renew the credential, let the database come back.',
      'Stop the retention of this job if it deletes by age: the newest good backup must stay.',
      'Start the job by hand. Do not wait for its schedule.',
      'See the alert resolve within a minute of the success. It does not resolve by silence.',
    ],
    escalate:
      'When the second run by hand fails, or the last success is older than the recovery point objective: call the owner of the database and tell the duty manager that data is at risk.',
  },
  // Read from the processes themselves as well as from the recorded state, which is up to a minute late.
  promql: `(
  ${indent(HEALED)}
  or ${indent(FAILED)} * 0
)
< ${FAILED}
unless ${RETIRED}
unless on () ${OUTDATED}`,
  holds(job) {
    const episode = unhealed(job, BAD_OUTCOMES);
    return episode === undefined ? undefined : { episode };
  },
};

function fresh(matcher: string): string {
  const times = `max_over_time(${raw(METRIC_BACKUP_LAST_END_TIMESTAMP, matcher)}[2m])`;
  return believed(times, METRIC_BACKUP_LAST_END_TIMESTAMP, { matcher, by: ID_OUTCOME });
}
