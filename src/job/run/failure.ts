import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_ERROR_TYPE,
  ATTR_PROCESS_EXIT_CODE,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
} from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';
import { errorExitCode } from '../input/error-type.js';
import { definedOnly } from '../labels.js';
import type { OpenRun } from './open-run.js';

const MOST_CAUSES = 8;

/** States why the newest bad run of the job ended: one cause for each identity, the newest by its time. */
export function stateFailure(run: OpenRun, errorType: string, error: unknown, time: number): void {
  const { core, settings, report, failedPhase } = run;
  const { attempt: number, attempts } = settings;
  const cause = settings.labels.failed(
    definedOnly<string | number>({
      [ATTR_ERROR_TYPE]: errorType,
      [ATTR_BACKUP_PHASE_NAME]: failedPhase && isCauseOf(failedPhase.error, error) ? failedPhase.name : undefined,
      [ATTR_PROCESS_EXIT_CODE]: report.exitCode ?? errorExitCode(error),
      [ATTR_BACKUP_ATTEMPT]: number,
      [ATTR_BACKUP_ATTEMPTS]: attempts && Math.max(attempts, number ?? 0),
    }),
  );
  core.sheet.renew(METRIC_BACKUP_LAST_FAILURE_TIMESTAMP, cause, time, { of: settings.labels.identity });
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
