/** Why a body was not read. */
export type BodyProblem = 'too_large' | 'interrupted';

/** Reads the body of one request: at most so many bytes, and until the signal aborts. */
export type ReadBody = (maxBytes: number, signal?: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | BodyProblem>;

/** Reads at most so many bytes, whatever `content-length` says, until the signal aborts; without a body the result is empty. */
export async function readBody(request: Request, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | BodyProblem> {
  if (!(Number(request.headers.get('content-length') ?? 0) <= maxBytes)) return 'too_large';
  if (request.bodyUsed) return 'interrupted';
  return request.body ? readChunks(request.body, maxBytes, signal) : new Uint8Array();
}

/** A readable stream of Node.js, such as the request of `node:http`. */
export interface NodeBody {
  /** As that of Node.js: `data`, `end`, `error`, `close`. */
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** Reads a stream to its end, unless it is larger than the limit, breaks off or the signal aborts. */
async function readChunks(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | BodyProblem> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  // Not awaited, here as below: a source that does not react must not hold up the answer.
  const giveUp = () => void reader.cancel().catch(() => {});
  signal?.addEventListener('abort', giveUp);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (!(size <= maxBytes)) {
        giveUp();
        return 'too_large';
      }
      parts.push(value);
    }
  } catch {
    return 'interrupted';
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
  return signal?.aborted === true ? 'interrupted' : join(parts, size);
}

/** The same of a stream of Node.js. It flows on unread past the limit: destroying it would take the connection, and the answer, with it. */
export function readNodeBody(stream: NodeBody, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | BodyProblem> {
  return new Promise((resolve) => {
    let isOpen = true;
    const giveUp = () => done('interrupted');
    const done = (result: Uint8Array<ArrayBuffer> | BodyProblem) => {
      isOpen = false;
      signal?.removeEventListener('abort', giveUp);
      resolve(result);
    };
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp);
    const parts: Uint8Array[] = [];
    let size = 0;
    stream.on('data', (chunk) => {
      if (!isOpen) return;
      const part = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array);
      size += part.length;
      if (size <= maxBytes) parts.push(part);
      else done('too_large');
    });
    stream.on('end', () => isOpen && done(join(parts, size)));
    for (const event of ['error', 'aborted', 'close']) stream.on(event, () => isOpen && done('interrupted'));
  });
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The JSON value of a body, or `undefined` when it is not JSON in UTF-8. */
export function parseJson(body: Uint8Array): unknown {
  try {
    // A byte order mark is no JSON either.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
