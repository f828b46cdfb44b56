import { ATTR_BACKUP_ATTEMPT, ATTR_BACKUP_ATTEMPTS, ATTR_BACKUP_PHASE_NAME, ATTR_ERROR_TYPE, ATTR_PROCESS_EXIT_CODE } from '../semconv.js';

/** What is known of why a run failed: the attribute of each part. */
export const CAUSE_ATTRIBUTES = {
  errorType: ATTR_ERROR_TYPE,
  phase: ATTR_BACKUP_PHASE_NAME,
  exitCode: ATTR_PROCESS_EXIT_CODE,
  attempt: ATTR_BACKUP_ATTEMPT,
  attempts: ATTR_BACKUP_ATTEMPTS,
} as const;
