// @ts-check
// What the variables of the dashboard of one job choose.

export const NAMED = 'deployment_environment_name=~"$environment",job=~"$service",backup_job_name="$backup"';
// What a run proves about copies is filed under the operation `copy`, whatever the run did: so panels about proofs leave the operation out.
export const PLACED = `${NAMED},backup_destination_name=~"$destination"`;
export const FILTER = `${PLACED},backup_operation=~"$operation"`;
export const LEGEND = '{{backup_operation}} {{backup_destination_name}} {{deployment_environment_name}}';
