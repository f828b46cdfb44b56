// @ts-check
// What tells one job from another, and how its state is read.

const IDENTITY = 'deployment_environment_name, job, backup_operation, backup_job_name, backup_destination_name';

/** Labels of a job as columns of a table. */
export const JOB_COLUMNS = {
  backup_job_name: 'Job',
  backup_destination_name: 'Destination',
  backup_operation: 'Operation',
  job: 'Service',
  deployment_environment_name: 'Environment',
};

/** A job in a legend. */
export const JOB_LEGEND = '{{backup_operation}} {{backup_job_name}} {{backup_destination_name}} ({{job}} {{deployment_environment_name}})';

/** One value for each job: labels of single processes are gone. @param {string} expr */
export function perJob(expr) {
  return `max by (${IDENTITY}) (${expr})`;
}

/** What a job is in now. */
export const STATES = [
  { value: 0, text: 'Waiting for the first success', color: 'text' },
  { value: 1, text: 'Good', color: 'green' },
  { value: 2, text: 'Running', color: 'blue' },
  { value: 3, text: 'Warning', color: 'orange' },
  { value: 4, text: 'Critical', color: 'red' },
];

/** The worst that is true of a job. The alerts decide what is wrong, so that nobody is paged for a job that looks good here. @param {string} filter */
export function stateOf(filter) {
  return [
    `${perJob(`ALERTS{alertstate="firing",severity="critical",backup_job_name!="",${filter}}`)} * 0 + 4`,
    `${perJob(`ALERTS{alertstate="firing",severity="warning",backup_job_name!="",${filter}}`)} * 0 + 3`,
    `backup:run_open_timestamp_seconds:state{${filter}} * 0 + 2`,
    `backup:run_last_success_timestamp_seconds:state{${filter}} * 0 + 1`,
    `backup:job_known_since_timestamp_seconds:state{${filter}} * 0`,
  ].join('\nor ');
}

/**
 * Jobs whose newest run of an outcome ended in the interval. Shifted by two minutes, the time a rule may take to see it: so that each end is in exactly one interval.
 * @param {string} filter
 */
export function endsByOutcome(filter) {
  const ends = `backup:run_last_end_timestamp_seconds:state{${filter}}`;
  return `count by (backup_outcome) (${ends} > time() - 120 - $__interval_ms / 1000 <= time() - 120)`;
}
