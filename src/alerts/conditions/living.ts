import { DEFAULTS } from './defaults.js';
import { OPEN_RUNS, SIGNS } from './open-runs.js';
import { ID } from './promql.js';

/** Runs that are going on and whose process has shown a sign of life, one by one; the value is their start. */
export const LIVING_RUNS = `(${OPEN_RUNS} and ${SIGNS} >= time() - ${DEFAULTS.lostAfter})`;

/** Of each job, the start of the newest of them. */
export const LIVING_RUN = `max by (${ID}) (${LIVING_RUNS})`;
