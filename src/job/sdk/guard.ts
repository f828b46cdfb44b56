import { quiet } from '../../untrusted/calls.js';
import { isStrict, type ProblemKind, type ReportProblem } from '../problems.js';

/** Calls what is the host's, its SDK or a listener, which may throw or answer with a promise that rejects; neither reaches the backup or its process. */
export function guard<T>(
  { report }: { readonly report: ReportProblem },
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
