import { BackupTelemetryError, type BackupTelemetryErrorCode } from '../errors.js';
import type { CallSite, Mistake, ReportMistake } from './mistakes.js';

/** Says of some input what was expected and what came. `consequence` ends the sentence: what is done about it. */
export type Complain = (what: string, expected: string, came: unknown, consequence?: string) => void;

/** While a backup runs: a mistake is said through `diag`, and what is wrong is left out. The value is not shown, it may be a secret. */
export function complainSoftly(report: ReportMistake, mistake: Mistake, at: CallSite): Complain {
  return (what, expected, came, consequence = 'it is left out') => {
    report(mistake, `Expected ${what} to be ${expected}, got ${describe(came)}; ${consequence}.`, at);
  };
}

/** While nothing is at stake: a mistake throws. The value is shown: it stands in a program's source, and nobody can mend what they cannot see. */
export function complainLoudly(code: BackupTelemetryErrorCode): Complain {
  return (what, expected, came) => {
    throw new BackupTelemetryError(
      code,
      `Expected ${what} to be ${expected}, got ${typeof came === 'string' ? JSON.stringify(came.slice(0, 80)) : describe(came)}.`,
    );
  };
}

/** What came: its type and, where that cannot hold a secret, its value. */
function describe(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null) return String(value);
  if (typeof value === 'string') return `a string of ${String(value.length)} characters`;
  return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
}
