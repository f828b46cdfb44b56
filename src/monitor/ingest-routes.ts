import { encodingOf, OTLP_MEDIA_TYPES, successBody, type PartialSuccess } from '../otlp/answers.js';
import { readLogs, type OtlpEncoding, type ReadLogs } from '../otlp/read-logs.js';
import type { EventEnvelope } from '../events/envelope.js';
import type { Sanitizer } from '../sanitize/sanitizer.js';
import { refuse } from '../http/refuse.js';
import type { Route } from '../server/route.js';
import type { Taken } from './monitor.js';
import { StoreError } from './store/database.js';

/** What came in by OTLP. */
export interface IngestCount {
  readonly events: number;
  /** Records that are no events of backups. */
  readonly others: number;
  readonly rejected: number;
}

export interface IngestOptions {
  /** Resolves once the events survive a crash. @throws StoreError */
  readonly take: (envelopes: readonly EventEnvelope[]) => Promise<Taken>;
  readonly sanitizer: Sanitizer;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly onRequest: (count: IngestCount) => void;
}

// What collectors send at most by default, before and after it is inflated.
const MOST_BYTES = 20 * 1_048_576;
const BODY = { maxBytes: MOST_BYTES, gzip: true };
const RETRY_AFTER_SECONDS = '1';
const EXPECTED = `Expected content-type ${Object.values(OTLP_MEDIA_TYPES).join(' or ')}`;

/**
 * OTLP over HTTP: logs are kept where they are events of backups; traces and metrics are taken and forgotten, so that an SDK or a collector
 * that sends everything here has no errors.
 */
export function ingestRoutes({ take, sanitizer, now, onRequest }: IngestOptions): readonly Route[] {
  async function takeLogs(request: Request): Promise<Response> {
    const encoding = encodingOf(request.headers.get('content-type'));
    if (!encoding) return refuse(415, EXPECTED);
    const body = new Uint8Array(await request.arrayBuffer());
    let logs;
    try {
      logs = readLogs(body, { encoding, receivedAt: now(), sanitizer });
    } catch (error) {
      return refuse(400, (error as Error).message);
    }
    let taken: Taken;
    try {
      taken = await take(logs.envelopes);
    } catch (error) {
      if (error instanceof StoreError) return refuse(503, 'Not stored: try again later', { 'retry-after': RETRY_AFTER_SECONDS });
      throw error;
    }
    const { rejected } = taken;
    const count = logs.rejected.count + rejected.count;
    onRequest({ events: logs.envelopes.length - rejected.count, others: logs.others, rejected: count });
    return accepted(encoding, count === 0 ? undefined : { rejected: count, message: messageOf(logs.rejected, rejected) });
  }

  function forget(request: Request): Response {
    const encoding = encodingOf(request.headers.get('content-type'));
    return encoding ? accepted(encoding) : refuse(415, EXPECTED);
  }

  return [
    { method: 'POST', path: '/v1/logs', role: 'ingest', body: BODY, handle: takeLogs },
    { method: 'POST', path: '/v1/traces', role: 'ingest', body: BODY, handle: forget },
    { method: 'POST', path: '/v1/metrics', role: 'ingest', body: BODY, handle: forget },
  ];
}

function accepted(encoding: OtlpEncoding, partial?: PartialSuccess): Response {
  return new Response(successBody(encoding, partial), { headers: { 'content-type': OTLP_MEDIA_TYPES[encoding] } });
}

function messageOf(unread: ReadLogs['rejected'], unstored: Taken['rejected']): string {
  const sentences = [
    unread.count > 0 && `${unread.count} events of backups could not be read, the first: ${unread.reason}`,
    unstored.count > 0 && `${unstored.count} could not be stored, the first: ${unstored.reason}`,
  ];
  return sentences.filter((sentence) => sentence !== false).join('; ');
}
