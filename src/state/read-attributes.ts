import type { BackupEvent, EventAttributes } from '../events/event.js';
import { JOB_ATTRIBUTES } from '../identity.js';
import {
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_COPY_COMPARISON,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_LOG_GAP_TIMESTAMP,
  ATTR_BACKUP_LOG_UNTIL_TIMESTAMP,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PROVED_TIMESTAMP,
  ATTR_BACKUP_PRUNE_REMAINING,
  ATTR_BACKUP_PRUNE_REMOVING,
  ATTR_BACKUP_RESTORE_CHECKS,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_TYPE,
  ATTR_CLOUD_REGION,
  BACKUP_OUTCOMES,
  BACKUP_TYPES,
  COPY_COMPARISONS,
  EVENT_BACKUP_RUN_FINISHED,
  type CopyComparison,
} from '../semconv.js';
import { CLOCK_TOLERANCE_MS } from '../policy/clock-tolerance.js';
import { EXPECTED_PREFIX, RETENTION_PREFIX, STATE_GAUGES } from '../semconv/generated/tables.js';

const LISTS = [ATTR_BACKUP_EXPECTED_DESTINATIONS, ATTR_BACKUP_EXPECTED_REGIONS, ATTR_BACKUP_RESTORE_CHECKS] as const;
const AMOUNTS = [ATTR_BACKUP_DURATION, ATTR_BACKUP_ARTIFACT_SIZE] as const;
const TIMES: ReadonlySet<string> = new Set([
  ATTR_BACKUP_PROVED_TIMESTAMP,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP,
  ATTR_BACKUP_LOG_UNTIL_TIMESTAMP,
  ATTR_BACKUP_LOG_GAP_TIMESTAMP,
]);
const COUNTS: ReadonlySet<string> = new Set([ATTR_BACKUP_RETENTION_COPIES, ATTR_BACKUP_PRUNE_REMOVING, ATTR_BACKUP_PRUNE_REMAINING]);
/** What numbers that set a gauge of their name begin with. */
const NAMED = [EXPECTED_PREFIX, RETENTION_PREFIX];
// Of a comparison of which nobody knows what came nothing follows.
const UNKNOWN_COMPARISON: CopyComparison = 'unreachable';
/** So many seconds are 31 years, so many bytes 1 000 TB: who says more means something else. */
const MOST = { seconds: 1e9, bytes: 1e15 };

/**
 * The attributes of an event as other programs may send it: what no sender of this package emits is read as the worse, or left out. A name is
 * a text on one line, an end without a known outcome is a failure, an expectation is a number that can be compared with, the oldest copy is
 * none of the future, and nothing else sets a gauge of its name.
 */
export function readAttributes({ name: event, timestamp, attributes }: BackupEvent): EventAttributes {
  // What a fact says of a time that is to come is not believed.
  const latest = (timestamp + CLOCK_TOLERANCE_MS) / 1_000;
  const read: EventAttributes = {};
  for (const [key, value] of Object.entries((attributes as unknown as EventAttributes | undefined) ?? {})) {
    if (JOB_ATTRIBUTES.includes(key)) {
      const line = nameOf(value);
      if (line !== '') read[key] = line;
    } else if (LISTS.some((list) => list === key)) {
      if (Array.isArray(value)) read[key] = value.map(nameOf);
    } else if (AMOUNTS.some((amount) => amount === key)) {
      if (isAmount(value, MOST.bytes)) read[key] = value;
    } else if (TIMES.has(key)) {
      if (isAmount(value, latest)) read[key] = value;
    } else if (COUNTS.has(key)) {
      if (Number.isInteger(value) && isAmount(value, MOST.bytes)) read[key] = value;
    } else if (key === ATTR_BACKUP_COPY_COMPARISON) {
      read[key] = isOneOf(COPY_COMPARISONS, value) ? value : UNKNOWN_COMPARISON;
    } else if (key === ATTR_BACKUP_RETENTION_TIER) {
      if (value !== '') read[key] = nameOf(value);
    } else if (key === ATTR_CLOUD_REGION) {
      // An empty text is no value, as in Prometheus.
      if (typeof value === 'string' && value !== '') read[key] = nameOf(value);
    } else if (Object.hasOwn(STATE_GAUGES, key)) {
      if (key.startsWith(EXPECTED_PREFIX) && isAmount(value, key.endsWith('size') ? MOST.bytes : MOST.seconds)) read[key] = value;
    } else if (NAMED.some((prefix) => key.startsWith(prefix)) && typeof value === 'number') {
      continue;
    } else if (isScalar(value) && (key !== ATTR_BACKUP_TYPE || isOneOf(BACKUP_TYPES, value))) read[key] = value;
  }
  if (event === EVENT_BACKUP_RUN_FINISHED && !isOneOf(BACKUP_OUTCOMES, read[ATTR_BACKUP_OUTCOME])) read[ATTR_BACKUP_OUTCOME] = 'failure';
  return read;
}

function nameOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function isAmount(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** What else there is, such as an object, can not be told from another by its text, and may have none. */
function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isOneOf(values: readonly string[], value: unknown): boolean {
  return values.some((known) => known === value);
}
