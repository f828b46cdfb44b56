import { defaultCore } from '../../job/default.js';
import { PROBLEMS, type ReportsProblems } from '../../job/problems.js';
import { orUndefined } from '../../untrusted/calls.js';

/**
 * Reports a wrong option as a problem of the run whose handle was given. A handle that somebody made does not say which run that is:
 * there it is a problem of the process.
 *
 * @param site - Where the caller is
 */
export function reportProblem(
  handle: { readonly [PROBLEMS]?: ReportsProblems[typeof PROBLEMS] | undefined },
  message: string,
  site: string,
): void {
  const report = orUndefined(() => handle[PROBLEMS]?.problems.report) ?? defaultCore.report;
  report('options_invalid', message, site);
}
