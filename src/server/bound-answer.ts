import type { ServerResponse } from 'node:http';

// A chunk of any size must not count as stalled while it moves: this much in the time allowed is 2 kB a second.
const PIECE_BYTES = 65_536;

export interface BoundAnswerOptions {
  readonly onError: (error: unknown) => void;
  readonly stalledMs: number;
}

/**
 * An answer that never harms its server: one piece at a time is in flight, a client that takes nothing for too long loses its connection, and
 * so does one whose answer fails half-way: a chunked answer without its end cannot be taken for a whole one.
 *
 * @throws TypeError when it is no answer that could be sent
 */
export function boundAnswer(response: unknown, outgoing: ServerResponse, { onError, stalledMs }: BoundAnswerOptions): Response {
  if (!(response instanceof Response)) throw new TypeError(`Expected a handler to return a Response, got ${typeof response}.`);
  // `Response.error()` has the status 0.
  if (response.status < 200) throw new TypeError(`Expected a handler to return a status of 200 or more, got ${response.status}.`);
  if (!response.body) return response;
  const { status, statusText, headers } = response;
  const reader = response.body.getReader();
  const giveUp = (reason?: unknown) => void reader.cancel(reason).catch(() => {});
  if (outgoing.destroyed || outgoing.req.method === 'HEAD') {
    giveUp();
    return new Response(null, { status, statusText, headers });
  }
  const patience = createPatience(outgoing, stalledMs, onError);
  let rest: Uint8Array = new Uint8Array();
  let isTaken = true;

  async function nextPiece(): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      const { done, value } = (await reader.read()) as { readonly done: boolean; readonly value: unknown };
      if (done) return undefined;
      if (!(value instanceof Uint8Array)) throw new TypeError(`Expected a body to be a stream of bytes, got ${typeof value}.`);
      rest = value;
    }
    const piece = rest.subarray(0, PIECE_BYTES);
    rest = rest.subarray(PIECE_BYTES);
    return piece;
  }

  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        patience.rest();
        try {
          const piece = await nextPiece();
          if (!isTaken) return;
          // The last piece may still be in flight.
          patience.begin();
          if (piece) controller.enqueue(piece);
          else controller.close();
        } catch (error) {
          if (!isTaken) return;
          onError(error);
          outgoing.destroy();
          controller.close();
        }
      },
      cancel(reason) {
        isTaken = false;
        giveUp(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status, statusText, headers });
}

/** Ends the connection of a client that is waited for too long. While the handler is waited for, it rests. */
function createPatience(outgoing: ServerResponse, stalledMs: number, onError: (error: unknown) => void) {
  let isWaiting = false;
  let timer: NodeJS.Timeout | undefined;
  outgoing.once('close', () => clearTimeout(timer));
  return {
    begin() {
      isWaiting = true;
      if (outgoing.destroyed) return;
      timer ??= setTimeout(() => {
        if (!isWaiting) return;
        onError(new Error(`A client took nothing of its answer for ${stalledMs} ms`));
        outgoing.destroy();
      }, stalledMs).unref();
      timer.refresh();
    },
    rest() {
      isWaiting = false;
    },
  };
}
