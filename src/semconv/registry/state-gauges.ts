import { DEFINITION_GAUGES } from './definition-gauges.js';
import { FACT_GAUGES } from './fact-gauges.js';
import { RUN_GAUGES } from './run-gauges.js';

/**
 * Metrics for rules: the last known state. Times are seconds since the Unix epoch by the clock of the job's machine. They are gauges because a
 * counter born at 1 in a short-lived process never shows an increase.
 */
export const STATE_GAUGE_ROWS = { ...RUN_GAUGES, ...DEFINITION_GAUGES, ...FACT_GAUGES } as const;
