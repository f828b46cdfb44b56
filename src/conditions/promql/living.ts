import { DEFAULTS } from '../../policy/defaults.js';
import { LAST_SILENT, OPEN_RUNS, SIGNS } from './open-runs.js';
import { from, ID, indent } from './promql.js';

/** Runs that are going on and whose process has shown a sign of life, one by one; the value is their start. */
export const LIVING_RUNS = `(${OPEN_RUNS} and ${SIGNS} >= time() - ${DEFAULTS.lostAfter})`;

/** Of each job, the start of the newest of them. */
export const LIVING_RUN = `max by (${ID}) (${LIVING_RUNS})`;

/** Of some runs, one by one, what an alert of their job stands on: the newest of their values, or of their last signs of life before a silence. What comes back after one is news. */
export function orLastSilent(runs: string): string {
  return `max by (${ID}) (
  ${indent(from('run', runs))}
  or (${LAST_SILENT} and ${indent(runs)})
)`;
}
