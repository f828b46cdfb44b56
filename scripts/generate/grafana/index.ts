// @ts-check
import { fleet } from './fleet.mjs';
import { job } from './job.mjs';
import { telemetryPath } from './telemetry-path.mjs';

/** The dashboards by the name of their file. */
export const DASHBOARDS = { fleet, job, 'telemetry-path': telemetryPath };
