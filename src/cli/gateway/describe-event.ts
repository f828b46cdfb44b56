import type { GatewayEvent } from '../../alerts/index.js';
import type { LogFields } from '../../server/log.js';
import { describeAlert, describeNotified, describeRefusal } from '../describe-alert.js';

/** What an operator reads about an event, or nothing for the ordinary. No secret, no token, no text of an alert. */
export function describeEvent(event: GatewayEvent): { readonly message: string; readonly fields: LogFields } | undefined {
  const message = messageOf(event);
  if (message === undefined) return undefined;
  const alert = 'event' in event && event.event ? { alert: event.event.data.alert, alertId: event.event.id } : {};
  const status = 'status' in event ? { status: event.status } : {};
  return { message, fields: { event: event.type, ...alert, ...status } };
}

function messageOf(event: GatewayEvent): string | undefined {
  switch (event.type) {
    case 'accepted':
      return `accepted ${describeAlert(event.event)}`;
    case 'unavailable':
      return `not accepted ${describeAlert(event.event)}: ${describeRefusal(event)}`;
    case 'undeliverable': {
      const what = event.event ? describeAlert(event.event) : 'an alert that could not be read';
      const status = event.status === undefined ? '' : ` with status ${event.status}`;
      return `${event.reason}${status} ${what}; ${describeNotified(event.notified)}`;
    }
    case 'truncated':
      return `the sender left out ${event.count} alerts`;
    case 'uncleaned':
      return `left out ${event.count} texts of alerts that took too long to clean of secrets`;
    case 'failed':
      return `failed: ${event.error instanceof Error ? event.error.message : 'unknown error'}`;
    case 'answered':
      return event.status < 400 || event.reason === 'unavailable' ? undefined : `answered ${event.status} (${event.reason ?? ''})`;
  }
}
