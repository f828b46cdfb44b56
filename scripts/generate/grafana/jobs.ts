// @ts-check
// What every dashboard about jobs has: the variables that choose them, and the panels that look the same for one and for all.
import { labelVariable } from './dashboard.mjs';
import { endsByOutcome, JOB_COLUMNS } from './identity.mjs';
import { graph, table } from './panels.mjs';

/** Every job that was defined or ran. */
export const KNOWN = 'backup:job_known_since_timestamp_seconds:state';

export const ENVIRONMENT = labelVariable({
  name: 'environment',
  label: 'Environment',
  description: 'Where the jobs belong.',
  metric: KNOWN,
  values: 'deployment_environment_name',
});

export const SERVICE = labelVariable({
  name: 'service',
  label: 'Service',
  description: 'Who runs the jobs.',
  metric: `${KNOWN}{deployment_environment_name=~"$environment"}`,
  values: 'job',
});

/** Alerts that fire now, of the jobs that a filter chooses. @param {{ filter: string, description: string, height: number }} options */
export function alertsTable({ filter, description, height }) {
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

/** How runs ended. @param {{ filter: string, description: string }} options */
export function endsOfRuns({ filter, description }) {
  return graph({
    title: 'Ends of runs',
    description,
    width: 12,
    unit: 'short',
    style: 'bars',
    stack: true,
    queries: [{ expr: endsByOutcome(filter), label: '{{backup_outcome}}', interval: '5m' }],
  });
}
