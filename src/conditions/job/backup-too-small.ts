import { METRIC_BACKUP_EXPECTED_MIN_SIZE } from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { NEWEST_SIZE, NEWEST_SUCCESS } from '../promql/history.js';
import { CHECKS } from '../runbook/checks.js';
import { ID, stateName } from '../promql/promql.js';
import { comparableSizes } from './sizes.js';
import type { JobCondition } from '../types.js';

/** A success whose artifact is empty, or smaller than it can be. */
export const backupTooSmall: JobCondition = {
  name: 'BackupTooSmall',
  scope: 'job',
  group: 'history',
  severity: 'critical',
  summary: '{subject} stored too little',
  description: 'The newest success of {subject} stored an artifact that is empty or smaller than it can be.',
  runbook: 'docs/runbooks/backup-too-small.md',
  threshold: { gauge: METRIC_BACKUP_EXPECTED_MIN_SIZE, byDefault: '1 byte: an empty artifact is too small for every job' },
  guide: {
    meaning: 'The run ended as `success`, and the size it reported is below the stated `minBytes`, or zero.',
    risk: 'It looks like a backup and is none. The good ones before it go away as retention deletes them.',
    check: [
      CHECKS.sizes,
      'Look at the artifact itself: does it exist, what is in it, does it end where it should?',
      'Was the source empty or the wrong one? Did a pipe break whose exit code nobody looked at?',
      'Is the source itself intact? Count the rows of a table that only grows, such as bookings.',
    ],
    act: [
      'Stop the retention of this job until there is a good backup again.',
      'Remove the cause and run the job again.',
      'If so little is right, lower `minBytes`.',
    ],
    escalate: 'When the source itself lost data: at once, to the owner of the data.',
  },
  facts: ['size_now', 'size_before'],
  promql: `max by (${ID}) (
  ${NEWEST_SUCCESS}
  and (
    ${NEWEST_SIZE} < on (${ID}) group_left () ${stateName(METRIC_BACKUP_EXPECTED_MIN_SIZE)}
    or (${NEWEST_SIZE} < ${DEFAULTS.minSizeBytes} unless on (${ID}) ${stateName(METRIC_BACKUP_EXPECTED_MIN_SIZE)})
  )
)`,
  holds(job) {
    const success = job.successes.at(-1);
    const size = comparableSizes(job).at(-1);
    if (success === undefined || size === undefined) return undefined;
    return size < (job.expected.minSize ?? DEFAULTS.minSizeBytes) ? { episode: success.at } : undefined;
  },
};
