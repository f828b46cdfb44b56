import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_TYPE,
  ATTR_CLOUD_REGION,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_ERROR_TYPE,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
} from '../../semconv.js';
import type { AlertInput } from '../contract/alert-event.js';
import type { AlertIdentity, AlertSeverity } from '../contract/schema.js';
import type { IncomingAlert } from './notification.js';
import { cleanLine, cleanText, cleanUrl } from './clean-text.js';

/** Facts besides the identity that may go on to WS-155. */
const FACTS = [
  ATTR_BACKUP_TYPE,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_CLOUD_REGION,
  ATTR_ERROR_TYPE,
];

const SEVERITIES: ReadonlyMap<string | undefined, AlertSeverity> = new Map([
  ['critical', 'critical'],
  ['warning', 'warning'],
  ['info', 'info'],
  ['none', 'info'],
]);

export interface MapOptions {
  readonly level: number;
  /** Names of alerts that fire all the time to show that alerts arrive. */
  readonly watchdogs: readonly string[];
  readonly watchdogIntervalMs: number;
  /** What the path of a runbook is relative to. */
  readonly runbookBase: string | undefined;
  readonly now: () => number;
}

/** An alert of Alertmanager or Grafana in the words of the contract. URLs of the sender's own pages are left behind. */
export function mapAlert({ status, labels, annotations, ...incoming }: IncomingAlert, options: MapOptions): AlertInput {
  const alert = cleanLine(labels['alertname'], 200) ?? 'UnnamedAlert';
  const isWatchdog = options.watchdogs.includes(alert);
  const startedAt = isWatchdog ? new Date(bucketOf(options)) : readTime(incoming.startsAt, options.now);
  const attributes = readFacts(labels);
  return {
    alert,
    status,
    severity: SEVERITIES.get(labels['severity']) ?? 'warning',
    level: options.level,
    identity: readIdentity(labels),
    episode: isWatchdog ? startedAt : readEpisode(annotations['episode'] ?? labels['episode'], startedAt, incoming.fingerprint),
    startedAt,
    endedAt: readTime(incoming.endsAt, options.now),
    summary: cleanText(annotations['summary'] ?? annotations['message'] ?? `${alert} is ${status}`, 500),
    description: annotations['description'] === undefined ? undefined : cleanText(annotations['description'], 4_000),
    runbook: cleanUrl(annotations['runbook_url'] ?? annotations['runbook'], 2_000, options.runbookBase),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/** The fact in the alert; only alerts of somebody else's rules have none, and for those nothing better is at hand. */
function readEpisode(episode: string | undefined, startedAt: Date, fingerprint = ''): string {
  return cleanLine(episode, 128) ?? `${fingerprint.slice(0, 64)}@${Math.floor(startedAt.getTime() / 1_000)}`;
}

function bucketOf({ now, watchdogIntervalMs }: MapOptions): number {
  return Math.floor(now() / watchdogIntervalMs) * watchdogIntervalMs;
}

function readIdentity(labels: Readonly<Record<string, string>>): AlertIdentity {
  // Prometheus makes `job` of service.namespace and service.name.
  const [first = '', ...rest] = (labels['job'] ?? '').split('/');
  const [namespace, service] = rest.length > 0 ? [first, rest.join('/')] : [undefined, first];
  const parts = {
    environment: readLabel(labels, ATTR_DEPLOYMENT_ENVIRONMENT_NAME),
    namespace: readLabel(labels, ATTR_SERVICE_NAMESPACE) ?? namespace,
    service: readLabel(labels, ATTR_SERVICE_NAME) ?? service,
    operation: readLabel(labels, ATTR_BACKUP_OPERATION),
    job: readLabel(labels, ATTR_BACKUP_JOB_NAME),
    destination: readLabel(labels, ATTR_BACKUP_DESTINATION_NAME),
    component: readLabel(labels, ATTR_BACKUP_JOB_NAME) === undefined ? componentOf(labels) : undefined,
  };
  return onlySet(Object.entries(parts));
}

/** Which part of the way of telemetry: without it the alerts of two collectors would be one. */
function componentOf(labels: Readonly<Record<string, string>>): string {
  return ['instance', 'receiver', 'exporter', 'filter'].flatMap((name) => labels[name] ?? []).join(' ');
}

function readFacts(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return onlySet(FACTS.map((name) => [name, readLabel(labels, name)] as const));
}

function onlySet(entries: readonly (readonly [string, string | undefined])[]): Readonly<Record<string, string>> {
  const cleaned = entries.map(([key, value]) => [key, cleanLine(value, 256)] as const);
  return Object.fromEntries(cleaned.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** A label by the name of its attribute: as it is, or as Prometheus writes it by default. */
function readLabel(labels: Readonly<Record<string, string>>, name: string): string | undefined {
  return labels[name] ?? labels[name.replaceAll('.', '_')];
}

/** Go writes the year 1 for a time that is not set. */
function readTime(text: string | undefined, now: () => number): Date {
  const time = Date.parse(text ?? '');
  return new Date(time > 0 ? time : now());
}
