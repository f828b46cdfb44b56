import { CLOCK_RULES } from './backup-clock-skew.js';
import { FACT_TEMPLATES } from './alert-facts.js';
import { backupJobFailed } from './backup-job-failed.js';
import { UNPROVEN_RULE } from './backup-never-succeeded.js';
import { LATE_RULE } from './backup-overdue.js';
import { backupSizeAnomaly } from './backup-size-anomaly.js';
import { backupTooFast } from './backup-too-fast.js';
import { backupTooSmall } from './backup-too-small.js';
import { FAILING_RULES } from './failing.js';
import { HISTORY_RULES } from './history.js';
import { OUTDATED_RULE, RECORDED_RULE, RUNNING_RULE } from './memory.js';
import { EXPECTATION_RULES } from './expectations.js';
import { EXPECTATION_MINUTES, HISTORY_MINUTES, STATE_MINUTES, type RecordingRule } from './keep.js';
import { STATE_RULES } from './states.js';
import { templateText } from './texts.js';
import type { Condition, JobCondition, PathCondition } from './types.js';

/** An alerting rule of Prometheus. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group of rules, evaluated one after the other. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}

/** What stands on the history of successes, which changes no more often than that is recorded. */
const OF_HISTORY: readonly JobCondition[] = [backupTooFast, backupTooSmall, backupSizeAnomaly];

/** The rules for Prometheus, made of conditions. Order matters where groups are evaluated one after the other. */
export function ruleGroups(jobConditions: readonly JobCondition[], pathConditions: readonly PathCondition[]): readonly RuleGroup[] {
  const others = jobConditions.filter((condition) => condition !== backupJobFailed && !OF_HISTORY.includes(condition));
  return [
    { name: 'backup-state', interval: `${STATE_MINUTES}m`, rules: [...STATE_RULES, RECORDED_RULE, ...CLOCK_RULES] },
    { name: 'backup-expectations', interval: `${EXPECTATION_MINUTES}m`, rules: EXPECTATION_RULES },
    { name: 'backup-history', interval: `${HISTORY_MINUTES}m`, rules: [...HISTORY_RULES, ...OF_HISTORY.flatMap(alertingRules)] },
    // The page. No other alert is here, since it is evaluated each second.
    { name: 'backup-fast', interval: '1s', rules: [OUTDATED_RULE, ...FAILING_RULES, ...alertingRules(backupJobFailed)] },
    { name: 'backup-alerts', interval: '1m', rules: [LATE_RULE, UNPROVEN_RULE, ...others.flatMap(alertingRules)] },
    {
      name: 'backup-path',
      interval: '15s',
      rules: [RUNNING_RULE, ...pathConditions.flatMap((condition) => [...recordsOf(condition), ...alertingRules(condition)])],
    },
  ];
}

function recordsOf({ records = {} }: PathCondition): readonly RecordingRule[] {
  return Object.entries(records).map(([record, expr]) => ({ record, expr }));
}

/** The alert, and where it may be less urgent the same alert with that severity; only one of them holds at a time. */
function alertingRules(condition: Condition): readonly AlertingRule[] {
  return [condition, ...(condition.milder ? [{ ...condition, ...condition.milder }] : [])].map(alertingRule);
}

function alertingRule(condition: Condition): AlertingRule {
  const { name, severity, summary, description, runbook, promql, facts = [], textLabels = [] } = condition;
  const isPage = name === backupJobFailed.name;
  return {
    alert: name,
    expr: promql,
    ...(condition.scope === 'path' && condition.holdFor !== undefined && { for: condition.holdFor }),
    labels: {
      severity,
      ...(isPage && { episode: EPISODE }),
      // A label without a value is none.
      ...Object.fromEntries(textLabels.map((label) => [label, ''])),
    },
    annotations: {
      summary: templateText(summary),
      description: templateText(description),
      runbook,
      ...(!isPage && { episode: EPISODE }),
      ...Object.fromEntries(facts.map((fact) => [fact, FACT_TEMPLATES[fact]])),
    },
  };
}

/**
 * The fact an alert stands on, in seconds since the Unix epoch with three decimals, as `formatEpisode` writes them: the same for every
 * evaluator, and new for the next episode. On the page it is a label. Alertmanager knows alerts by their labels alone, and one of two may
 * tell a failure that has just recovered again, from what it saw 15 s ago; the next failure within that time would count as told.
 */
const EPISODE = '{{ printf "%.3f" $value }}';
