import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { boundAnswer } from './bound-answer.js';
import { incomingBody } from './incoming-body.js';
import { refuse } from './refuse.js';

/** A handler in the form of web standards. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

export interface ListenerOptions {
  /** Hears what went wrong: what a handler threw, a body that failed while it was sent, a client that takes nothing. */
  readonly onError?: (error: unknown) => void;
  /** How long a client may take nothing of its answer before it is given up. @default 30_000 */
  readonly stalledMs?: number;
}

/**
 * Lets Node's HTTP server call a web-standard handler. The answer is streamed as fast as the client takes it, and `request.signal` aborts when
 * the client has gone. A handler that throws is answered for with 500, a request that web standards do not know with 400; neither says more.
 */
export function toListener(handle: WebHandler, { onError = () => {}, stalledMs = 30_000 }: ListenerOptions = {}): RequestListener {
  const answer = async (given: Request, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> => {
    const request = withBody(given, incoming, outgoing);
    if (!request) return malformed();
    try {
      return boundAnswer(await handle(request), outgoing, { onError, stalledMs });
    } catch (error) {
      onError(error);
      return refuse(500, 'Internal error');
    }
  };
  const listen = getRequestListener(
    (request, { incoming, outgoing }) => answer(request, incoming as IncomingMessage, outgoing as ServerResponse),
    {
      // HTTP/1.0 sends no host.
      hostname: 'localhost',
      // Everybody else in this process keeps the Request and Response of Node.
      overrideGlobalObjects: false,
      // The body is ours.
      autoCleanupIncoming: false,
      errorHandler: malformed,
    },
  );
  return (incoming, outgoing) => {
    // Without a listener, a write to a client that has gone would end the process.
    outgoing.on('error', () => {});
    void listen(incoming, outgoing);
  };
}

/** The request, or nothing for one that web standards do not know. */
function withBody(given: Request, incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined {
  const { method, url, headers, signal } = given;
  if (method === 'GET' || method === 'HEAD') return given;
  try {
    return new Request(url, { method, headers, signal, body: incomingBody(incoming, outgoing), duplex: 'half' });
  } catch {
    return undefined;
  }
}

function malformed(): Response {
  return refuse(400, 'Malformed request');
}
