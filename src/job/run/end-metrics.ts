import { PROVEN_FACTS } from '../../semconv/generated/tables.js';
import {
  ATTR_ERROR_TYPE,
  METRIC_BACKUP_ARTIFACT_SIZE,
  METRIC_BACKUP_RUN_DURATION,
  METRIC_BACKUP_RUN_ERRORS,
  METRIC_BACKUP_RUN_ENDED,
  UNKNOWN_OPERATION,
} from '../../semconv.js';
import type { EventAttributes } from '../../events/event.js';
import { record } from '../instance/core.js';
import type { OpenRun } from './open-run.js';
import type { Ending } from '../sdk/span.js';

/** Records the metrics that sum up how runs end. @param duration - Seconds */
export function recordEnd({ core, settings, report: { bytes } }: OpenRun, { outcome, errorType }: Ending, duration: number): void {
  const { own, ended: byOutcome } = settings.labels.typed;
  const ended = byOutcome(outcome);
  const failed = errorType && { [ATTR_ERROR_TYPE]: errorType };
  record(core, METRIC_BACKUP_RUN_DURATION, duration, failed ? { ...ended, ...failed } : ended);
  record(core, METRIC_BACKUP_RUN_ENDED, 1, ended);
  if (failed) record(core, METRIC_BACKUP_RUN_ERRORS, 1, { ...own, ...failed });
  if (bytes !== undefined) record(core, METRIC_BACKUP_ARTIFACT_SIZE, bytes, own);
}

/** States what a successful run proved: a copy stored or verified, a restore that worked, retention applied. Emits none for a copy without a destination, nor for retention that reported no number of copies. */
export function emitFact(run: OpenRun, finished: EventAttributes, endTime: number): void {
  const { operation, destination } = run.settings;
  if (operation === UNKNOWN_OPERATION) return;
  const { event, ofCopy } = PROVEN_FACTS[operation];
  if (ofCopy && destination === undefined) return;
  if (operation === 'prune' && run.report.retainedCopies === undefined) return;
  run.emit(event, finished, endTime);
}
