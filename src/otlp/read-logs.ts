import type { BackupEvent } from '../events/event.js';
import type { EventEnvelope, EventResource } from '../events/envelope.js';
import type { Sanitizer } from '../sanitize/sanitizer.js';
import { ATTR_BACKUP_EVENT_ID, ATTR_BACKUP_EVENT_SEQUENCE, ATTR_BACKUP_JOB_NAME, SCOPE_NAME } from '../semconv.js';
import * as events from '../semconv/generated/events.js';
import { decodeJson } from './decode-json.js';
import { decodeProtobuf } from './decode-protobuf.js';
import type { OtlpLogRecord } from './log-record.js';

const EVENT_NAMES: ReadonlySet<string> = new Set(Object.values(events));

/** How a request or an answer of OTLP/HTTP is encoded. */
export type OtlpEncoding = 'json' | 'protobuf';

/** What was in an export request. */
export interface ReadLogs {
  readonly envelopes: readonly EventEnvelope[];
  /** Records that are no events of backups. They are in order, and of no use. */
  readonly others: number;
  /** Events of backups that could not be read, and why the first of them. */
  readonly rejected: { readonly count: number; readonly reason: string };
}

export interface ReadLogsOptions {
  readonly encoding: OtlpEncoding;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  /** Nothing is handed on as it came: this keeps the attributes of the vocabulary, free of what looks secret. */
  readonly sanitizer: Sanitizer;
}

/**
 * The events of backups in the body of an OTLP export request for logs. One that cannot be read costs itself only.
 *
 * @throws Error with a sentence where the whole body is no such request
 */
export function readLogs(body: Uint8Array, { encoding, receivedAt, sanitizer }: ReadLogsOptions): ReadLogs {
  const envelopes: EventEnvelope[] = [];
  const reasons: string[] = [];
  let others = 0;
  for (const group of decode(body, encoding)) {
    let resource: EventResource | undefined;
    for (const record of group.records) {
      if (record && !isBackupEvent(record)) {
        others += 1;
        continue;
      }
      const event = record ? eventOf(record, sanitizer) : 'a log record that is none of OTLP';
      if (typeof event === 'string') reasons.push(event);
      // Without its resource it would be another job's: that of whoever has the same name elsewhere.
      else if (!group.resource) reasons.push(`${event.name} of a resource that cannot be read`);
      else
        envelopes.push({
          resource: (resource ??= sanitizer.attributes(group.resource, SCOPE_NAME)),
          event,
          receivedAt,
          ...traceOf(record),
        });
    }
  }
  return { envelopes, others, rejected: { count: reasons.length, reason: reasons[0] ?? '' } };
}

function decode(body: Uint8Array, encoding: OtlpEncoding) {
  try {
    return encoding === 'json' ? decodeJson(body) : decodeProtobuf(body);
  } catch {
    // What a parser says of a body repeats pieces of it.
    throw new Error(`Expected an ExportLogsServiceRequest in ${encoding === 'json' ? 'JSON' : 'protobuf'}`);
  }
}

function isBackupEvent({ eventName }: OtlpLogRecord): boolean {
  return EVENT_NAMES.has(eventName);
}

function traceOf(record: OtlpLogRecord | undefined): Pick<EventEnvelope, 'traceId'> {
  const traceId = record?.traceId.toLowerCase() ?? '';
  return /^(?!0*$)[0-9a-f]{32}$/.test(traceId) ? { traceId } : {};
}

/** The event, or what is wrong with it. */
function eventOf(
  { timestamp: stated, observedTimestamp, eventName, attributes: given }: OtlpLogRecord,
  sanitizer: Sanitizer,
): BackupEvent | string {
  const attributes = sanitizer.attributes(given, SCOPE_NAME);
  const timestamp = stated === 0 ? observedTimestamp : stated;
  if (!(timestamp > 0)) return `${eventName} without a time`;
  if (typeof attributes[ATTR_BACKUP_JOB_NAME] !== 'string') return `${eventName} without the name of a job`;
  const [id, sequence] = [attributes[ATTR_BACKUP_EVENT_ID], attributes[ATTR_BACKUP_EVENT_SEQUENCE]];
  return {
    name: eventName,
    id: typeof id === 'string' ? id : '',
    sequence: typeof sequence === 'number' ? sequence : 0,
    timestamp,
    attributes,
  } as unknown as BackupEvent;
}
