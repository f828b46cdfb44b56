import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The body of a request, chunk by chunk as it is read.
 *
 * Not `Readable.toWeb`, nor the adapter's stream on top of it: where reading is given up, the first destroys the socket, and with it the answer
 * that says why; the second leaves the connection stopped, and closes it under the next request that came over it.
 */
export function incomingBody(incoming: IncomingMessage, outgoing: ServerResponse): ReadableStream<Uint8Array> {
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
        if (incoming.destroyed) fail();
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
