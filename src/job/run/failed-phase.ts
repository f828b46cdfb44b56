import { orUndefined } from '../../untrusted/calls.js';
import type { OpenRun } from './open-run.js';

const MOST_CAUSES = 8;

/** The phase that the error of a run arose in, if it was one. */
export function failedPhaseOf({ failedPhase }: OpenRun, error: unknown): string | undefined {
  return failedPhase && isCauseOf(failedPhase.error, error) ? failedPhase.name : undefined;
}

/** Whether an error is another, or what caused it. Errors may be anything, cycles included. */
function isCauseOf(cause: unknown, error: unknown): boolean {
  for (let depth = 0, at = error; depth < MOST_CAUSES; depth += 1) {
    if (at === cause) return true;
    at = orUndefined(() => (at as { cause?: unknown } | null | undefined)?.cause);
    if (at === undefined) return false;
  }
  return false;
}
