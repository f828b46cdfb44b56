import { BackupTelemetryError, expected as sentence, kindOf, shown, type BackupTelemetryErrorCode } from '../../errors.js';
import type { CallSite, ReportProblem } from '../problems.js';
import type { ProblemKind } from '../../semconv.js';

/** Says of some input what was expected and what came. `consequence` ends the sentence: what is done about it. */
export type Reject = (what: string, expected: string, came: unknown, consequence?: string) => void;

/** A wrong value is a problem, and is left out. It is not shown, it may be a secret. */
export function createReject(report: ReportProblem, problem: ProblemKind, at: CallSite | string): Reject {
  return (what, expected, came, consequence = 'it is left out') => {
    report(problem, `${sentence(what, expected, kindOf(came))}; ${consequence}.`, at);
  };
}

/** Where there is no backup to save, a wrong value throws. It is shown: it stands in a program's source. */
export function createThrowingReject(code: BackupTelemetryErrorCode): Reject {
  return (what, expected, came) => {
    throw new BackupTelemetryError(code, `${sentence(what, expected, shown(came))}.`);
  };
}
