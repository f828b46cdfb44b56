import {
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
} from '../semconv.js';
import type { GaugeWriter } from './gauge-store.js';
import { inSlot, SHARED_SLOT, type GaugeLabels } from './job-labels.js';

/** Moves a job's next expected start: one interval after its newest start, or after its registration when it never started. */
export function setNextStart(gauges: GaugeWriter, identity: GaugeLabels): void {
  const interval = gauges.get(METRIC_BACKUP_EXPECTED_INTERVAL, identity);
  if (interval === undefined) return;
  let from = 0;
  for (let slot = 0; slot <= SHARED_SLOT; slot += 1)
    from = Math.max(from, gauges.get(METRIC_BACKUP_LAST_START_TIMESTAMP, inSlot(identity, slot)) ?? 0);
  // What has an interval was registered.
  from ||= gauges.get(METRIC_BACKUP_REGISTERED_TIMESTAMP, identity) ?? 0;
  gauges.renew(METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP, identity, from + interval, { asOf: from });
}
