import { identityParts } from '../../identity.js';
import { sha256 } from '../../http/hash.js';
import type { AlertIdentity, AlertSeverity, AlertStatus } from './schema.js';

/** Facts that make one event of an alert. Whoever knows the same facts computes the same id. */
export interface AlertFacts {
  /** Name of the alert, such as `BackupJobFailed`. */
  readonly alert: string;
  /** Which job it is about. */
  readonly identity: AlertIdentity;
  /** The fact the failure stands on, in seconds since the Unix epoch with three decimals. */
  readonly episode: string;
  /** Whether it begins or is over. */
  readonly status: AlertStatus;
  /** How urgent it is. */
  readonly severity: AlertSeverity;
  /** Step of an escalation. @default 0 */
  readonly level?: number | undefined;
}

/**
 * The `webhook-id` of an alert event: a hash of its facts and of no clock, so that two Prometheus servers, two Alertmanagers,
 * every retry and a direct call agree on it, while the next failure of the same job is a new one.
 *
 * It is `alert_` and the SHA-256, in hexadecimal, of these lines in UTF-8, joined by line feeds, without one at the end:
 * `2`, alert, environment, service, operation, job, destination, component (an empty line for what is not set), episode, status, severity, level.
 * The service is `namespace/service`, and without a namespace the service alone: Prometheus knows it in this form only, and can not say
 * whether a slash stands between the two or in a name.
 *
 * @example
 * ```ts
 * const id = await alertId({ alert: 'BackupJobFailed', identity: { job: 'nightly' }, episode: '1763776800.000', status: 'firing', severity: 'critical' });
 * ```
 */
export async function alertId(facts: AlertFacts): Promise<string> {
  const { alert, identity, episode, status, severity, level = 0 } = facts;
  return `alert_${await sha256([...incidentLines(alert, identity, episode), status, severity, level].join('\n'))}`;
}

/**
 * What all events of one failure at one severity have in common. An alert that becomes critical is another to Alertmanager, which calls
 * the warning over at that moment: that must not close what has just been opened.
 */
export async function incidentId({
  alert,
  identity,
  episode,
  severity,
}: Pick<AlertFacts, 'alert' | 'identity' | 'episode' | 'severity'>): Promise<string> {
  return `incident_${await sha256([...incidentLines(alert, identity, episode), severity].join('\n'))}`;
}

function incidentLines(alert: string, identity: AlertIdentity, episode: string): readonly string[] {
  return ['2', alert, ...identityParts(identity), identity.component ?? '', episode];
}
