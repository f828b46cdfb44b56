import { CLOCK_RULES } from './backup-clock-skew.js';
import { backupJobFailed } from './backup-job-failed.js';
import { backupSizeAnomaly } from './backup-size-anomaly.js';
import { backupTooFast } from './backup-too-fast.js';
import { backupTooSmall } from './backup-too-small.js';
import { HISTORY_RULES } from './history.js';
import { OUTDATED_RULE, RECORDED_RULE, RUNNING_RULE } from './memory.js';
import { EXPECTATION_MINUTES, EXPECTATION_RULES, STATE_MINUTES, STATE_RULES, type RecordingRule } from './states.js';
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
    { name: 'backup-history', interval: '2m', rules: [...HISTORY_RULES, ...OF_HISTORY.map(alertingRule)] },
    // The page. No other alert is here, since it is evaluated each second.
    { name: 'backup-fast', interval: '1s', rules: [OUTDATED_RULE, alertingRule(backupJobFailed)] },
    { name: 'backup-alerts', interval: '1m', rules: others.map(alertingRule) },
    {
      name: 'backup-path',
      interval: '15s',
      rules: [RUNNING_RULE, ...pathConditions.flatMap((condition) => [...recordsOf(condition), alertingRule(condition)])],
    },
  ];
}

function recordsOf({ records = {} }: PathCondition): readonly RecordingRule[] {
  return Object.entries(records).map(([record, expr]) => ({ record, expr }));
}

function alertingRule(condition: Condition): AlertingRule {
  const { name, severity, summary, description, runbook, promql } = condition;
  return {
    alert: name,
    expr: promql,
    ...(condition.scope === 'path' && condition.holdFor !== undefined && { for: condition.holdFor }),
    labels: { severity },
    annotations: {
      summary: templateText(summary),
      description: templateText(description),
      runbook,
      // The fact the alert stands on: the same for every evaluator, and new for the next episode.
      episode: EPISODE,
    },
  };
}

/** Seconds since the Unix epoch with three decimals, as `formatEpisode` writes them. */
const EPISODE = '{{ printf "%.3f" $value }}';
