// What the variables of the dashboard of one job choose.
import { LABEL } from './identity.js';

export const NAMED = `${LABEL.environment}=~"$environment",${LABEL.service}=~"$service",${LABEL.job}="$backup"`;
// What a run proves about copies is filed under the operation `copy`, whatever the run did: so panels about proofs leave the operation out.
export const PLACED = `${NAMED},${LABEL.destination}=~"$destination"`;
export const FILTER = `${PLACED},${LABEL.operation}=~"$operation"`;
export const LEGEND = `{{${LABEL.operation}}} {{${LABEL.destination}}} {{${LABEL.environment}}}`;
