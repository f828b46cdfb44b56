import type { Core } from '../job/instance/core.js';
import { FACTS_BY_OPERATION, GAUGES_BY_OUTCOME, GAUGES_BY_RECORDED_FACT } from '../semconv/generated/tables.js';
import {
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_CLEAN_TIMESTAMP,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  type StateGaugeName,
} from '../semconv.js';
import { setNextStart } from '../state/apply-event.js';

const GAUGES_OF_RUNS = new Set<StateGaugeName>([
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_LAST_CLEAN_TIMESTAMP,
  ...Object.values(GAUGES_BY_OUTCOME).flat(),
  ...Object.values(FACTS_BY_OPERATION).flatMap(({ gauges }) => gauges),
  ...Object.values(GAUGES_BY_RECORDED_FACT).flat(),
]);

/** Forgets what runs left in the state of their jobs. What definitions say stays: modules define jobs once, tests are many. */
export function forgetRuns({ gauges }: Core): void {
  gauges.drop((_, gauge) => GAUGES_OF_RUNS.has(gauge));
  const next = METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP;
  for (const { labels } of [...gauges.entries(next)]) {
    gauges.delete(next, labels);
    setNextStart(gauges, labels, gauges.get(METRIC_BACKUP_REGISTERED_TIMESTAMP, labels) ?? 0);
  }
}
