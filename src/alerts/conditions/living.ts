import { DEFAULTS } from './defaults.js';
import { LAST_SIGN, OPEN_RUN } from './states.js';

/** Runs that are going on and whose process has shown a sign of life; the value is their start. */
export const LIVING_RUN = `(${OPEN_RUN} and ${LAST_SIGN} >= time() - ${DEFAULTS.lostAfter})`;
