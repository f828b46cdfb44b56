import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_REASON,
  ATTR_ERROR_TYPE,
} from '../../semconv.js';
import type { EventAttributes } from '../../events/event.js';

/**
 * The line that a log viewer shows for an event, such as `backup db-nightly at s3-eu finished with failure, ECONNREFUSED`.
 * Made of the event's name and attributes only, which are checked already, and without marks that the collector masks.
 */
export function bodyOf(name: string, attributes: Readonly<EventAttributes>): string {
  const [, subject = '', verb = ''] = name.split('.');
  const text = (key: string, before = '') => (attributes[key] === undefined ? '' : `${before}${String(attributes[key])}`);
  let body = `${text(ATTR_BACKUP_OPERATION)} ${text(ATTR_BACKUP_JOB_NAME)}${text(ATTR_BACKUP_DESTINATION_NAME, ' at ')}`;
  // What happens to the job or the run itself needs no subject.
  if (subject !== 'job' && subject !== 'run') body += ` ${subject}${subject === 'phase' ? text(ATTR_BACKUP_PHASE_NAME, ' ') : ''}`;
  body += ` ${verb.replace('_', ' ')}`;
  if (verb === 'finished') body += `${text(ATTR_BACKUP_OUTCOME, ' with ')}${text(ATTR_ERROR_TYPE, ', ')}${text(ATTR_BACKUP_REASON, ', ')}`;
  return body;
}
