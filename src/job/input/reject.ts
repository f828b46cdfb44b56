import { BackupTelemetryError, type BackupTelemetryErrorCode } from '../../errors.js';
import type { CallSite, ReportProblem } from '../problems.js';
import type { ProblemKind } from '../../semconv.js';

/** Says of some input what was expected and what came. `consequence` ends the sentence: what is done about it. */
export type Reject = (what: string, expected: string, came: unknown, consequence?: string) => void;

/** A wrong value is a problem, and is left out. It is not shown, it may be a secret. */
export function createReject(report: ReportProblem, problem: ProblemKind, at: CallSite | string): Reject {
  return (what, expected, came, consequence = 'it is left out') => {
    report(problem, `Expected ${what} to be ${expected}, got ${describe(came)}; ${consequence}.`, at);
  };
}

/** Where there is no backup to save, a wrong value throws. It is shown: it stands in a program's source. */
export function createThrowingReject(code: BackupTelemetryErrorCode): Reject {
  return (what, expected, came) => {
    throw new BackupTelemetryError(
      code,
      `Expected ${what} to be ${expected}, got ${typeof came === 'string' ? JSON.stringify(came.slice(0, 80)) : describe(came)}.`,
    );
  };
}

/** What came: its type and, where that cannot hold a secret, its value. */
function describe(value: unknown): string {
  const type = typeof value;
  if (type === 'string') return `a string of ${(value as string).length} characters`;
  if (type === 'object' && value !== null) return 'an object';
  return ['function', 'symbol', 'bigint'].includes(type) ? `a ${type}` : String(value);
}
