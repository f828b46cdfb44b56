// What every dashboard about jobs has: the variables that choose them, and the panels that look the same for one and for all.
import { KNOWN_SINCE } from '../../../src/conditions/promql/state-names.js';
import { labelVariable } from './dashboard.js';
import { endsByOutcome, JOB_COLUMNS, LABEL } from './identity.js';
import { graph, table } from './panels.js';

/** Every job that was defined or ran. */
export const KNOWN = KNOWN_SINCE;

export const ENVIRONMENT = labelVariable({
  name: 'environment',
  label: 'Environment',
  description: 'Where the jobs belong.',
  metric: KNOWN,
  values: LABEL.environment,
});

export const SERVICE = labelVariable({
  name: 'service',
  label: 'Service',
  description: 'Who runs the jobs.',
  metric: `${KNOWN}{${LABEL.environment}=~"$environment"}`,
  values: LABEL.service,
});

/** Alerts that fire now, of the jobs that a filter chooses. */
export function alertsTable({ filter, description, height }: { filter: string; description: string; height: number }) {
  const columns = ['alertname', 'severity', ...Object.keys(JOB_COLUMNS)].join(', ');
  return table({
    title: 'Alerts',
    description: `${description} The runbook of each has the name of the alert.`,
    width: 24,
    height,
    unit: 'short',
    values: false,
    labels: { alertname: 'Alert', severity: 'Severity', ...JOB_COLUMNS },
    queries: [{ expr: `count by (${columns}) (ALERTS{alertstate="firing",${filter}})`, label: 'Number' }],
  });
}

/** How runs ended. */
export function endsOfRuns({ filter, description }: { filter: string; description: string }) {
  return graph({
    title: 'Ends of runs',
    description,
    width: 12,
    unit: 'short',
    style: 'bars',
    stack: true,
    queries: [{ expr: endsByOutcome(filter), label: `{{${LABEL.outcome}}}`, interval: '5m' }],
  });
}
