import {
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_ERROR_TYPE,
  FACTS_BY_OPERATION,
  GAUGES_BY_OUTCOME,
  METRIC_BACKUP_ARTIFACT_SIZE,
  METRIC_BACKUP_LAST_DURATION,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
  METRIC_BACKUP_RESTORE_DURATION,
  METRIC_BACKUP_RETENTION_COPIES,
  METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  METRIC_BACKUP_RUN_DURATION,
  METRIC_BACKUP_RUN_ERRORS,
  METRIC_BACKUP_RUN_ENDED,
  UNKNOWN_OPERATION,
  type BackupOperation,
  type StateGaugeName,
} from '../../semconv.js';
import { record } from '../core.js';
import { ERROR_TYPE_OTHER } from '../input/error-type.js';
import { stateFailure } from './failure.js';
import { definedOnly, type Labels } from '../labels.js';
import type { EventAttributes, OpenRun } from './open-run.js';
import type { RunSettings } from '../input/settings.js';
import type { Ending } from '../sdk/span.js';

/** When a run ended, in milliseconds since the Unix epoch, and how long it took, in seconds. */
export interface EndTimes {
  readonly endTime: number;
  readonly duration: number;
}

/** Sets the metrics that the end of a run decides: sums for people, state for rules. */
export function recordEnd(run: OpenRun, ending: Ending, error: unknown, { endTime, duration }: EndTimes): void {
  const { core, settings, report } = run;
  const { typed } = settings.labels;
  const labels = settings.labels.typedEnded(ending.outcome);
  const failed = ending.errorType === undefined ? undefined : { [ATTR_ERROR_TYPE]: ending.errorType };
  record(core, METRIC_BACKUP_RUN_DURATION, duration, failed ? { ...labels, ...failed } : labels);
  record(core, METRIC_BACKUP_RUN_ENDED, 1, labels);
  if (failed) record(core, METRIC_BACKUP_RUN_ERRORS, 1, { ...typed, ...failed });
  if (report.bytes !== undefined) record(core, METRIC_BACKUP_ARTIFACT_SIZE, report.bytes, typed);

  const time = endTime / 1_000;
  for (const gauge of GAUGES_BY_OUTCOME[ending.outcome]) {
    if (gauge === METRIC_BACKUP_LAST_END_TIMESTAMP) core.sheet.renew(gauge, run.stateLabels.ended(ending.outcome), time);
    else if (gauge === METRIC_BACKUP_LAST_FAILURE_TIMESTAMP) stateFailure(run, ending.errorType ?? ERROR_TYPE_OTHER, error, time);
    else if (gauge === METRIC_BACKUP_LAST_DURATION) core.sheet.renew(gauge, typed, duration, { asOf: time });
    else if (report.bytes !== undefined) core.sheet.renew(gauge, typed, report.bytes, { asOf: time });
  }
}

/** States what a successful run proved: a copy stored or verified, a restore that worked, retention applied. */
export function tellFact(run: OpenRun, finished: EventAttributes, { endTime, duration }: EndTimes): void {
  const { core, settings, report } = run;
  if (settings.operation === UNKNOWN_OPERATION) return;
  const fact = FACTS_BY_OPERATION[settings.operation];
  if (fact.filedUnder === 'copy' && settings.destination === undefined) return;
  if (settings.operation === 'prune' && report.copies === undefined) return;
  run.emit(fact.event, finished, endTime);
  const time = endTime / 1_000;
  // The others are times of what was proved.
  const values: Partial<Record<StateGaugeName, number | undefined>> = {
    [METRIC_BACKUP_RESTORE_DURATION]: duration,
    [METRIC_BACKUP_RETENTION_COPIES]: report.copies,
    [METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP]: report.oldestCopy,
  };
  const labels = factLabels(fact.filedUnder, settings);
  for (const gauge of fact.gauges) {
    const value = gauge in values ? values[gauge] : time;
    if (value !== undefined) core.sheet.renew(gauge, labels, value, { asOf: time });
  }
}

function factLabels(filedUnder: BackupOperation, { labels, retentionTier }: RunSettings): Labels {
  if (filedUnder === 'copy') return labels.copy;
  return filedUnder === 'prune' ? definedOnly({ ...labels.identity, [ATTR_BACKUP_RETENTION_TIER]: retentionTier }) : labels.identity;
}
