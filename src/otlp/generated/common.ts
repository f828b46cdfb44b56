// Generated from opentelemetry-proto==1.45.2 by scripts/generate/otlp-messages.ts. Do not edit by hand.
import type { GenFile, GenMessage } from '@bufbuild/protobuf/codegenv2';
import { fileDesc, messageDesc } from '@bufbuild/protobuf/codegenv2';
import type { Message } from '@bufbuild/protobuf';

export const file_opentelemetry_proto_common_v1_common: GenFile =
  /*@__PURE__*/
  fileDesc(
    'CipvcGVudGVsZW1ldHJ5L3Byb3RvL2NvbW1vbi92MS9jb21tb24ucHJvdG8SHW9wZW50ZWxlbWV0cnkucHJvdG8uY29tbW9uLnYxIq0CCghBbnlWYWx1ZRIWCgxzdHJpbmdfdmFsdWUYASABKAlIABIUCgpib29sX3ZhbHVlGAIgASgISAASEwoJaW50X3ZhbHVlGAMgASgDSAASFgoMZG91YmxlX3ZhbHVlGAQgASgBSAASQAoLYXJyYXlfdmFsdWUYBSABKAsyKS5vcGVudGVsZW1ldHJ5LnByb3RvLmNvbW1vbi52MS5BcnJheVZhbHVlSAASQwoMa3ZsaXN0X3ZhbHVlGAYgASgLMisub3BlbnRlbGVtZXRyeS5wcm90by5jb21tb24udjEuS2V5VmFsdWVMaXN0SAASFQoLYnl0ZXNfdmFsdWUYByABKAxIABIfChVzdHJpbmdfdmFsdWVfc3RyaW5kZXgYCCABKAVIAEIHCgV2YWx1ZSJFCgpBcnJheVZhbHVlEjcKBnZhbHVlcxgBIAMoCzInLm9wZW50ZWxlbWV0cnkucHJvdG8uY29tbW9uLnYxLkFueVZhbHVlIkcKDEtleVZhbHVlTGlzdBI3CgZ2YWx1ZXMYASADKAsyJy5vcGVudGVsZW1ldHJ5LnByb3RvLmNvbW1vbi52MS5LZXlWYWx1ZSJlCghLZXlWYWx1ZRILCgNrZXkYASABKAkSNgoFdmFsdWUYAiABKAsyJy5vcGVudGVsZW1ldHJ5LnByb3RvLmNvbW1vbi52MS5BbnlWYWx1ZRIUCgxrZXlfc3RyaW5kZXgYAyABKAUilAEKFEluc3RydW1lbnRhdGlvblNjb3BlEgwKBG5hbWUYASABKAkSDwoHdmVyc2lvbhgCIAEoCRI7CgphdHRyaWJ1dGVzGAMgAygLMicub3BlbnRlbGVtZXRyeS5wcm90by5jb21tb24udjEuS2V5VmFsdWUSIAoYZHJvcHBlZF9hdHRyaWJ1dGVzX2NvdW50GAQgASgNIlgKCUVudGl0eVJlZhISCgpzY2hlbWFfdXJsGAEgASgJEgwKBHR5cGUYAiABKAkSDwoHaWRfa2V5cxgDIAMoCRIYChBkZXNjcmlwdGlvbl9rZXlzGAQgAygJQnsKIGlvLm9wZW50ZWxlbWV0cnkucHJvdG8uY29tbW9uLnYxQgtDb21tb25Qcm90b1ABWihnby5vcGVudGVsZW1ldHJ5LmlvL3Byb3RvL290bHAvY29tbW9uL3YxqgIdT3BlblRlbGVtZXRyeS5Qcm90by5Db21tb24uVjFiBnByb3RvMw',
  );

export type AnyValue = Message<'opentelemetry.proto.common.v1.AnyValue'> & {
  value:
    | {
        value: string;
        case: 'stringValue';
      }
    | {
        value: boolean;
        case: 'boolValue';
      }
    | {
        value: bigint;
        case: 'intValue';
      }
    | {
        value: number;
        case: 'doubleValue';
      }
    | {
        value: ArrayValue;
        case: 'arrayValue';
      }
    | {
        value: KeyValueList;
        case: 'kvlistValue';
      }
    | {
        value: Uint8Array;
        case: 'bytesValue';
      }
    | {
        value: number;
        case: 'stringValueStrindex';
      }
    | { case: undefined; value?: undefined };
};

export const AnyValueSchema: GenMessage<AnyValue> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_common_v1_common, 0);

export type ArrayValue = Message<'opentelemetry.proto.common.v1.ArrayValue'> & {
  values: AnyValue[];
};

export const ArrayValueSchema: GenMessage<ArrayValue> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_common_v1_common, 1);

export type KeyValueList = Message<'opentelemetry.proto.common.v1.KeyValueList'> & {
  values: KeyValue[];
};

export const KeyValueListSchema: GenMessage<KeyValueList> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_common_v1_common, 2);

export type KeyValue = Message<'opentelemetry.proto.common.v1.KeyValue'> & {
  key: string;

  value?: AnyValue | undefined;

  keyStrindex: number;
};

export const KeyValueSchema: GenMessage<KeyValue> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_common_v1_common, 3);

export type InstrumentationScope = Message<'opentelemetry.proto.common.v1.InstrumentationScope'> & {
  name: string;

  version: string;

  attributes: KeyValue[];

  droppedAttributesCount: number;
};

export const InstrumentationScopeSchema: GenMessage<InstrumentationScope> =
  /*@__PURE__*/
  messageDesc(file_opentelemetry_proto_common_v1_common, 4);

export type EntityRef = Message<'opentelemetry.proto.common.v1.EntityRef'> & {
  schemaUrl: string;

  type: string;

  idKeys: string[];

  descriptionKeys: string[];
};

export const EntityRefSchema: GenMessage<EntityRef> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_common_v1_common, 5);
