import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { EventEnvelope } from '../../../events/envelope.js';

/** A recorded history, and what of it could not be read. */
export interface ReadHistory {
  /** In the order in which they came. */
  readonly envelopes: readonly EventEnvelope[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const EXPECTED =
  'a line of JSON such as {"resource":{"service.name":"backups"},"event":{"name":...,"timestamp":...,"attributes":{...}},"receivedAt":...}';

/** Reads events as JSON lines. A line that is none is said and left out; an empty one is nothing. */
export async function readHistory(input: Readable): Promise<ReadHistory> {
  const envelopes: EventEnvelope[] = [];
  const problems: { line: number; message: string }[] = [];
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const read = readEnvelope(text);
    if (typeof read === 'string') problems.push({ line, message: read });
    else envelopes.push(read);
  }
  // The order of those that came at once is that of their lines.
  return { envelopes: envelopes.sort((one, other) => one.receivedAt - other.receivedAt), problems };
}

/** An envelope, or what is wrong with it. */
function readEnvelope(text: string): EventEnvelope | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `Expected ${EXPECTED}, got none.`;
  }
  if (!isObject(value) || !isObject(value['event'])) return `Expected ${EXPECTED}, got no \`event\`.`;
  const { resource = {}, event, receivedAt = event['timestamp'] } = value as { event: Fields } & Fields;
  const { name, timestamp, attributes } = event;
  if (!isObject(resource)) return 'Expected `resource` to be an object with the attributes of the process.';
  if (typeof name !== 'string') return 'Expected `event.name` to be the name of an event.';
  if (!isObject(attributes)) return 'Expected `event.attributes` to be an object.';
  if (!isTime(timestamp)) return 'Expected `event.timestamp` to be milliseconds since the Unix epoch.';
  if (!isTime(receivedAt)) return 'Expected `receivedAt` to be milliseconds since the Unix epoch.';
  return { resource, event: { id: '', sequence: 0, ...event }, receivedAt } as unknown as EventEnvelope;
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Seconds, which are 1970 as milliseconds, and what no date holds.
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= Date.UTC(2000, 0) && value < Date.UTC(2200, 0);
}
