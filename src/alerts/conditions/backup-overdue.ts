import { METRIC_BACKUP_EXPECTED_INTERVAL, METRIC_BACKUP_EXPECTED_START_GRACE, METRIC_BACKUP_LAST_START_TIMESTAMP } from '../../semconv.js';
import { DEFAULTS } from './defaults.js';
import { livingRun, newest, startGrace } from './facts.js';
import { LIVING_RUN } from './living.js';
import { LOOKS } from './looks.js';
import { stateName } from './promql.js';
import { KNOWN_SINCE } from './states.js';
import type { JobCondition } from './types.js';

const INTERVAL = stateName(METRIC_BACKUP_EXPECTED_INTERVAL);
const STARTED = stateName(METRIC_BACKUP_LAST_START_TIMESTAMP);
const GRACE = stateName(METRIC_BACKUP_EXPECTED_START_GRACE);

/** Its time has come and passed, and no run has started. */
export const backupOverdue: JobCondition = {
  name: 'BackupOverdue',
  scope: 'job',
  severity: 'critical',
  summary: '{subject} did not start',
  description: 'A run of {subject} was expected and has not started. Nobody fails here, so nothing else would tell.',
  runbook: 'docs/runbooks/backup-overdue.md',
  threshold: {
    gauge: METRIC_BACKUP_EXPECTED_START_GRACE,
    byDefault: 'half the stated interval, at most 2 h. A job that states no interval is never overdue.',
  },
  guide: {
    meaning:
      'One interval after the newest start (or, for a job that never started, after its first definition) plus the tolerance for a late start, no run has begun. The alert clears when one begins.',
    risk: 'The newest backup grows older than the couples and vendors were promised, a little more each hour.',
    check: [
      LOOKS.starts,
      'Is the scheduler alive: cron, the orchestrator, the Kubernetes CronJob? Look for a suspended job, or a host that is down or out of memory.',
      'Did the job run and only its telemetry get lost? Then the destination holds a fresh artifact and the log of the job shows a run.',
      LOOKS.others,
      'Was the schedule changed without the `every` of the definition?',
    ],
    act: [
      'Start the job by hand, then mend the scheduler.',
      'If the schedule was changed on purpose, change `every` in the definition.',
      'If the job is gone on purpose, say so: call `decommission()` of its definition once.',
    ],
    escalate: 'When the newest success is older than the recovery point objective: as for a failed backup.',
  },
  promql: `(
  (
    ${STARTED} > ${KNOWN_SINCE}
    or ${KNOWN_SINCE}
    or ${STARTED}
  )
  + ${INTERVAL}
)
< time() - (
  ${GRACE}
  or clamp_max(${INTERVAL} / 2, ${DEFAULTS.mostStartGrace})
)
unless ${LIVING_RUN}`,
  holds(job, now) {
    const from = newest(job.lastStart, job.knownSince);
    const { interval } = job.expected;
    if (from === undefined || interval === undefined || livingRun(job, now) !== undefined) return undefined;
    const episode = from + interval;
    return episode < now - startGrace(job, interval) ? { episode } : undefined;
  },
};
