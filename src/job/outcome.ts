import type { BackupOutcome } from '../semconv.js';
import { attempt } from './attempt.js';

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
  // A signal may be anything that looks like one, its reason anything at all: reading either may throw.
  if (!attempt(() => signal?.aborted)) return 'failure';
  const reason = attempt(() => (signal?.reason as { name?: unknown } | null | undefined)?.name);
  // `AbortSignal.timeout()` aborts with a DOMException of this name.
  return reason === 'TimeoutError' ? 'timeout' : 'cancelled';
}
