import type { AlertEvent } from '../alerts/index.js';

/** An alert in a line of a server's log. No secret, no text of it. */
export function describeAlert({ id, type, data }: AlertEvent): string {
  return `${type.replace('alert.', '')} ${data.severity} ${JSON.stringify(data.alert)} ${id.slice(0, 18)}`;
}

/** Why it was not accepted. */
export function describeRefusal({
  status,
  reason,
}: {
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
}): string {
  return status === undefined ? (reason ?? '') : `status ${status}`;
}

/** Who knows of an alert that will not be accepted. */
export function describeNotified(notified: boolean | undefined): string {
  return notified ? 'the fallback was notified' : 'nobody was notified';
}
