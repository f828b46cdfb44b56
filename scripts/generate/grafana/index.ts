import { fleet } from './fleet.js';
import { job } from './job.js';
import { telemetryPath } from './telemetry-path.js';

/** The dashboards by the name of their file. */
export const DASHBOARDS = { fleet, job, 'telemetry-path': telemetryPath };
