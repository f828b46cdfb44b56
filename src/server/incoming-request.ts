import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, readNodeBody, type ReadBody } from '../http/read-body.js';
import { incomingBody } from './incoming-body.js';
import { lazyRequest } from './lazy-request.js';

// Web standards know no request of these.
const FORBIDDEN = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * A request as web standards have it, and a short way to its body, which needs no stream of theirs: that takes longer than all else of a
 * small request. Nothing for a request that they do not know.
 */
export function createIncoming(
  given: Request,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): { readonly request: Request; readonly readBody: ReadBody } | undefined {
  const { method, url, headers } = given;
  if (FORBIDDEN.has(method) || hasCredentials(url)) return undefined;
  if (method === 'GET' || method === 'HEAD') return { request: given, readBody: (maxBytes, signal) => readBody(given, maxBytes, signal) };
  let isStreamed = false;
  const request = lazyRequest(given, () => {
    isStreamed = true;
    return new Request(url, { method, headers, signal: given.signal, body: incomingBody(incoming, outgoing), duplex: 'half' });
  });
  return {
    request,
    async readBody(maxBytes, signal) {
      if (isStreamed) return readBody(request, maxBytes, signal);
      // Nothing more is heard of a client that has gone.
      if (incoming.destroyed) return 'interrupted';
      if (!(Number(incoming.headers['content-length'] ?? 0) <= maxBytes)) return 'too_large';
      return readNodeBody(incoming, maxBytes, signal);
    },
  };
}

/** An absolute one may have them; the `@` is looked for first, since nearly none does. */
function hasCredentials(url: string): boolean {
  if (!url.includes('@')) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
