import {
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
} from '../../semconv.js';
import { isFromFuture } from '../../policy/clock-tolerance.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { from, ID, stateName } from '../promql/promql.js';
import { keepUntilOver, sinceRetired, STATE_MINUTES, type RecordingRule } from '../promql/keep.js';
import { KNOWN_SINCE, RETIRED } from '../promql/state-names.js';
import { ofJob } from '../runbook/of-job.js';
import type { JobCondition } from '../types.js';

const GAUGES = [
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
] as const;

const FUTURE = GAUGES.map((gauge) => from(gauge, `${stateName(gauge, 'exported')} > time() + ${DEFAULTS.clockTolerance}`));

/** The newest time from the future. */
const AHEAD = 'backup:clock_ahead_timestamp_seconds:exported';
/** The newest start that was believed when the first of them came; of a job that had none, its definition. */
const BEFORE = 'backup:clock_ahead_before_timestamp_seconds:state';

const STARTED = stateName(METRIC_BACKUP_LAST_START_TIMESTAMP);

/** Of which job times from the future come, and since which start. */
const CLOCK_RULES: readonly RecordingRule[] = [
  { record: AHEAD, expr: `max by (${ID}) (\n  ${FUTURE.join('\n  or ')}\n)` },
  // It keeps itself: runs that other processes start meanwhile begin no new episode. And it stays until a run begins at a time that is believed.
  ...keepUntilOver(
    BEFORE,
    STATE_MINUTES,
    (kept) => `${sinceRetired(kept)} and ${AHEAD}
or (${STARTED} or ${KNOWN_SINCE}) and ${AHEAD}
or ${AHEAD} * 0
or ${sinceRetired(kept)} unless ${STARTED} > ${kept}`,
  ),
];

/** Times from the future come. They are not believed, so that they hide nothing; somebody has to set a clock. */
export const backupClockSkew: JobCondition = {
  name: 'BackupClockSkew',
  scope: 'job',
  severity: 'warning',
  summary: 'times of {subject} are in the future',
  description: '{subject} reports times that are more than 5 minutes ahead. They are ignored, so its newest runs are not seen.',
  runbook: 'docs/runbooks/backup-clock-skew.md',
  threshold: { byDefault: '5 min ahead of the clock of Prometheus' },
  guide: {
    meaning:
      'The clock of the host of the job is ahead, or a run that happened elsewhere was recorded with wrong times. Such times are never believed, not even when they have come to pass. The alert clears when no such time has come for 35 minutes and a run has begun at a time that is right, or when the job is decommissioned.',
    risk: 'Believed, a success of tomorrow would hide every failure until tomorrow. Not believed, the newest runs are unknown.',
    check: [
      {
        say: 'How far ahead, and in which process? Seconds:',
        promql: `${ofJob('', ['__name__=~"backup_.*_timestamp_seconds"'])} - time() > ${DEFAULTS.clockTolerance}`,
      },
      { say: 'What does the clock of that host say, and is it being set?', sh: 'date -u; timedatectl status' },
      'For `recordBackup`: are the times milliseconds, of the right time zone?',
    ],
    act: [
      'Set the clock. A process that ran with the wrong one replaces its times by its next run, or when it is restarted.',
      'Run the job once more, so that there is a success with a true time: the alert waits for one.',
    ],
    escalate: 'When many hosts are ahead: to the owner of the time service. Or the clock of Prometheus is behind.',
  },
  records: { group: 'state', rules: CLOCK_RULES },
  promql: `${BEFORE} unless ${RETIRED}`,
  holds({ future, lastStart = 0, decommissionedAt = 0 }, now) {
    if (future === undefined) return undefined;
    const { ahead, lastStartBefore = 0 } = future;
    const comes = ahead.some(({ time, seenAt }) => now - seenAt < DEFAULTS.lateTelemetry && isFromFuture(time, now));
    return comes || Math.max(lastStart, decommissionedAt) <= lastStartBefore ? { episode: lastStartBefore } : undefined;
  },
};
