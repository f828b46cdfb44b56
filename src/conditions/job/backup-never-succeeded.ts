import { METRIC_BACKUP_EXPECTED_INTERVAL } from '../../semconv.js';
import { startGrace as graceRule, withinClockChange } from '../promql/clock-change.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { livingRun, startGrace } from './facts.js';
import type { RecordingRule } from '../promql/keep.js';
import { LIVING_RUN } from '../promql/living.js';
import { CHECKS } from '../runbook/checks.js';
import { stateName } from '../promql/promql.js';
import { KNOWN_SINCE, SUCCEEDED } from '../promql/state-names.js';
import type { JobCondition } from '../types.js';

// Of every known job: what it states, else the default.
const INTERVAL = `(${stateName(METRIC_BACKUP_EXPECTED_INTERVAL)} or ${KNOWN_SINCE} * 0 + ${DEFAULTS.interval})`;

/** Jobs without a success whose first one is late by what they state: when it was due. */
const UNPROVEN = 'backup:job_unproven_timestamp_seconds:due';
const UNPROVEN_RULE: RecordingRule = {
  record: UNPROVEN,
  expr: `${KNOWN_SINCE} + ${INTERVAL} < time() - ${graceRule(INTERVAL)}\nunless ${SUCCEEDED}`,
};

/** The job exists, its first backup is due, and there is none. */
export const backupNeverSucceeded: JobCondition = {
  name: 'BackupNeverSucceeded',
  scope: 'job',
  restsOnSilence: true,
  severity: 'critical',
  summary: '{subject} has never succeeded',
  description: '{subject} was defined longer ago than its first success may take, and there is none. It protects nothing yet.',
  runbook: 'docs/runbooks/backup-never-succeeded.md',
  threshold: { gauge: METRIC_BACKUP_EXPECTED_INTERVAL, byDefault: '24 h, and the tolerance for a late start' },
  guide: {
    meaning:
      'The first definition of the job is older than one interval and the tolerance for a late start, no run of it has ever succeeded, and none is going on.',
    risk: 'Whoever believes that this data is backed up is wrong. There is nothing to restore from.',
    check: [
      CHECKS.ends,
      CHECKS.starts,
      'Do the names agree? The definition and the runs must have the same operation, job and destination, and the same service and environment. A run under another name is a row of its own in the answers above, when you leave out the braces.',
      'Did it succeed without telemetry? Then the destination holds an artifact.',
    ],
    act: [
      'Run the job by hand and watch it end.',
      'Correct the names or the schedule.',
      'If the job is not meant to run here, call `decommission()` once.',
    ],
    escalate: 'Before the data goes to production without a backup: to the owner of the service.',
  },
  records: { group: 'alerts', rules: [UNPROVEN_RULE] },
  promql: `${KNOWN_SINCE} and ${UNPROVEN}
unless ${withinClockChange(UNPROVEN)}
unless ${LIVING_RUN}`,
  holds(job, now) {
    const { knownSince, expected, lastEnd } = job;
    if (knownSince === undefined || lastEnd.success !== undefined || livingRun(job, now) !== undefined) return undefined;
    const interval = expected.interval ?? DEFAULTS.interval;
    return knownSince < now - interval - startGrace(job, interval, knownSince) ? { episode: knownSince } : undefined;
  },
};
