import { FACT_TEMPLATES } from './alert-facts.js';
import { FAILING_RULES } from './promql/failing.js';
import { HISTORY_RULES } from './promql/history.js';
import { OUTDATED_RULE, RECORDED_RULE, RUNNING_RULE } from './promql/memory.js';
import { EXPECTATION_RULES } from './promql/expectations.js';
import { EXPECTATION_MINUTES, HISTORY_MINUTES, STATE_MINUTES, type RecordingRule } from './promql/keep.js';
import { STATE_RULES } from './promql/states.js';
import { templateText } from './texts.js';
import type { Condition, JobCondition, PipelineCondition } from './types.js';

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

/** The rules for Prometheus, made of conditions. Order matters where groups are evaluated one after the other. */
export function ruleGroups(jobs: readonly JobCondition[], pipeline: readonly PipelineCondition[]): readonly RuleGroup[] {
  const recordsFor = (name: 'state' | 'alerts') => jobs.flatMap(({ records }) => (records?.group === name ? records.rules : []));
  const alertsOf = (group: JobCondition['group']) => jobs.filter((condition) => condition.group === group).flatMap(alertingRules);
  return [
    { name: 'backup-state', interval: `${STATE_MINUTES}m`, rules: [...STATE_RULES, RECORDED_RULE, ...recordsFor('state')] },
    { name: 'backup-expectations', interval: `${EXPECTATION_MINUTES}m`, rules: EXPECTATION_RULES },
    { name: 'backup-history', interval: `${HISTORY_MINUTES}m`, rules: [...HISTORY_RULES, ...alertsOf('history')] },
    { name: 'backup-fast', interval: '1s', rules: [OUTDATED_RULE, ...FAILING_RULES, ...alertsOf('fast')] },
    { name: 'backup-alerts', interval: '1m', rules: [...recordsFor('alerts'), ...alertsOf(undefined)] },
    {
      name: 'backup-path',
      interval: '15s',
      rules: [RUNNING_RULE, ...pipeline.flatMap((condition) => [...recordsOf(condition), ...alertingRules(condition)])],
    },
  ];
}

function recordsOf({ records = {} }: PipelineCondition): readonly RecordingRule[] {
  return Object.entries(records).map(([record, expr]) => ({ record, expr }));
}

/** The alert, and where it may be less urgent the same alert with that severity; only one of them holds at a time. */
function alertingRules(condition: Condition): readonly AlertingRule[] {
  return [condition, ...(condition.milder ? [{ ...condition, ...condition.milder }] : [])].map(alertingRule);
}

function alertingRule(condition: Condition): AlertingRule {
  const { name, severity, summary, description, runbook, promql, facts = [], textLabels = [] } = condition;
  const isFast = condition.scope === 'job' && condition.group === 'fast';
  return {
    alert: name,
    expr: promql,
    ...(condition.scope === 'pipeline' && condition.holdFor !== undefined && { for: condition.holdFor }),
    labels: {
      severity,
      ...(isFast && { episode: EPISODE }),
      // A label without a value is none.
      ...Object.fromEntries(textLabels.map((label) => [label, ''])),
    },
    annotations: {
      summary: templateText(summary),
      description: templateText(description),
      runbook,
      ...(!isFast && { episode: EPISODE }),
      ...Object.fromEntries(facts.map((fact) => [fact, FACT_TEMPLATES[fact]])),
    },
  };
}

/**
 * The fact an alert stands on, in seconds since the Unix epoch with three decimals, as `formatEpisode` writes them: the same for every
 * evaluator, and new for the next episode. Of the fast group it is a label. Alertmanager knows alerts by their labels alone, and one of two may
 * notify of a failure that has just recovered once more, from what it saw 15 s ago; the next failure within that time would count as notified.
 */
const EPISODE = '{{ printf "%.3f" $value }}';
