// The table of docs/guarantees.md: how soon each alert is with Alertmanager.
import type { RuleGroup } from '../../src/conditions/groups.js';
import { watchdog } from '../../src/conditions/pipeline/watchdog.js';
import type { Condition } from '../../src/conditions/types.js';
import { parseDuration } from '../../src/policy/duration.js';

const HEAD = '| alert | severity | at most |\n| --- | --- | --- |\n';
const WATCHDOG = watchdog.name;
const SEVERITIES: readonly Condition['severity'][] = ['critical', 'warning', 'info'];

/** What the rules wait for besides each other. */
export interface Intervals {
  readonly groups: readonly RuleGroup[];
  /** Milliseconds from one scrape of the collector to the next, with the longest that one may take. */
  readonly scrapeMs: number;
  /** Milliseconds after which Alertmanager repeats the watchdog. */
  readonly watchdogMs: number;
}

/** The page with its table made anew. @throws Error when there is no table */
export function withGuarantees(page: string, conditions: readonly Condition[], intervals: Intervals): string {
  const rows = conditions
    .map((condition) => ({ ...condition, ms: boundOf(condition.name, intervals) }))
    .sort((a, b) => orderOf(a) - orderOf(b) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.ms - b.ms)
    .map(({ name, severity, ms }) => `| ${name} | ${severity} | ${words(ms)} |\n`);
  const start = page.indexOf(HEAD);
  const [table] = /^(?:\|.*\n)+/.exec(page.slice(start)) ?? [];
  if (start < 0 || table === undefined) throw new Error(`Expected a table with the head\n${HEAD}in the page, got none.`);
  return page.replace(table, HEAD + rows.join(''));
}

/** Alerts of jobs first, the watchdog last. */
function orderOf({ scope, name }: Condition): number {
  return scope === 'job' ? 0 : name === WATCHDOG ? 2 : 1;
}

/** Milliseconds from the moment at which Prometheus can know it. Each interval of the pipeline counts once. */
function boundOf(alert: string, { groups, scrapeMs, watchdogMs }: Intervals): number {
  // It always fires: what counts is how soon the next one follows.
  if (alert === WATCHDOG) return watchdogMs;
  const group = groups.find(({ rules }) => rules.some((rule) => 'alert' in rule && rule.alert === alert));
  const rule = group?.rules.find((one) => 'alert' in one && one.alert === alert);
  if (!group || !rule || !('alert' in rule)) throw new Error(`Expected a rule for ${alert}, got none.`);
  const ownMs = msOf(group.interval);
  switch (group.name) {
    case 'backup-fast':
      return ownMs;
    case 'backup-path':
      return scrapeMs + ownMs + (rule.for === undefined ? 0 : msOf(rule.for) + ownMs);
    default: {
      const history = groups.find(({ name }) => name === 'backup-history');
      const waits = group !== history && history?.rules.some((one) => 'record' in one && rule.expr.includes(one.record));
      return intervalOf('backup-state', groups) + (waits === true ? intervalOf('backup-history', groups) : 0) + ownMs;
    }
  }
}

function intervalOf(name: string, groups: readonly RuleGroup[]): number {
  return msOf(groups.find((group) => group.name === name)?.interval ?? '');
}

/** @throws Error for a text that is no duration */
export function msOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new Error(`Expected a duration such as "15s", got ${JSON.stringify(duration)}.`);
  return ms;
}

/** The next whole minute, or second where it is less than a minute. */
function words(ms: number): string {
  return ms < 60_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.ceil(ms / 60_000)} min`;
}
