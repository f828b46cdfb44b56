import type { BackupEventName, EventAttributes } from '../events/event.js';
import {
  ATTR_BACKUP_COPY_COMPARISON,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_LOG_GAP_TIMESTAMP,
  ATTR_BACKUP_LOG_UNTIL_TIMESTAMP,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PROVED_RUN_ID,
  ATTR_BACKUP_PROVED_TIMESTAMP,
  ATTR_BACKUP_PROVED_TRACE_ID,
  ATTR_BACKUP_RESTORE_CHECKS,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_TYPE,
  ATTR_CLOUD_REGION,
  EVENT_BACKUP_COPY_COMPARED,
  EVENT_BACKUP_COPY_STORED,
  EVENT_BACKUP_LOG_ARCHIVED,
  EVENT_BACKUP_RETENTION_CHECKED,
  EVENT_BACKUP_RUN_FINISHED,
  RESTORE_CHECKS,
  type BackupOutcome,
  type BackupType,
  type CopyComparison,
  type RestoreCheck,
} from '../semconv.js';
import { readAttributes } from './read-attributes.js';
import type { BackupEvent } from '../events/event.js';
import type { RecoveryFact } from './recovery-facts.js';

/** The fact that an event states about what can be restored, if it states one: for whoever keeps histories. */
export function recoveryFactOf(event: BackupEvent): RecoveryFact | undefined {
  return readFact(event.name, event.timestamp / 1_000, readAttributes(event));
}

/** The same of attributes that were read. A fact of no run, or of a copy at no place, says nothing. */
export function readFact(name: BackupEventName, at: number, attributes: EventAttributes): RecoveryFact | undefined {
  const text = (key: string) => (typeof attributes[key] === 'string' ? attributes[key] : undefined);
  const number = (key: string) => (Number.isFinite(attributes[key]) ? (attributes[key] as number) : undefined);
  const runId = text(ATTR_BACKUP_RUN_ID);
  if (runId === undefined) return undefined;
  const operation = text(ATTR_BACKUP_OPERATION);
  const provedRunId = text(ATTR_BACKUP_PROVED_RUN_ID);
  const destination = text(ATTR_BACKUP_DESTINATION_NAME);
  const duration = number(ATTR_BACKUP_DURATION);

  if (name === EVENT_BACKUP_RUN_FINISHED && operation === 'restore') {
    const provedTraceId = text(ATTR_BACKUP_PROVED_TRACE_ID);
    const provedAt = number(ATTR_BACKUP_PROVED_TIMESTAMP);
    const outcome = attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome;
    return { kind: 'restore', runId, at, provedRunId, provedTraceId, provedAt, outcome, duration, checks: readChecks(attributes) };
  }
  if (name === EVENT_BACKUP_LOG_ARCHIVED) {
    const until = number(ATTR_BACKUP_LOG_UNTIL_TIMESTAMP);
    return until === undefined
      ? undefined
      : { kind: 'log', runId, at, until, hasGap: attributes[ATTR_BACKUP_LOG_GAP_TIMESTAMP] !== undefined };
  }
  const tier = text(ATTR_BACKUP_RETENTION_TIER);
  if (name === EVENT_BACKUP_RETENTION_CHECKED) {
    const copies = number(ATTR_BACKUP_RETENTION_COPIES);
    const oldest = number(ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP);
    return copies === undefined ? undefined : { kind: 'retention', runId, at, tier, copies, oldest };
  }
  if (destination === undefined) return undefined;
  const place = { destination, region: text(ATTR_CLOUD_REGION) };
  if (name === EVENT_BACKUP_COPY_COMPARED) {
    const result = attributes[ATTR_BACKUP_COPY_COMPARISON] as CopyComparison | undefined;
    return { kind: 'comparison', runId, at, provedRunId, ...place, result: result ?? 'unreachable' };
  }
  if (name !== EVENT_BACKUP_COPY_STORED) return undefined;
  if (operation === 'copy') return { kind: 'copy', runId, at, provedRunId, ...place };
  if (operation !== 'backup') return undefined;
  const type = text(ATTR_BACKUP_TYPE) as BackupType | undefined;
  return { kind: 'backup', runId, at, startedAt: at - (duration ?? 0), tier, type, ...place };
}

function readChecks(attributes: EventAttributes): readonly RestoreCheck[] {
  const said = attributes[ATTR_BACKUP_RESTORE_CHECKS];
  return Array.isArray(said) ? RESTORE_CHECKS.filter((check) => said.includes(check)) : [];
}
