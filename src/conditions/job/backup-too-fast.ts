import { METRIC_BACKUP_EXPECTED_MIN_DURATION } from '../../semconv.js';
import { NEWEST_DURATION, NEWEST_SUCCESS } from '../promql/history.js';
import { CHECKS } from '../runbook/checks.js';
import { ID, stateName } from '../promql/promql.js';
import type { JobCondition } from '../types.js';

/** A success that came too quickly to be true. */
export const backupTooFast: JobCondition = {
  name: 'BackupTooFast',
  scope: 'job',
  group: 'history',
  severity: 'warning',
  summary: '{subject} succeeded too quickly',
  description: 'The newest success of {subject} took less time than the work can take. It may have backed up nothing.',
  runbook: 'docs/runbooks/backup-too-fast.md',
  threshold: {
    gauge: METRIC_BACKUP_EXPECTED_MIN_DURATION,
    byDefault: 'none: only a job that states its shortest plausible duration is judged',
  },
  guide: {
    meaning: 'The newest run ended as `success` in less than the stated `minDuration`.',
    risk: 'A job that finds nothing to do and calls it a success looks green until the day of the restore.',
    check: [
      CHECKS.ends,
      CHECKS.sizes,
      'Was the source empty, a mount missing, a filter too narrow? Look at the log of the run.',
      'In doubt restore a part of the artifact: nothing else proves it.',
    ],
    act: [
      'Keep the backup before it: stop the retention of this job until you know.',
      'Remove the cause and run the job again.',
      'If the work became quicker, lower `minDuration` in the definition.',
    ],
    escalate: 'When the artifact is empty or cannot be restored: as for a failed backup.',
  },
  facts: ['size_now', 'size_before'],
  promql: `max by (${ID}) (
  ${NEWEST_SUCCESS}
  and ${NEWEST_DURATION} < on (${ID}) group_left () ${stateName(METRIC_BACKUP_EXPECTED_MIN_DURATION)}
)`,
  holds({ successes, expected: { minDuration } }) {
    const success = successes.at(-1);
    if (success?.duration === undefined || minDuration === undefined) return undefined;
    return success.duration < minDuration ? { episode: success.at } : undefined;
  },
};
