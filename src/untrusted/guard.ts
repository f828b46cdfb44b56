import type { BackupTelemetryError } from '../errors.js';
import type { ProblemKind } from '../semconv.js';
import { orUndefined, quiet } from './calls.js';

/** Called with each problem. */
export type ReportFailure = (problem: ProblemKind, sentence: string) => unknown;

/** Calls what is the host's, its SDK or a listener, which may throw or answer with a promise that rejects; neither reaches the backup or its process. */
export function guard<T>(
  { report }: { readonly report: ReportFailure },
  call: () => T,
  problem: ProblemKind = 'sdk_failed',
  sentence = 'The SDK failed; the backup is not affected.',
): T | undefined {
  const failed = () => {
    report(problem, sentence);
  };
  try {
    return quiet(call(), failed);
  } catch (error) {
    // Strict testing helpers want theirs back.
    if (isStrict(error)) throw error;
    failed();
    return undefined;
  }
}

/** Whether an error is a problem that strict testing helpers throw. */
export function isStrict(error: unknown): boolean {
  // By its code: it may be of another copy of the package.
  return orUndefined(() => (error as BackupTelemetryError).code) === 'problem_found';
}
