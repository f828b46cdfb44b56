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
  const at = attributes[ATTR_BACKUP_DESTINATION_NAME];
  const end = [attributes[ATTR_BACKUP_OUTCOME], attributes[ATTR_ERROR_TYPE], attributes[ATTR_BACKUP_REASON]];
  return [
    attributes[ATTR_BACKUP_OPERATION],
    attributes[ATTR_BACKUP_JOB_NAME],
    at && `at ${String(at)}`,
    // What happens to the job or the run itself needs no subject.
    !/job|run/.test(subject) && subject,
    subject === 'phase' && attributes[ATTR_BACKUP_PHASE_NAME],
    verb.replace('_', ' '),
    verb === 'finished' && `with ${end.filter(Boolean).join(', ')}`,
  ]
    .filter(Boolean)
    .join(' ');
}
