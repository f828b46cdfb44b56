// Generated from opentelemetry-proto==1.45.2 by scripts/generate/otlp-messages.ts. Do not edit by hand.
import type { GenEnum, GenFile, GenMessage } from '@bufbuild/protobuf/codegenv2';
import { enumDesc, fileDesc, messageDesc } from '@bufbuild/protobuf/codegenv2';
import type { AnyValue, InstrumentationScope, KeyValue } from './common.js';
import { file_opentelemetry_proto_common_v1_common } from './common.js';
import type { Resource } from './resource.js';
import { file_opentelemetry_proto_resource_v1_resource } from './resource.js';
import type { Message } from '@bufbuild/protobuf';

export const file_opentelemetry_proto_logs_v1_logs: GenFile =
  /*@__PURE__*/
  fileDesc(
    'CiZvcGVudGVsZW1ldHJ5L3Byb3RvL2xvZ3MvdjEvbG9ncy5wcm90bxIbb3BlbnRlbGVtZXRyeS5wcm90by5sb2dzLnYxIkwKCExvZ3NEYXRhEkAKDXJlc291cmNlX2xvZ3MYASADKAsyKS5vcGVudGVsZW1ldHJ5LnByb3RvLmxvZ3MudjEuUmVzb3VyY2VMb2dzIqMBCgxSZXNvdXJjZUxvZ3MSOwoIcmVzb3VyY2UYASABKAsyKS5vcGVudGVsZW1ldHJ5LnByb3RvLnJlc291cmNlLnYxLlJlc291cmNlEjoKCnNjb3BlX2xvZ3MYAiADKAsyJi5vcGVudGVsZW1ldHJ5LnByb3RvLmxvZ3MudjEuU2NvcGVMb2dzEhIKCnNjaGVtYV91cmwYAyABKAlKBgjoBxDpByKgAQoJU2NvcGVMb2dzEkIKBXNjb3BlGAEgASgLMjMub3BlbnRlbGVtZXRyeS5wcm90by5jb21tb24udjEuSW5zdHJ1bWVudGF0aW9uU2NvcGUSOwoLbG9nX3JlY29yZHMYAiADKAsyJi5vcGVudGVsZW1ldHJ5LnByb3RvLmxvZ3MudjEuTG9nUmVjb3JkEhIKCnNjaGVtYV91cmwYAyABKAkigwMKCUxvZ1JlY29yZBIWCg50aW1lX3VuaXhfbmFubxgBIAEoBhIfChdvYnNlcnZlZF90aW1lX3VuaXhfbmFubxgLIAEoBhJECg9zZXZlcml0eV9udW1iZXIYAiABKA4yKy5vcGVudGVsZW1ldHJ5LnByb3RvLmxvZ3MudjEuU2V2ZXJpdHlOdW1iZXISFQoNc2V2ZXJpdHlfdGV4dBgDIAEoCRI1CgRib2R5GAUgASgLMicub3BlbnRlbGVtZXRyeS5wcm90by5jb21tb24udjEuQW55VmFsdWUSOwoKYXR0cmlidXRlcxgGIAMoCzInLm9wZW50ZWxlbWV0cnkucHJvdG8uY29tbW9uLnYxLktleVZhbHVlEiAKGGRyb3BwZWRfYXR0cmlidXRlc19jb3VudBgHIAEoDRINCgVmbGFncxgIIAEoBxIQCgh0cmFjZV9pZBgJIAEoDBIPCgdzcGFuX2lkGAogASgMEhIKCmV2ZW50X25hbWUYDCABKAlKBAgEEAUqwwUKDlNldmVyaXR5TnVtYmVyEh8KG1NFVkVSSVRZX05VTUJFUl9VTlNQRUNJRklFRBAAEhkKFVNFVkVSSVRZX05VTUJFUl9UUkFDRRABEhoKFlNFVkVSSVRZX05VTUJFUl9UUkFDRTIQAhIaChZTRVZFUklUWV9OVU1CRVJfVFJBQ0UzEAMSGgoWU0VWRVJJVFlfTlVNQkVSX1RSQUNFNBAEEhkKFVNFVkVSSVRZX05VTUJFUl9ERUJVRxAFEhoKFlNFVkVSSVRZX05VTUJFUl9ERUJVRzIQBhIaChZTRVZFUklUWV9OVU1CRVJfREVCVUczEAcSGgoWU0VWRVJJVFlfTlVNQkVSX0RFQlVHNBAIEhgKFFNFVkVSSVRZX05VTUJFUl9JTkZPEAkSGQoVU0VWRVJJVFlfTlVNQkVSX0lORk8yEAoSGQoVU0VWRVJJVFlfTlVNQkVSX0lORk8zEAsSGQoVU0VWRVJJVFlfTlVNQkVSX0lORk80EAwSGAoUU0VWRVJJVFlfTlVNQkVSX1dBUk4QDRIZChVTRVZFUklUWV9OVU1CRVJfV0FSTjIQDhIZChVTRVZFUklUWV9OVU1CRVJfV0FSTjMQDxIZChVTRVZFUklUWV9OVU1CRVJfV0FSTjQQEBIZChVTRVZFUklUWV9OVU1CRVJfRVJST1IQERIaChZTRVZFUklUWV9OVU1CRVJfRVJST1IyEBISGgoWU0VWRVJJVFlfTlVNQkVSX0VSUk9SMxATEhoKFlNFVkVSSVRZX05VTUJFUl9FUlJPUjQQFBIZChVTRVZFUklUWV9OVU1CRVJfRkFUQUwQFRIaChZTRVZFUklUWV9OVU1CRVJfRkFUQUwyEBYSGgoWU0VWRVJJVFlfTlVNQkVSX0ZBVEFMMxAXEhoKFlNFVkVSSVRZX05VTUJFUl9GQVRBTDQQGCpZCg5Mb2dSZWNvcmRGbGFncxIfChtMT0dfUkVDT1JEX0ZMQUdTX0RPX05PVF9VU0UQABImCiFMT0dfUkVDT1JEX0ZMQUdTX1RSQUNFX0ZMQUdTX01BU0sQ/wFCcwoeaW8ub3BlbnRlbGVtZXRyeS5wcm90by5sb2dzLnYxQglMb2dzUHJvdG9QAVomZ28ub3BlbnRlbGVtZXRyeS5pby9wcm90by9vdGxwL2xvZ3MvdjGqAhtPcGVuVGVsZW1ldHJ5LlByb3RvLkxvZ3MuVjFiBnByb3RvMw',
    [file_opentelemetry_proto_common_v1_common, file_opentelemetry_proto_resource_v1_resource],
  );

