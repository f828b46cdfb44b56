import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ReadBody } from '../http/read-body.js';
import { createIncoming } from './incoming-request.js';
import { refuse } from '../http/refuse.js';
import { sendAnswer } from './send-answer.js';

/** A handler in the form of web standards; {@link ReadBody} is the short way to the body of its request. */
export type WebHandler = (request: Request, readBody: ReadBody) => Response | Promise<Response>;

export interface ListenerOptions {
  /** Hears what went wrong: what a handler threw, a body that failed while it was sent, a client that takes nothing. */
  readonly onError?: (error: unknown) => void;
  /** How long a client may take nothing of its answer before it is given up. @default 30_000 */
  readonly stalledMs?: number;
}

// The adapter leaves an answer alone that says so.
const SENT = new Response(null, { headers: { 'x-hono-already-sent': 'true' } });

/**
 * Lets Node's HTTP server call a web-standard handler. The answer is streamed as fast as the client takes it, and `request.signal` aborts when
 * the client has gone. A handler that throws is answered for with 500, a request that web standards do not know with 400; neither says more.
 */
export function toListener(handle: WebHandler, { onError = () => {}, stalledMs = 30_000 }: ListenerOptions = {}): RequestListener {
  const answer = async (given: Request, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> => {
    const made = createIncoming(given, incoming, outgoing);
    if (!made) return malformed();
    try {
      await sendAnswer(await handle(made.request, made.readBody), outgoing, { onError, stalledMs });
    } catch (error) {
      onError(error);
      await sendAnswer(refuse(500, 'Internal error'), outgoing, { onError, stalledMs });
    }
    return SENT;
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

function malformed(): Response {
  return refuse(400, 'Malformed request');
}
