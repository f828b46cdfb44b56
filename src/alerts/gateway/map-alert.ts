import { ATTR_BACKUP_OUTCOME, ATTR_BACKUP_RETENTION_TIER, ATTR_BACKUP_TYPE, ATTR_CLOUD_REGION } from '../../semconv.js';
import type { AlertInput } from '../contract/alert-event.js';
import { cleanLine, cleanUrl } from '../contract/clean-text.js';
import { parseSeverity } from '../contract/words.js';
import { readReasons } from './alert-reasons.js';
import { onlySet, readIdentity } from './identity.js';
import { readLabel } from './labels.js';
import type { IncomingAlert } from './notification.js';
import type { TextBudget } from './text-budget.js';

/** Facts besides the identity that may go on to WS-155. */
const FACTS = [ATTR_BACKUP_TYPE, ATTR_BACKUP_OUTCOME, ATTR_BACKUP_RETENTION_TIER, ATTR_CLOUD_REGION];

/** What Grafana sends in place of a rule of its own that got no data, or could not be evaluated. */
const WITHOUT_RULE: ReadonlyMap<string, string> = new Map([
  ['DatasourceNoData', 'No data for the rule'],
  ['DatasourceError', 'Not evaluated: the rule'],
]);

export interface MapOptions {
  readonly level: number;
  /** Names of alerts that fire all the time to show that alerts arrive. */
  readonly watchdogs: readonly string[];
  readonly watchdogIntervalMs: number;
  /** What the path of a runbook is relative to. */
  readonly runbookBase: string | undefined;
  readonly now: () => number;
  readonly texts: TextBudget;
}

/** An alert of Alertmanager or Grafana in the words of the contract. URLs of the sender's own pages are left behind. */
export function mapAlert({ status, labels, annotations, ...incoming }: IncomingAlert, options: MapOptions): AlertInput {
  const { texts, now } = options;
  const alert = cleanLine(labels['alertname'], 200) ?? 'UnnamedAlert';
  const isWatchdog = options.watchdogs.includes(alert);
  const startedAt = isWatchdog ? new Date(bucketOf(options)) : readTime(incoming.startsAt, now);
  const problem = WITHOUT_RULE.get(alert);
  const rule = problem === undefined ? undefined : cleanLine(labels['rulename'], 200);
  const summary = annotations['summary'] ?? annotations['message'];
  const { description } = annotations;
  const attributes = onlySet(Object.fromEntries(FACTS.map((name) => [name, readLabel(labels, name)])));
  return {
    alert,
    status,
    severity: parseSeverity(labels['severity']) ?? 'warning',
    level: options.level,
    identity: readIdentity(labels, rule),
    episode: isWatchdog ? startedAt : readEpisode(labels['episode'] || annotations['episode'], startedAt, incoming.fingerprint),
    startedAt,
    endedAt: readTime(incoming.endsAt, now),
    summary:
      texts.clean(rule === undefined ? (summary ?? `${alert} is ${status}`) : withRule(`${problem ?? ''} "${rule}"`, summary), 500) ??
      `${alert} is ${status}`,
    description: description === undefined ? undefined : texts.clean(description, 4_000),
    ...readReasons(annotations, labels, { clean: texts.clean, now }),
    runbook: cleanUrl(annotations['runbook_url'] ?? annotations['runbook'], 2_000, options.runbookBase),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/** Its own summary would say that a backup failed, which nobody knows. */
function withRule(head: string, summary: string | undefined): string {
  return summary === undefined ? head : `${head}, which says: ${summary}`;
}

/** The fact in the alert; only alerts of somebody else's rules have none, and for those nothing better is at hand. */
function readEpisode(episode: string | undefined, startedAt: Date, fingerprint = ''): string {
  return cleanLine(episode, 128) ?? `${fingerprint.slice(0, 64)}@${Math.floor(startedAt.getTime() / 1_000)}`;
}

function bucketOf({ now, watchdogIntervalMs }: MapOptions): number {
  return Math.floor(now() / watchdogIntervalMs) * watchdogIntervalMs;
}

/** Go writes the year 1 for a time that is not set. */
function readTime(text: string | undefined, now: () => number): Date {
  const time = Date.parse(text ?? '');
  return new Date(time > 0 ? time : now());
}
