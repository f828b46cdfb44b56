import { fromBinary } from '@bufbuild/protobuf';
import type { AnyValue, KeyValue } from './generated/common.js';
import { ExportLogsServiceRequestSchema } from './generated/logs-service.js';
import type { LogRecord } from './generated/logs.js';
import { millisecondsOf, type OtlpLogRecord, type OtlpResourceLogs } from './log-record.js';

/** The log records of an export request in protobuf. @throws what is no such request, or is nested more than 100 deep */
export function decodeProtobuf(body: Uint8Array): readonly OtlpResourceLogs[] {
  // Fields of newer versions are of no use here.
  const { resourceLogs } = fromBinary(ExportLogsServiceRequestSchema, body, { readUnknownFields: false });
  return resourceLogs.map(({ resource, scopeLogs }) => ({
    resource: attributesOf(resource?.attributes),
    records: scopeLogs.flatMap(({ logRecords }) => logRecords.map(recordOf)),
  }));
}

function recordOf({ timeUnixNano, observedTimeUnixNano, eventName, attributes, traceId }: LogRecord): OtlpLogRecord {
  return {
    timestamp: millisecondsOf(timeUnixNano),
    observedTimestamp: millisecondsOf(observedTimeUnixNano),
    eventName,
    attributes: attributesOf(attributes),
    traceId: Array.from(traceId, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

// From entries, so that a key such as `__proto__` is a key.
function attributesOf(attributes: readonly KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(given: AnyValue | undefined): unknown {
  const { case: kind, value } = given?.value ?? { case: undefined, value: undefined };
  switch (kind) {
    case 'intValue':
      return integerOf(value);
    case 'arrayValue':
      return value.values.map(valueOf);
    case 'kvlistValue':
      return attributesOf(value.values);
    default:
      return value;
  }
}

function integerOf(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
