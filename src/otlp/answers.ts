import { create, toBinary } from '@bufbuild/protobuf';
import { ExportLogsServiceResponseSchema } from './generated/logs-service.js';
import type { OtlpEncoding } from './read-logs.js';

/** Part of a request that was not accepted, and must not be sent again. */
export interface PartialSuccess {
  readonly rejected: number;
  readonly message: string;
}

/** Media type of each encoding. */
export const OTLP_MEDIA_TYPES: Readonly<Record<OtlpEncoding, string>> = { json: 'application/json', protobuf: 'application/x-protobuf' };

/** The encoding that a media type names, whatever its parameters are. */
export function encodingOf(contentType: string | null): OtlpEncoding | undefined {
  const [type = ''] = (contentType ?? '').split(';');
  const found = Object.entries(OTLP_MEDIA_TYPES).find(([, known]) => known === type.trim().toLowerCase());
  return found?.[0] as OtlpEncoding | undefined;
}

/** Body of the answer to a request that was accepted, in part at least. The answers for logs, traces and metrics differ in a name only. */
export function successBody(encoding: OtlpEncoding, partial?: PartialSuccess): Uint8Array<ArrayBuffer> {
  if (encoding === 'json') {
    const partialSuccess = partial && { rejectedLogRecords: String(partial.rejected), errorMessage: partial.message };
    return new TextEncoder().encode(JSON.stringify({ ...(partialSuccess && { partialSuccess }) }));
  }
  const partialSuccess = partial && { rejectedLogRecords: BigInt(partial.rejected), errorMessage: partial.message };
  return new Uint8Array(
    toBinary(ExportLogsServiceResponseSchema, create(ExportLogsServiceResponseSchema, { ...(partialSuccess && { partialSuccess }) })),
  );
}
