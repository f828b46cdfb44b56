import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A handler in the form of web standards. */
export type WebHandler = (request: Request) => Promise<Response>;

/** Lets Node's HTTP server call a web-standard handler. A handler that throws is answered for with 500. */
export function toListener(handle: WebHandler, onError: (error: unknown) => void = () => {}): RequestListener {
  return (incoming, outgoing) => {
    answer(handle, incoming, outgoing).catch((error: unknown) => {
      onError(error);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"Internal error"}');
    });
  };
}

async function answer(handle: WebHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = toRequest(incoming, outgoing);
  const response = request ? await handle(request) : Response.json({ error: 'Malformed request' }, { status: 400 });
  if (outgoing.destroyed) return;
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), 'content-length': body.length });
  outgoing.end(body);
}

/** The request, or nothing for a method or a target that web standards do not know. */
function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  try {
    const headers = new Headers();
    for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming, outgoing);
    // The host that a client names has no meaning here.
    return new Request(new URL(url, 'http://localhost'), { method, headers, body, duplex: 'half', signal: gone.signal });
  } catch {
    return undefined;
  }
}

/** Not `Readable.toWeb`: giving up reading would destroy the socket, and with it the answer that says why. */
function bodyOf(incoming: IncomingMessage, outgoing: ServerResponse): ReadableStream<Uint8Array> {
  let open = true;
  const settle = (how: () => void) => () => {
    if (open) how();
    open = false;
  };
  // What nobody reads has to be taken off the wire: the next request comes over the same connection.
  const discard = () => {
    open = false;
    incoming.resume();
  };
  outgoing.once('finish', discard);
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const fail = settle(() => controller.error(new Error('The request broke off')));
        incoming.once('close', fail).on('error', fail);
        incoming.once(
          'end',
          settle(() => controller.close()),
        );
        incoming.on('data', (chunk: Uint8Array) => {
          if (!open) return;
          incoming.pause();
          controller.enqueue(chunk);
        });
        incoming.pause();
      },
      pull: () => void incoming.resume(),
      cancel: discard,
    },
    { highWaterMark: 0 },
  );
}
