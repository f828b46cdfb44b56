/** Why a body was not read. */
export type BodyProblem = 'too_large' | 'interrupted';

/** Reads at most so many bytes, whatever `content-length` says, until the signal aborts; without a body the result is empty. */
export async function readBody(request: Request, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | BodyProblem> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return 'too_large';
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  // Not awaited, here as below: a source that does not react must not hold up the answer.
  const giveUp = () => void reader.cancel().catch(() => {});
  signal?.addEventListener('abort', giveUp);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > maxBytes) {
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
  if (signal?.aborted) return 'interrupted';
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
