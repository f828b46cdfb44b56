import { DEFAULTS } from '../../policy/defaults.js';
import { MEDIAN_SIZE, NEWEST_SIZE, NEWEST_SUCCESS } from '../promql/history.js';
import { CHECKS } from '../runbook/checks.js';
import { ID } from '../promql/promql.js';
import { comparableSizes, median } from './sizes.js';
import type { JobCondition } from '../types.js';

/** A success whose artifact is much smaller or much larger than usual. */
export const backupSizeAnomaly: JobCondition = {
  name: 'BackupSizeAnomaly',
  scope: 'job',
  group: 'history',
  severity: 'warning',
  summary: '{subject} has an unusual size',
  description: 'The artifact of the newest success of {subject} is less than half or more than twice as large as what is usual.',
  runbook: 'docs/runbooks/backup-size-anomaly.md',
  threshold: {
    byDefault:
      'below 0.5 or above 2 times the median of the successes of the same type in 31 days, or of the last 5 when there were fewer in that time; the newest counts among them, and below 5 nothing is usual yet',
  },
  guide: {
    meaning:
      'The newest size is far from the median of the sizes of its type in 31 days, itself among them, or of the last five of a job that runs more seldom. One broken run among them does not move the median.',
    risk: 'Smaller: part of the data is missing. Larger: data is doubled, compression stopped, or somebody encrypted the source.',
    check: [
      CHECKS.sizes,
      'Compare with the source: did it grow or shrink by as much, by an import or a cleanup?',
      'List the artifact and compare with the one before.',
      'Much larger and incompressible at once may be ransomware: look at the source before the next run.',
    ],
    act: [
      'If it is right, do nothing: after some runs it is the norm. The alert resolves with the next run of usual size.',
      'If it is wrong, keep the backups before it, remove the cause and run the job again.',
    ],
    escalate: 'At the slightest suspicion of ransomware: at once, to security. Keep the older backups out of reach.',
  },
  facts: ['size_now', 'size_before'],
  promql: `max by (${ID}) (
  ${NEWEST_SUCCESS}
  and (
    ${NEWEST_SIZE} < ${MEDIAN_SIZE} * ${DEFAULTS.smallRatio}
    or ${NEWEST_SIZE} > ${MEDIAN_SIZE} * ${DEFAULTS.largeRatio}
  )
)`,
  holds(job) {
    const success = job.successes.at(-1);
    const sizes = comparableSizes(job);
    const [usual, size] = [median(sizes), sizes.at(-1)];
    if (success === undefined || usual === undefined || size === undefined || sizes.length < DEFAULTS.medianRuns) return undefined;
    return size < usual * DEFAULTS.smallRatio || size > usual * DEFAULTS.largeRatio ? { episode: success.at } : undefined;
  },
};
