import { z } from 'zod';
import { millisecondsOf, type OtlpLogRecord, type OtlpResourceLogs } from './log-record.js';

/** Deeper values are of nobody: no attribute of an event is nested at all. */
const MOST_DEPTH = 16;

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const list = optional(z.array(z.unknown()));
// 64-bit integers are decimal strings in OTLP's JSON; some senders write numbers, also beyond those that are exact.
const integer = z.union([z.string().regex(/^-?\d{1,20}$/), z.number().refine(Number.isInteger)]);

const requestSchema = z.object({
  resourceLogs: optional(
    z.array(
      z.object({
        resource: optional(z.object({ attributes: list })),
        scopeLogs: optional(z.array(z.object({ logRecords: list }))),
      }),
    ),
  ),
});
const recordSchema = z.object({
  timeUnixNano: optional(integer),
  observedTimeUnixNano: optional(integer),
  eventName: optional(z.string()),
  traceId: optional(z.string()),
  attributes: list,
});
const keyValueSchema = z.object({ key: z.string(), value: z.unknown() });
const anyValueSchema = z.object({
  stringValue: optional(z.string()),
  boolValue: optional(z.boolean()),
  intValue: optional(integer),
  doubleValue: optional(z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])),
  arrayValue: optional(z.object({ values: list })),
  kvlistValue: optional(z.object({ values: list })),
  bytesValue: optional(z.base64()),
});
const VALUES = Object.keys(anyValueSchema.shape);

/**
 * The log records of an export request in JSON. A record that is none is given as `undefined`: it costs itself only.
 *
 * @throws what is no JSON, or no such request
 */
export function decodeJson(body: Uint8Array): readonly OtlpResourceLogs[] {
  const { resourceLogs } = requestSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  return (resourceLogs ?? []).map(({ resource, scopeLogs }) => ({
    resource: attributesOf(resource?.attributes, 0),
    records: (scopeLogs ?? []).flatMap(({ logRecords }) => (logRecords ?? []).map(recordOf)),
  }));
}

function recordOf(given: unknown): OtlpLogRecord | undefined {
  const { data } = recordSchema.safeParse(given);
  const attributes = data && attributesOf(data.attributes, 0);
  if (!attributes) return undefined;
  return {
    timestamp: timeOf(data.timeUnixNano),
    observedTimestamp: timeOf(data.observedTimeUnixNano),
    eventName: data.eventName ?? '',
    attributes,
    traceId: data.traceId ?? '',
  };
}

function timeOf(nanoseconds: string | number | null | undefined): number {
  return millisecondsOf(BigInt(nanoseconds ?? 0));
}

/** Nothing where one of them is no attribute: what is left of a record whose name of a job cannot be read is another job's. */
function attributesOf(list: readonly unknown[] | null | undefined, depth: number): Record<string, unknown> | undefined {
  const entries: [string, unknown][] = [];
  for (const item of list ?? []) {
    const { data } = keyValueSchema.safeParse(item);
    const value = data && valueOf(data.value, depth);
    if (!value) return undefined;
    entries.push([data.key, value.value]);
  }
  return Object.fromEntries(entries);
}

function valueOf(given: unknown, depth: number): { readonly value: unknown } | undefined {
  if (given === undefined || given === null) return { value: undefined };
  const { data } = anyValueSchema.safeParse(given);
  if (!data || depth > MOST_DEPTH) return undefined;
  // Of a kind that is not known here. It may be what tells two jobs apart.
  if (!VALUES.some((name) => name in data) && Object.keys(given).length > 0) return undefined;
  if (data.bytesValue) return { value: Uint8Array.from(atob(data.bytesValue), (character) => character.charCodeAt(0)) };
  if (data.arrayValue) return arrayOf(data.arrayValue.values ?? [], depth + 1);
  if (data.kvlistValue) {
    const value = attributesOf(data.kvlistValue.values, depth + 1);
    return value && { value };
  }
  if (data.intValue !== undefined && data.intValue !== null) {
    const value = Number(data.intValue);
    return { value: Number.isSafeInteger(value) ? value : String(data.intValue) };
  }
  return {
    value:
      data.stringValue ??
      data.boolValue ??
      (typeof data.doubleValue === 'string' ? Number(data.doubleValue) : data.doubleValue) ??
      undefined,
  };
}

function arrayOf(values: readonly unknown[], depth: number): { readonly value: unknown[] } | undefined {
  const read: unknown[] = [];
  for (const item of values) {
    const one = valueOf(item, depth);
    if (!one) return undefined;
    read.push(one.value);
  }
  return { value: read };
}
