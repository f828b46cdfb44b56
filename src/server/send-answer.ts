import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { expected, kindOf } from '../errors.js';
import { createPatience, type Patience } from './patience.js';

// A chunk of any size must not count as stalled while it moves: this much in the time allowed is 2 kB a second.
const PIECE_BYTES = 65_536;
const DEFAULT_TYPE = 'text/plain; charset=UTF-8';
const LATER = Symbol('later');

type Chunk = Uint8Array | undefined;

export interface SendOptions {
  readonly onError: (error: unknown) => void;
  readonly stalledMs: number;
}

/**
 * Sends an answer so that it never harms its server: one piece at a time is in flight, a client that takes nothing for too long loses its
 * connection, and so does one whose answer fails half-way: a chunked answer without its end cannot be taken for a whole one. What is there at
 * once, as nearly every answer is, goes out in one write and with its length.
 *
 * @throws TypeError when it is no answer that could be sent, and whatever its body throws as long as nothing of it was sent
 */
export async function sendAnswer(response: unknown, outgoing: ServerResponse, { onError, stalledMs }: SendOptions): Promise<void> {
  if (!(response instanceof Response)) throw new TypeError(`Expected a handler to return a Response, got ${kindOf(response)}.`);
  const { status, body } = response;
  // `Response.error()` has the status 0.
  if (status < 200) throw new TypeError(`Expected a handler to return a status of 200 or more, got ${status}.`);
  const reader = body?.getReader();
  const giveUp = () => void reader?.cancel().catch(() => {});
  if (outgoing.destroyed) {
    giveUp();
    return;
  }
  const headers = headersOf(response);
  if (!reader || outgoing.req.method === 'HEAD') {
    giveUp();
    outgoing.writeHead(status, headers).end();
    return;
  }
  const patience = createPatience(outgoing, stalledMs, onError);
  outgoing.once('close', giveUp);
  try {
    const first = readBytes(reader);
    const begin = await unlessLater(first);
    const second = begin instanceof Uint8Array ? readBytes(reader) : undefined;
    const isShort = begin === undefined || (begin !== LATER && begin.length <= PIECE_BYTES);
    if (isShort && (!second || (await unlessLater(second)) === undefined)) {
      if (!('content-length' in headers || 'transfer-encoding' in headers)) headers['content-length'] = begin?.length ?? 0;
      patience.begin();
      outgoing.writeHead(status, headers).end(begin);
      return;
    }
    outgoing.writeHead(status, headers);
    if (begin === LATER) outgoing.flushHeaders();
    const asked = second ? [first, second] : [first];
    for (;;) {
      const chunk = await (asked.shift() ?? readBytes(reader));
      if (outgoing.destroyed) return;
      if (!chunk) break;
      await sendChunk(chunk, outgoing, patience);
    }
    // The last piece may still be in flight.
    patience.begin();
    outgoing.end();
  } catch (error) {
    if (outgoing.destroyed) return;
    if (!outgoing.headersSent) throw error;
    onError(error);
    outgoing.destroy();
  }
}

async function sendChunk(chunk: Uint8Array, outgoing: ServerResponse, patience: Patience): Promise<void> {
  for (let at = 0; at < chunk.length && !outgoing.destroyed; at += PIECE_BYTES) {
    if (outgoing.write(chunk.subarray(at, at + PIECE_BYTES))) continue;
    patience.begin();
    await new Promise<void>((done) => {
      const settle = () => {
        outgoing.off('drain', settle).off('close', settle);
        done();
      };
      outgoing.on('drain', settle).on('close', settle);
    });
    patience.rest();
  }
}

/** The next bytes, or nothing at the end. @throws TypeError for anything but bytes */
async function readBytes(reader: ReadableStreamDefaultReader<unknown>): Promise<Chunk> {
  const { done, value } = await reader.read();
  if (done) return undefined;
  if (!(value instanceof Uint8Array)) throw new TypeError(`${expected('a body', 'a stream of bytes', kindOf(value))}.`);
  return value;
}

/** A body of text or bytes is read within this turn of the event loop; one that is made meanwhile is not waited for. */
function unlessLater(chunk: Promise<Chunk>): Promise<Chunk | typeof LATER> {
  return Promise.race([chunk, new Promise<typeof LATER>((done) => setImmediate(done, LATER))]);
}

function headersOf({ headers, body }: Response): OutgoingHttpHeaders {
  const all: OutgoingHttpHeaders = Object.fromEntries(headers);
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) all['set-cookie'] = cookies;
  if (body) all['content-type'] ??= DEFAULT_TYPE;
  return all;
}
