import { METRIC_BACKUP_EXPECTED_INTERVAL, METRIC_BACKUP_EXPECTED_START_GRACE } from '../../semconv.js';
import { startGrace as graceRule, withinClockChange } from '../promql/clock-change.js';
import { livingRun, newest, startGrace } from './facts.js';
import type { RecordingRule } from '../promql/keep.js';
import { LIVING_RUN } from '../promql/living.js';
import { CHECKS } from '../runbook/checks.js';
import { stateName } from '../promql/promql.js';
import { DUE_FROM } from '../promql/state-names.js';
import type { JobCondition } from '../types.js';

const INTERVAL = stateName(METRIC_BACKUP_EXPECTED_INTERVAL);

/** Jobs that are late by what they state: when they were due. */
const LATE = 'backup:job_late_timestamp_seconds:due';
const LATE_RULE: RecordingRule = { record: LATE, expr: `${DUE_FROM} + ${INTERVAL} < time() - ${graceRule()}` };

/** Its time has come and passed, and no run has started. */
export const backupOverdue: JobCondition = {
  name: 'BackupOverdue',
  scope: 'job',
  restsOnSilence: true,
  severity: 'critical',
  summary: '{subject} did not start',
  description: 'A run of {subject} was expected and has not started. Nothing failed, so no other alert fires.',
  runbook: 'docs/runbooks/backup-overdue.md',
  threshold: {
    gauge: METRIC_BACKUP_EXPECTED_START_GRACE,
    byDefault:
      'half the stated interval, at most 2 h. A job that states no interval is never overdue. To a stated tolerance an hour is added when the interval is of whole days and clocks may be set back within it: from 24 October to 8 November, and from 1 to 8 April.',
  },
  guide: {
    meaning:
      'One interval after the newest start (or, for a job that never started, after its first definition) plus the tolerance for a late start, no run has begun. The alert clears when one begins.',
    risk: 'The newest backup grows older than the couples and vendors were promised, a little more each hour.',
    check: [
      CHECKS.starts,
      'Is the scheduler alive: cron, the orchestrator, the Kubernetes CronJob? Look for a suspended job, or a host that is down or out of memory.',
      'Did the job run and only its telemetry get lost? Then the destination holds a fresh artifact and the log of the job shows a run.',
      CHECKS.others,
      'Was the schedule changed without the `every` of the definition?',
    ],
    act: [
      'Start the job by hand, then repair the scheduler.',
      'If the schedule was changed on purpose, change `every` in the definition.',
      'If the job is gone on purpose, say so: call `decommission()` of its definition once.',
    ],
    escalate: 'When the newest success is older than the recovery point objective: as for a failed backup.',
  },
  facts: ['last_success'],
  records: { group: 'alerts', rules: [LATE_RULE] },
  promql: `${LATE}
unless ${withinClockChange(LATE)}
unless ${LIVING_RUN}`,
  holds(job, now) {
    const from = newest(job.lastStart, job.knownSince);
    const { interval } = job.expected;
    if (from === undefined || interval === undefined || livingRun(job, now) !== undefined) return undefined;
    const episode = from + interval;
    return episode < now - startGrace(job, interval, from) ? { episode } : undefined;
  },
};
