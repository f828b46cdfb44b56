// What tells one job from another, and how its state is read.

import { prometheusLabel } from '../../../src/conditions/promql/prometheus-name.js';
import { KNOWN_SINCE, OPEN_RUN, SUCCEEDED } from '../../../src/conditions/promql/state-names.js';
import { IDENTITY_LABELS, LABEL_BY_PART } from '../../../src/identity.js';
import { ATTR_BACKUP_OUTCOME, ATTR_BACKUP_PHASE_NAME, ATTR_BACKUP_TYPE, ATTR_ERROR_TYPE } from '../../../src/semconv.js';
import type { Word } from './panels.js';

const { environment, service, operation, job, destination } = LABEL_BY_PART;

/** Labels in Prometheus by what they say. */
export const LABEL = {
  ...LABEL_BY_PART,
  type: prometheusLabel(ATTR_BACKUP_TYPE),
  outcome: prometheusLabel(ATTR_BACKUP_OUTCOME),
  phase: prometheusLabel(ATTR_BACKUP_PHASE_NAME),
  errorType: prometheusLabel(ATTR_ERROR_TYPE),
};

/** Labels of a job as columns of a table. */
export const JOB_COLUMNS = {
  [job]: 'Job',
  [destination]: 'Destination',
  [operation]: 'Operation',
  [service]: 'Service',
  [environment]: 'Environment',
};

/** A job in a legend. */
export const JOB_LEGEND = `{{${operation}}} {{${job}}} {{${destination}}} ({{${service}}} {{${environment}}})`;

/** One value for each job: labels of single processes are gone. */
export function perJob(expr: string) {
  return `max by (${IDENTITY_LABELS.join(', ')}) (${expr})`;
}

/** What a job is in now. */
export const STATES: readonly Word[] = [
  { value: 0, text: 'Waiting for the first success', color: 'text' },
  { value: 1, text: 'Good', color: 'green' },
  { value: 2, text: 'Running', color: 'blue' },
  { value: 3, text: 'Warning', color: 'orange' },
  { value: 4, text: 'Critical', color: 'red' },
];

/** The worst that is true of a job. The alerts decide what is wrong, so that nobody is paged for a job that looks good here. */
export function stateOf(filter: string) {
  return [
    `${perJob(`ALERTS{alertstate="firing",severity="critical",${job}!="",${filter}}`)} * 0 + 4`,
    `${perJob(`ALERTS{alertstate="firing",severity="warning",${job}!="",${filter}}`)} * 0 + 3`,
    `${OPEN_RUN}{${filter}} * 0 + 2`,
    `${SUCCEEDED}{${filter}} * 0 + 1`,
    `${KNOWN_SINCE}{${filter}} * 0`,
  ].join('\nor ');
}

/** Jobs whose newest run of an outcome ended in the interval. Shifted by two minutes, the time a rule may take to see it: so that each end is in exactly one interval. */
export function endsByOutcome(filter: string) {
  const ends = `backup:run_last_end_timestamp_seconds:state{${filter}}`;
  return `count by (${LABEL.outcome}) (${ends} > time() - 120 - $__interval_ms / 1000 <= time() - 120)`;
}
