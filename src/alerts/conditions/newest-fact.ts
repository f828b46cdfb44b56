import { METRIC_BACKUP_LAST_END_TIMESTAMP, METRIC_BACKUP_LAST_START_TIMESTAMP, METRIC_BACKUP_REGISTERED_TIMESTAMP } from '../../semconv.js';
import { from, ID, stateName } from './promql.js';

/** The newest definition, start or end that is known of a job. */
export const NEWEST_FACT = `max by (${ID}) (
  ${from('registered', stateName(METRIC_BACKUP_REGISTERED_TIMESTAMP))}
  or ${from('started', stateName(METRIC_BACKUP_LAST_START_TIMESTAMP))}
  or ${stateName(METRIC_BACKUP_LAST_END_TIMESTAMP)}
)`;
