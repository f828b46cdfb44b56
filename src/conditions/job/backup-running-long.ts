import { METRIC_BACKUP_EXPECTED_MAX_DURATION } from '../../semconv.js';
import { livingRuns, longestDuration, newest } from './facts.js';
import { LIVING_RUNS, orLastSilent } from '../promql/living.js';
import { CHECKS } from '../runbook/checks.js';
import { LONG_RUNS } from '../promql/open-runs.js';
import type { JobCondition } from '../types.js';

/** A run takes longer than is normal for it. */
export const backupRunningLong: JobCondition = {
  name: 'BackupRunningLong',
  scope: 'job',
  restsOnSilence: true,
  severity: 'warning',
  summary: '{subject} takes too long',
  description: 'A run of {subject} is alive and has been running for longer than is normal.',
  runbook: 'docs/runbooks/backup-running-long.md',
  threshold: { gauge: METRIC_BACKUP_EXPECTED_MAX_DURATION, byDefault: 'the stated interval, else 24 h' },
  guide: {
    meaning: 'The run lives and has passed the longest normal duration. It is not stopped by this: `timeout` would do that.',
    risk: 'The backup is late, runs into working hours and the next run, and its data is older than its end suggests.',
    check: [
      CHECKS.signs,
      'Does it make progress? If not, the alert that it is stuck says more.',
      CHECKS.sizes,
      'A slow growth means more data; a jump in time without one in size means a slow database or network.',
    ],
    act: [
      'Let it end if it makes progress. A backup that is late is better than one that was stopped.',
      'See that the next run does not start beside it, if both would lock the same.',
      'If growth is the reason, raise `maxDuration` or make the job smaller.',
    ],
    escalate: 'When it would run into the next run: to the owner of the job.',
  },
  facts: ['last_success'],
  promql: orLastSilent(`(${LONG_RUNS} and ${LIVING_RUNS})`),
  holds(job, now) {
    const long = livingRuns(job, now).filter(({ startedAt }) => startedAt < now - longestDuration(job));
    const episode = newest(...long.map(({ startedAt, silentSince }) => silentSince ?? startedAt));
    return episode === undefined ? undefined : { episode };
  },
};
