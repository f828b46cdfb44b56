import type { PolicyDefinition } from '../../policy/file/definitions.js';
import { parseDuration } from '../../policy/duration.js';
import {
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_MAX_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_DURATION,
  METRIC_BACKUP_EXPECTED_MIN_SIZE,
  METRIC_BACKUP_EXPECTED_RPO,
  METRIC_BACKUP_EXPECTED_RTO,
  METRIC_BACKUP_EXPECTED_START_GRACE,
  type StateGaugeName,
} from '../../semconv.js';

const GAUGES = {
  every: METRIC_BACKUP_EXPECTED_INTERVAL,
  startGrace: METRIC_BACKUP_EXPECTED_START_GRACE,
  maxDuration: METRIC_BACKUP_EXPECTED_MAX_DURATION,
  minDuration: METRIC_BACKUP_EXPECTED_MIN_DURATION,
  minBytes: METRIC_BACKUP_EXPECTED_MIN_SIZE,
  rpo: METRIC_BACKUP_EXPECTED_RPO,
  rto: METRIC_BACKUP_EXPECTED_RTO,
} as const satisfies Partial<Record<keyof PolicyDefinition, StateGaugeName>>;

/** The gauges that a policy may set, each with the name of the attribute by which a definition states it. */
export const POLICY_GAUGES: readonly StateGaugeName[] = Object.values(GAUGES);

/** What a policy states of a job, as its definition would: seconds and bytes, by gauge. */
export function statedValues(definition: PolicyDefinition): Readonly<Partial<Record<StateGaugeName, number>>> {
  return Object.fromEntries(
    Object.entries(GAUGES).flatMap(([field, gauge]) => {
      const value = definition[field as keyof typeof GAUGES];
      if (value === undefined) return [];
      return [[gauge, field === 'minBytes' ? value : (parseDuration(value) ?? NaN) / 1_000]];
    }),
  );
}
