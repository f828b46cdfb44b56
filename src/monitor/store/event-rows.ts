import type { BackupEvent } from '../../events/event.js';
import type { EventEnvelope, EventResource } from '../../events/envelope.js';
import { identityKey, identityOf } from '../../identity.js';
import { readAttributes } from '../../state/read-attributes.js';
import type { SqlValue } from './database.js';
import { columnText } from './run-rows.js';

/** An event that is stored. */
export interface StoredEvent {
  /** Counts the events of all jobs, in the order in which they were stored; there may be gaps. */
  readonly sequence: number;
  /** Key of the job's identity. */
  readonly job: string;
  readonly envelope: EventEnvelope;
}

/** A row of the table of events. */
export interface EventRow {
  readonly sequence: number;
  readonly job: string;
  readonly id: string;
  readonly name: string;
  readonly run_sequence: number;
  readonly at: number;
  readonly received_at: number;
  readonly trace_id: string | null;
  readonly resource: string;
  readonly attributes: string;
}

/** An event as it was appended. */
export function storedEvent(row: EventRow): StoredEvent {
  const attributes = JSON.parse(row.attributes) as Record<string, unknown>;
  const event = { name: row.name, id: row.id, sequence: row.run_sequence, timestamp: row.at, attributes } as unknown as BackupEvent;
  const envelope: EventEnvelope = {
    resource: JSON.parse(row.resource) as EventResource,
    event,
    receivedAt: row.received_at,
    ...(row.trace_id !== null && { traceId: row.trace_id }),
  };
  return { sequence: row.sequence, job: row.job, envelope };
}

/** Columns of an event, in the order in which rows are written. */
export const EVENT_COLUMNS: readonly (keyof EventRow)[] = [
  'sequence',
  'job',
  'id',
  'name',
  'run_sequence',
  'at',
  'received_at',
  'trace_id',
  'resource',
  'attributes',
];

/** Key of the job that an event is of. */
export function jobOf({ resource, event }: EventEnvelope): string {
  return identityKey(identityOf(resource, readAttributes(event)));
}

/** The row of an event, without its sequence. */
export function eventRow(job: string, { resource, event, receivedAt, traceId }: EventEnvelope): readonly SqlValue[] {
  const sequence = Number.isSafeInteger(event.sequence) ? event.sequence : 0;
  const id = columnText(event.id) ?? '';
  return [job, id, event.name, sequence, event.timestamp, Math.round(receivedAt), traceId ?? null, json(resource), json(event.attributes)];
}

// PostgreSQL takes neither a zero character nor half of one, not even written out.
function json(value: unknown): string {
  return JSON.stringify(value).replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd');
}
