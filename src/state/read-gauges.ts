import {
  ATTR_BACKUP_OUTCOME,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_RETRY_WITHIN,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  METRIC_BACKUP_LAST_CLEAN_TIMESTAMP,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  type BackupOutcome,
  type StateGaugeName,
} from '../semconv.js';
import type { GaugeValues } from './gauge-values.js';
import type { JobState } from './job-state.js';

/** What a state says in words of its own, though a gauge holds it. */
type Readable = Pick<JobState, 'registeredAt' | 'lastStart' | 'lastProgress' | 'lastEnd' | 'expected' | 'lastProblem' | 'lastClean'>;

/** Reads the newest times, and what definitions state, from the gauges of a job: each is written in one place. */
export function readGauges(values: GaugeValues): Readable {
  const newest = (gauge: StateGaugeName) => {
    const found = Object.values(values[gauge] ?? {}).map(({ value }) => value);
    return found.length === 0 ? undefined : Math.max(...found);
  };
  const lastEnd: Partial<Record<BackupOutcome, number>> = {};
  for (const { labels, value } of Object.values(values[METRIC_BACKUP_LAST_END_TIMESTAMP] ?? {})) {
    const outcome = labels[ATTR_BACKUP_OUTCOME] as BackupOutcome;
    lastEnd[outcome] = Math.max(value, lastEnd[outcome] ?? -Infinity);
  }
  return {
    registeredAt: newest(METRIC_BACKUP_REGISTERED_TIMESTAMP),
    lastStart: newest(METRIC_BACKUP_LAST_START_TIMESTAMP),
    lastProgress: newest(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP),
    lastEnd,
    expected: {
      interval: newest(METRIC_BACKUP_EXPECTED_INTERVAL),
      startGrace: newest(METRIC_BACKUP_EXPECTED_START_GRACE),
      maxDuration: newest(METRIC_BACKUP_EXPECTED_MAX_DURATION),
      minDuration: newest(METRIC_BACKUP_EXPECTED_MIN_DURATION),
      minSize: newest(METRIC_BACKUP_EXPECTED_MIN_SIZE),
      retryWithin: newest(METRIC_BACKUP_EXPECTED_RETRY_WITHIN),
    },
    lastProblem: newest(METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP),
    lastClean: newest(METRIC_BACKUP_LAST_CLEAN_TIMESTAMP),
  };
}
