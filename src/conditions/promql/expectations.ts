import {
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
} from '../../semconv.js';
import { EXPECTATION_MINUTES, keepValues, type RecordingRule } from './keep.js';
import { ID, ID_INSTANCE, LATE_WINDOW, raw, stateName } from './promql.js';
import { RETIRED } from './state-names.js';

/** What rules read of what definitions state. */
export const READ_EXPECTATIONS = [
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
] as const;

/** Processes that were the last to write, and whose definition of the job is the newest. */
const DEFINER = 'backup:job_definer_timestamp_seconds:newest';

/** What definitions state, by identity. */
export const EXPECTATION_RULES: readonly RecordingRule[] = [
  {
    record: DEFINER,
    expr: `max by (${ID_INSTANCE}) (last_over_time(${raw(METRIC_BACKUP_REGISTERED_TIMESTAMP)}[${LATE_WINDOW}])) == on (${ID}) group_left () ${stateName(METRIC_BACKUP_REGISTERED_TIMESTAMP)}`,
  },
  ...READ_EXPECTATIONS.flatMap((gauge) => {
    const exported = `last_over_time(${raw(gauge)}[${LATE_WINDOW}])`;
    // The newest statement counts, not the largest, and not that of whoever wrote last. One that is left out stays: no silence is made by an omission.
    return keepValues(
      stateName(gauge),
      EXPECTATION_MINUTES,
      (kept) => `(
  max by (${ID}) (${exported} and on (${ID_INSTANCE}) ${DEFINER})
  ${kept}
  or max by (${ID}) (${exported})
) unless ${RETIRED}`,
    );
  }),
];
