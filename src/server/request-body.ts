import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ReadBody } from '../http/read-body.js';
import { refuse } from '../http/refuse.js';
import type { BodyRule } from './route.js';

const inflate = promisify(gunzip);

/**
 * The same request with a body that was read whole and is no larger than it may be, chunked or not, inflated where that was asked for; or the
 * answer that says why not. Neither what is read nor what is inflated goes on past the limit.
 */
export async function readRequestBody(
  request: Request,
  readBody: ReadBody,
  { maxBytes, gzip = false }: BodyRule,
): Promise<Request | Response> {
  const encoding = (request.headers.get('content-encoding') ?? '').trim().toLowerCase();
  const isGzip = gzip && (encoding === 'gzip' || encoding === 'x-gzip');
  if (!isGzip && encoding !== '' && encoding !== 'identity') {
    const expected = gzip ? 'gzip or no content-encoding' : 'a body without content-encoding';
    return refuse(415, `Expected ${expected}`, { 'accept-encoding': gzip ? 'gzip' : 'identity' });
  }
  const sent = await readBody(maxBytes);
  if (sent === 'too_large') return tooLarge(maxBytes);
  if (sent === 'interrupted') return refuse(400, 'The body broke off');
  const body = isGzip && sent.length > 0 ? await inflated(sent, maxBytes) : sent;
  if (body instanceof Response) return body;

  const headers = new Headers(Object.fromEntries(request.headers));
  // Both are those of what was sent.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const { method, url, signal } = request;
  return new Request(url, { method, headers, signal, body: body.length > 0 ? body : null });
}

async function inflated(sent: Uint8Array, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | Response> {
  try {
    return await inflate(sent, { maxOutputLength: maxBytes });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : refuse(400, 'Expected a body in gzip, as its content-encoding says');
  }
}

function tooLarge(maxBytes: number): Response {
  return refuse(413, `Expected a body of at most ${maxBytes} bytes`);
}
