// Generated from opentelemetry-proto==1.45.2 by scripts/generate/otlp-messages.ts. Do not edit by hand.
import type { GenFile, GenMessage } from '@bufbuild/protobuf/codegenv2';
import { fileDesc, messageDesc } from '@bufbuild/protobuf/codegenv2';
import type { EntityRef, KeyValue } from './common.js';
import { file_opentelemetry_proto_common_v1_common } from './common.js';
import type { Message } from '@bufbuild/protobuf';

export const file_opentelemetry_proto_resource_v1_resource: GenFile =
  /*@__PURE__*/
  fileDesc(
    'Ci5vcGVudGVsZW1ldHJ5L3Byb3RvL3Jlc291cmNlL3YxL3Jlc291cmNlLnByb3RvEh9vcGVudGVsZW1ldHJ5LnByb3RvLnJlc291cmNlLnYxIqgBCghSZXNvdXJjZRI7CgphdHRyaWJ1dGVzGAEgAygLMicub3BlbnRlbGVtZXRyeS5wcm90by5jb21tb24udjEuS2V5VmFsdWUSIAoYZHJvcHBlZF9hdHRyaWJ1dGVzX2NvdW50GAIgASgNEj0KC2VudGl0eV9yZWZzGAMgAygLMigub3BlbnRlbGVtZXRyeS5wcm90by5jb21tb24udjEuRW50aXR5UmVmQoMBCiJpby5vcGVudGVsZW1ldHJ5LnByb3RvLnJlc291cmNlLnYxQg1SZXNvdXJjZVByb3RvUAFaKmdvLm9wZW50ZWxlbWV0cnkuaW8vcHJvdG8vb3RscC9yZXNvdXJjZS92MaoCH09wZW5UZWxlbWV0cnkuUHJvdG8uUmVzb3VyY2UuVjFiBnByb3RvMw',
    [file_opentelemetry_proto_common_v1_common],
  );

export type Resource = Message<'opentelemetry.proto.resource.v1.Resource'> & {
  attributes: KeyValue[];

  droppedAttributesCount: number;

  entityRefs: EntityRef[];
};

export const ResourceSchema: GenMessage<Resource> = /*@__PURE__*/ messageDesc(file_opentelemetry_proto_resource_v1_resource, 0);
