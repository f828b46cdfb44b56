// Generated from opentelemetry-proto==1.45.2 by scripts/generate/otlp-messages.ts. Do not edit by hand.
import type { GenFile, GenMessage, GenService } from '@bufbuild/protobuf/codegenv2';
import { fileDesc, messageDesc, serviceDesc } from '@bufbuild/protobuf/codegenv2';
import type { ResourceLogs } from './logs.js';
import { file_opentelemetry_proto_logs_v1_logs } from './logs.js';
import type { Message } from '@bufbuild/protobuf';

export const file_opentelemetry_proto_collector_logs_v1_logs_service: GenFile =
  /*@__PURE__*/
  fileDesc(
    'CjhvcGVudGVsZW1ldHJ5L3Byb3RvL2NvbGxlY3Rvci9sb2dzL3YxL2xvZ3Nfc2VydmljZS5wcm90bxIlb3BlbnRlbGVtZXRyeS5wcm90by5jb2xsZWN0b3IubG9ncy52MSJcChhFeHBvcnRMb2dzU2VydmljZVJlcXVlc3QSQAoNcmVzb3VyY2VfbG9ncxgBIAMoCzIpLm9wZW50ZWxlbWV0cnkucHJvdG8ubG9ncy52MS5SZXNvdXJjZUxvZ3MidQoZRXhwb3J0TG9nc1NlcnZpY2VSZXNwb25zZRJYCg9wYXJ0aWFsX3N1Y2Nlc3MYASABKAsyPy5vcGVudGVsZW1ldHJ5LnByb3RvLmNvbGxlY3Rvci5sb2dzLnYxLkV4cG9ydExvZ3NQYXJ0aWFsU3VjY2VzcyJPChhFeHBvcnRMb2dzUGFydGlhbFN1Y2Nlc3MSHAoUcmVqZWN0ZWRfbG9nX3JlY29yZHMYASABKAMSFQoNZXJyb3JfbWVzc2FnZRgCIAEoCTKdAQoLTG9nc1NlcnZpY2USjQEKBkV4cG9ydBI/Lm9wZW50ZWxlbWV0cnkucHJvdG8uY29sbGVjdG9yLmxvZ3MudjEuRXhwb3J0TG9nc1NlcnZpY2VSZXF1ZXN0GkAub3BlbnRlbGVtZXRyeS5wcm90by5jb2xsZWN0b3IubG9ncy52MS5FeHBvcnRMb2dzU2VydmljZVJlc3BvbnNlIgBCmAEKKGlvLm9wZW50ZWxlbWV0cnkucHJvdG8uY29sbGVjdG9yLmxvZ3MudjFCEExvZ3NTZXJ2aWNlUHJvdG9QAVowZ28ub3BlbnRlbGVtZXRyeS5pby9wcm90by9vdGxwL2NvbGxlY3Rvci9sb2dzL3YxqgIlT3BlblRlbGVtZXRyeS5Qcm90by5Db2xsZWN0b3IuTG9ncy5WMWIGcHJvdG8z',
    [file_opentelemetry_proto_logs_v1_logs],
  );

export type ExportLogsServiceRequest = Message<'opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest'> & {
  resourceLogs: ResourceLogs[];
};

export const ExportLogsServiceRequestSchema: GenMessage<ExportLogsServiceRequest> =
  /*@__PURE__*/
  messageDesc(file_opentelemetry_proto_collector_logs_v1_logs_service, 0);

export type ExportLogsServiceResponse = Message<'opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse'> & {
  partialSuccess?: ExportLogsPartialSuccess | undefined;
};

export const ExportLogsServiceResponseSchema: GenMessage<ExportLogsServiceResponse> =
  /*@__PURE__*/
  messageDesc(file_opentelemetry_proto_collector_logs_v1_logs_service, 1);

export type ExportLogsPartialSuccess = Message<'opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess'> & {
  rejectedLogRecords: bigint;

  errorMessage: string;
};

export const ExportLogsPartialSuccessSchema: GenMessage<ExportLogsPartialSuccess> =
  /*@__PURE__*/
  messageDesc(file_opentelemetry_proto_collector_logs_v1_logs_service, 2);

export const LogsService: GenService<{
  export: {
    methodKind: 'unary';
    input: typeof ExportLogsServiceRequestSchema;
    output: typeof ExportLogsServiceResponseSchema;
  };
}> = /*@__PURE__*/ serviceDesc(file_opentelemetry_proto_collector_logs_v1_logs_service, 0);
