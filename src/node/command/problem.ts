import { defaultCore } from '../../job/default.js';
import { PROBLEMS, type ReportsProblems } from '../../job/problems.js';
import type { BackupRun } from '../../job/types.js';

/**
 * Reports a wrong option of a command as a problem of the run that it belongs to. A handle that somebody made does not say
 * which run that is: there it is a problem of the process.
 */
export function reportProblem(phase: BackupRun & Partial<ReportsProblems>, message: string, site: string): void {
  const report = phase[PROBLEMS] ?? defaultCore.report;
  report('options_invalid', message, site);
}
