import type { BackupOutcome } from '../semconv.js';

/** What is known when a function has settled. */
export interface Settled {
  readonly threw: boolean;
  /** The run's own timeout has passed. */
  readonly deadlineExceeded: boolean;
  /** Signal of the caller. */
  readonly signal: AbortSignal | undefined;
  /** Mark the function set on its handle. */
  readonly mark: 'partial' | 'skipped' | undefined;
}

/**
 * A return is a success whatever was aborted: the work was done. A throw after an abort is the abort's doing,
 * and after a timeout the timeout's, whatever was thrown.
 */
export function outcomeOf({ threw, deadlineExceeded, signal, mark }: Settled): BackupOutcome {
  if (!threw) return mark ?? 'success';
  if (deadlineExceeded) return 'timeout';
  if (!signal?.aborted) return 'failure';
  return isTimeout(signal.reason) ? 'timeout' : 'cancelled';
}

// `AbortSignal.timeout()` aborts with a DOMException of this name.
function isTimeout(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && (reason as { name?: unknown }).name === 'TimeoutError';
}
