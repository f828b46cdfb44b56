import type { AlertIdentity, AlertSeverity, AlertStatus } from './schema.js';

/** Facts that make one event of an alert. Whoever knows the same facts computes the same id. */
export interface AlertFacts {
  readonly alert: string;
  readonly identity: AlertIdentity;
  readonly episode: string;
  readonly status: AlertStatus;
  readonly severity: AlertSeverity;
  /** @default 0 */
  readonly level?: number;
}

/**
 * The `webhook-id` of an alert event: a hash of its facts and of no clock, so that two Prometheus servers, two Alertmanagers,
 * every retry and a direct call agree on it, while the next failure of the same job is a new one.
 *
 * It is `alert_` and the SHA-256, in hexadecimal, of these lines in UTF-8, joined by line feeds, without one at the end:
 * `1`, alert, environment, namespace, service, operation, job, destination, component (an empty line for what is not set), episode, status, severity, level.
 *
 * @example
 * ```ts
 * const id = await alertId({ alert: 'BackupJobFailed', identity: { job: 'nightly' }, episode: '1763776800.000', status: 'firing', severity: 'critical' });
 * ```
 */
export async function alertId({ alert, identity, episode, status, severity, level = 0 }: AlertFacts): Promise<string> {
  return `alert_${await hashLines([...incidentLines(alert, identity, episode), status, severity, String(level)])}`;
}

/** What all events of one failure have in common. */
export async function incidentId({ alert, identity, episode }: Pick<AlertFacts, 'alert' | 'identity' | 'episode'>): Promise<string> {
  return `incident_${await hashLines(incidentLines(alert, identity, episode))}`;
}

function incidentLines(alert: string, identity: AlertIdentity, episode: string): readonly string[] {
  const { environment = '', namespace = '', service = '', operation = '', job = '', destination = '', component = '' } = identity;
  return ['1', alert, environment, namespace, service, operation, job, destination, component, episode];
}

async function hashLines(lines: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('\n')));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
