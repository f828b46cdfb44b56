import { incidentId } from '../contract/alert-id.js';
import type { AlertInput } from '../contract/alert-event.js';
import type { Notification } from './notification.js';

/** Name of the alert about alerts that the sender left out of a notification. */
const ALERTS_TRUNCATED = 'BackupAlertsTruncated';

/**
 * The alert that says that alerts are missing. Its episode is made of the notification alone, so that the retries of one notification
 * are one alert; what left out more, or later, is another.
 */
export async function truncationAlert({ truncated, alerts, groupKey }: Notification, level: number): Promise<AlertInput> {
  // Keeps groups apart without showing the labels in their keys.
  const group = await incidentId({ alert: ALERTS_TRUNCATED, identity: {}, episode: groupKey, severity: 'critical' });
  const latest = alerts.map(({ startsAt }) => startsAt).reduce((a, b) => (b > a ? b : a), '');
  return {
    alert: ALERTS_TRUNCATED,
    severity: 'critical',
    level,
    identity: {},
    episode: `${truncated}@${latest.slice(0, 40).replace(/[\r\n]/g, '')}#${group.slice(-16)}`,
    summary: `${truncated} alerts were left out of a notification`,
    description: 'The sender may only send so many alerts at once. Look at Alertmanager for the others, and raise max_alerts.',
  };
}
