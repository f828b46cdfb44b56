import type * as api from '@opentelemetry/api';
import {
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
} from '../../semconv.js';
import { inSlot, SHARED_SLOT } from '../slots.js';
import type { StateSheet } from '../state-sheet.js';

/** Moves a job's next expected start: one interval after its newest start, or after its registration when it never started. */
export function setNextStart(sheet: StateSheet, identity: api.Attributes): void {
  const interval = sheet.get(METRIC_BACKUP_EXPECTED_INTERVAL, identity);
  if (interval === undefined) return;
  let from: number | undefined;
  for (let slot = 0; slot <= SHARED_SLOT; slot += 1) {
    const start = sheet.get(METRIC_BACKUP_LAST_START_TIMESTAMP, inSlot(identity, slot));
    if (start !== undefined) from = Math.max(start, from ?? start);
  }
  from ??= sheet.get(METRIC_BACKUP_REGISTERED_TIMESTAMP, identity);
  if (from !== undefined) sheet.renew(METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP, identity, from + interval);
}
