import { METRIC_BACKUP_LAST_FAILURE_TIMESTAMP } from '../../semconv.js';
import { CAUSE_ATTRIBUTES } from '../../state/failure-cause.js';
import { BAD_OUTCOMES } from '../bad-outcomes.js';
import { keepTimes, type RecordingRule } from './keep.js';
import { prometheusLabel } from './prometheus-name.js';
import { endState, from, ID, stateName } from './promql.js';
import { SUCCEEDED } from './state-names.js';
import { timesByProcess } from './times.js';

/** What is known of the cause of a failure, by label. */
export const CAUSE_LABELS = Object.values(CAUSE_ATTRIBUTES).map(prometheusLabel);

/** The identity and the cause of a failure. */
export const ID_CAUSE = `${ID}, ${CAUSE_LABELS.join(', ')}`;

/** Of jobs that fail: when, by cause. Nothing where no cause is known of the newest failure. */
export const CAUSES = stateName(METRIC_BACKUP_LAST_FAILURE_TIMESTAMP);
const FAILED = `max by (${ID}) (${endState(...BAD_OUTCOMES)})`;

/** Why jobs failed, for as long as they do. */
export const CAUSE_RULES: readonly RecordingRule[] = [
  ...timesByProcess(METRIC_BACKUP_LAST_FAILURE_TIMESTAMP, ID_CAUSE, 'instance'),
  ...keepTimes(
    CAUSES,
    (kept) => `max by (${ID_CAUSE}) (
  ${from('exported', stateName(METRIC_BACKUP_LAST_FAILURE_TIMESTAMP, 'believed'))}
  ${kept}
) == on (${ID}) group_left () (${FAILED} unless ${FAILED} < ${SUCCEEDED})`,
  ),
];
