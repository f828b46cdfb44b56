import type { BackupOutcome } from '../semconv.js';

const BADNESS: Readonly<Record<BackupOutcome, number>> = { skipped: 0, success: 1, cancelled: 2, partial: 3, timeout: 4, failure: 5 };

/** Whether a run that ended twice ended as the first of two outcomes: as the worse. */
export function isWorseEnd(outcome: BackupOutcome, than: BackupOutcome): boolean {
  return BADNESS[outcome] > BADNESS[than];
}
