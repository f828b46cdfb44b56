import type { BackupEventName, EventAttributes } from '../events/event.js';
import {
  ATTR_BACKUP_COPY_COMPARISON,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_OPERATION,
  EVENT_BACKUP_COPY_COMPARED,
  UNKNOWN_OPERATION,
} from '../semconv.js';
import { NUMBER_KEYS } from '../semconv/generated/keys.js';
import { GAUGES_BY_RECORDED_FACT } from '../semconv/generated/tables.js';
import type { GaugeWriter } from './gauge-store.js';
import { pick, tierLabels, type GaugeLabels, type JobLabels } from './job-labels.js';

/** A fact that a run recorded while it was going on. */
export interface RecordedFact {
  readonly name: BackupEventName;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** Those of its job among them. */
  readonly attributes: EventAttributes;
  readonly labels: JobLabels;
}

/** Applies a recorded fact to the last known state of its job, as `applyEvent` does with every other event. */
export function applyFact(gauges: GaugeWriter, { name, timestamp, attributes, labels }: RecordedFact): void {
  const ofCopy = name === EVENT_BACKUP_COPY_COMPARED;
  // A copy is at a destination, and what could not be read claims nothing.
  if (attributes[ATTR_BACKUP_OPERATION] === UNKNOWN_OPERATION || (ofCopy && attributes[ATTR_BACKUP_DESTINATION_NAME] === undefined)) return;
  const to: GaugeLabels = ofCopy ? { ...labels.copy, ...pick<string>(attributes, [ATTR_BACKUP_COPY_COMPARISON]) } : tierLabels(attributes);
  const asOf = timestamp / 1_000;
  for (const gauge of GAUGES_BY_RECORDED_FACT[name] ?? []) {
    const value = NUMBER_KEYS.includes(gauge) ? attributes[gauge] : asOf;
    if (typeof value === 'number') gauges.renew(gauge, to, value, { asOf });
  }
}
