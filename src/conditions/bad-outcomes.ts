import type { BackupOutcome } from '../semconv.js';

/** Outcomes after which there is no backup, and after which somebody has to act. */
export const BAD_OUTCOMES = ['failure', 'timeout'] as const satisfies readonly BackupOutcome[];
