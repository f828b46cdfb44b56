import type { BackupOutcome } from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';

/**
 * Outcome of something that threw, whatever was thrown: after the run's own timeout it is the timeout's doing,
 * after an abort by the caller the abort's.
 *
 * @param signal - Signal of the caller
 */
export function outcomeOfError(run: { readonly deadlineExceeded: boolean }, signal: AbortSignal | undefined): BackupOutcome {
  if (run.deadlineExceeded) return 'timeout';
  // A signal may be anything that looks like one, its reason anything at all: reading either may throw.
  if (!orUndefined(() => signal?.aborted)) return 'failure';
  const reason = orUndefined(() => (signal?.reason as { name?: unknown }).name);
  // `AbortSignal.timeout()` aborts with a DOMException of this name.
  return reason === 'TimeoutError' ? 'timeout' : 'cancelled';
}
