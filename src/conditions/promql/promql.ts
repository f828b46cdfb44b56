import {
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_RUN_SLOT,
  ATTR_BACKUP_TYPE,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  type StateGaugeName,
} from '../../semconv.js';
import { IDENTITY_LABELS } from '../../identity.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { prometheusLabel, prometheusMetric } from './prometheus-name.js';

/** The identity, for `by` and `on`. */
export const ID = IDENTITY_LABELS.join(', ');
/** The identity and the outcome. */
export const ID_OUTCOME = `${ID}, ${prometheusLabel(ATTR_BACKUP_OUTCOME)}`;
/** The identity and the type of the backup. */
export const ID_TYPE = `${ID}, ${prometheusLabel(ATTR_BACKUP_TYPE)}`;
/** The identity and the process that exports. */
export const ID_INSTANCE = `${ID}, instance`;
/** One run of several that may go on at once: the process, and its slot there. */
export const RUN = `${ID_INSTANCE}, ${prometheusLabel(ATTR_BACKUP_RUN_SLOT)}`;

/** Telemetry that was held up arrives with its own times: so far back rules look for it. Five minutes more than Prometheus takes late samples. */
export const LATE_WINDOW = `${DEFAULTS.lateTelemetry / 60}m`;

/** Name of a recorded state. */
export function stateName(gauge: StateGaugeName, part: 'state' | 'exported' | 'future' | 'believed' = 'state'): string {
  return `backup:${prometheusMetric(gauge).replace(/^backup_/, '')}:${part}`;
}

/** Newest end by outcome, from the recorded state. */
export function endState(...outcomes: readonly string[]): string {
  const label = prometheusLabel(ATTR_BACKUP_OUTCOME);
  const matcher = outcomes.length === 1 ? `${label}="${outcomes.join('')}"` : `${label}=~"${outcomes.join('|')}"`;
  return `${stateName(METRIC_BACKUP_LAST_END_TIMESTAMP)}{${matcher}}`;
}

/** Selector of a gauge as it comes from the processes. */
export function raw(gauge: StateGaugeName, matcher = ''): string {
  return `${prometheusMetric(gauge)}${matcher}`;
}

/** Of the times that processes export, those that are believed: not from the future, and not known as such by the same process before. @param key - Labels of a process and of what it tells apart. */
export function believed(times: string, gauge: StateGaugeName, { matcher = '', key }: { matcher?: string; key: string }): string {
  return `(
  ${times} <= time() + ${DEFAULTS.clockTolerance}
  unless ${times} == on (${key}) group_left () ${stateName(gauge, 'future')}${matcher}
)`;
}

/** Marks where values come from, so that `or` keeps values of equal labels apart. */
export function from(source: string, expression: string): string {
  return `label_replace(${expression}, "source", "${source}", "", "")`;
}

/** Puts the lines of an expression two spaces to the right, but for the first. */
export function indent(expression: string): string {
  return expression.replaceAll('\n', '\n  ');
}
