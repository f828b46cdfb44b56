import { quiet } from '../../untrusted/calls.js';
import { isStrict, type ReportProblem } from '../problems.js';

/** Calls into the host's SDK, which may throw or answer with a promise that rejects; neither reaches the backup or its process. */
export function guard<T>({ report }: { readonly report: ReportProblem }, call: () => T): T | undefined {
  const failed = () => {
    report('sdk_failed', 'The SDK failed; the backup is not affected.');
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