export type LogsData = Message<'opentelemetry.proto.logs.v1.LogsData'> & {
  resourceLogs: ResourceLogs[];
};

export const LogsDataSchema: GenMessage<LogsData> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_logs_v1_logs, 0);

export type ResourceLogs = Message<'opentelemetry.proto.logs.v1.ResourceLogs'> & {
  resource?: Resource | undefined;

  scopeLogs: ScopeLogs[];

  schemaUrl: string;
};

export const ResourceLogsSchema: GenMessage<ResourceLogs> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_logs_v1_logs, 1);

export type ScopeLogs = Message<'opentelemetry.proto.logs.v1.ScopeLogs'> & {
  scope?: InstrumentationScope | undefined;

  logRecords: LogRecord[];

  schemaUrl: string;
};

export const ScopeLogsSchema: GenMessage<ScopeLogs> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_logs_v1_logs, 2);

export type LogRecord = Message<'opentelemetry.proto.logs.v1.LogRecord'> & {
  timeUnixNano: bigint;

  observedTimeUnixNano: bigint;

  severityNumber: SeverityNumber;

  severityText: string;

  body?: AnyValue | undefined;

  attributes: KeyValue[];

  droppedAttributesCount: number;

  flags: number;

  traceId: Uint8Array;

  spanId: Uint8Array;

  eventName: string;
};

export const LogRecordSchema: GenMessage<LogRecord> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_logs_v1_logs, 3);

export enum SeverityNumber {
  UNSPECIFIED = 0,

  TRACE = 1,

  TRACE2 = 2,

  TRACE3 = 3,

  TRACE4 = 4,

  DEBUG = 5,

  DEBUG2 = 6,

  DEBUG3 = 7,

  DEBUG4 = 8,

  INFO = 9,

  INFO2 = 10,

  INFO3 = 11,

  INFO4 = 12,

  WARN = 13,

  WARN2 = 14,

  WARN3 = 15,

  WARN4 = 16,

  ERROR = 17,

  ERROR2 = 18,

  ERROR3 = 19,

  ERROR4 = 20,

  FATAL = 21,

  FATAL2 = 22,

  FATAL3 = 23,

  FATAL4 = 24,
}

export const SeverityNumberSchema: GenEnum<SeverityNumber> = /*@__PURE__*/ enumDesc(file_opentelemetry_proto_logs_v1_logs, 0);

export enum LogRecordFlags {
  DO_NOT_USE = 0,

  TRACE_FLAGS_MASK = 255,
}

export const LogRecordFlagsSchema: GenEnum<LogRecordFlags> = /*@__PURE__*/ enumDesc(file_opentelemetry_proto_logs_v1_logs, 1);
