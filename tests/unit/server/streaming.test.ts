import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { open, requestOf, start } from './raw-client.js';

const CHUNK = new Uint8Array(100_000).fill(97);
const GET = requestOf('GET /');

/** Chunks as fast as they are asked for, and what was asked for. */
function countedStream(chunks: number) {
  let given = 0;
  let cancelled: unknown;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (given === chunks) return controller.close();
        given += 1;
        controller.enqueue(CHUNK);
      },
      cancel(reason) {
        cancelled = reason ?? 'cancelled';
      },
    },
    { highWaterMark: 0 },
  );
  return { body, given: () => given, cancelled: () => cancelled };
}

test('a client that reads slowly holds its answer back, and gets all of it', async () => {
  const stream = countedStream(1_000);
  const { port } = await start(() => new Response(stream.body));
  const { socket, closed } = open(port, requestOf('GET /', { connection: 'close' }));
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
  socket.pause();
  await expect.poll(stream.given).toBeGreaterThan(5);
  await sleep(300);
  const whilePaused = stream.given();
  // What the kernel took for both sides; of 100 MB nothing is kept in the process.
  expect(whilePaused).toBeLessThan(150);
  await sleep(200);
  expect(stream.given()).toBe(whilePaused);
  socket.resume();
  await closed;
  expect(stream.given()).toBe(1_000);
  expect(bytes).toBeGreaterThan(1_000 * CHUNK.length);
});

test('a client that takes nothing for too long loses its connection, and the handler hears of it', async () => {
  const stream = countedStream(1_000);
  const { port, errors } = await start(() => new Response(stream.body), { timeouts: { stalledMs: 200 } });
  const { socket } = open(port, GET);
  socket.pause();
  await expect.poll(stream.cancelled).toBeDefined();
  expect(errors).toEqual(['A client took nothing of its answer for 200 ms']);
});

test('a client that reads a little at a time keeps its connection', async () => {
  const stream = countedStream(40);
  const { port, errors } = await start(() => new Response(stream.body), { timeouts: { stalledMs: 400 } });
  const { socket, closed } = open(port, requestOf('GET /', { connection: 'close' }));
  const began = performance.now();
  socket.on('data', () => {
    socket.pause();
    setTimeout(() => socket.resume(), 15);
  });
  expect((await closed).endsWith('0\r\n\r\n')).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(800);
  expect(errors).toEqual([]);
});

test('a handler that waits is not taken for a client that does', async () => {
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await sleep(300);
      controller.enqueue(new TextEncoder().encode('late'));
      controller.close();
    },
  });
  const { url, errors } = await start(() => new Response(slow), { timeouts: { stalledMs: 100 } });
  expect(await (await fetch(url)).text()).toBe('late');
  expect(errors).toEqual([]);
});

test('headers and each event go out at once', async () => {
  let emit: (text: string) => void = () => {};
  const events = new ReadableStream<Uint8Array>({
    start: (controller) => void (emit = (text) => controller.enqueue(new TextEncoder().encode(text))),
  });
  const { port } = await start(() => new Response(events, { headers: { 'content-type': 'text/event-stream' } }));
  const { received } = open(port, GET);
  await expect.poll(received).toContain('content-type: text/event-stream');
  emit('data: one\n\n');
  await expect.poll(received).toContain('data: one');
  emit('data: two\n\n');
  await expect.poll(received).toContain('data: two');
});

test('a client that goes aborts the signal of its request and cancels its stream', async () => {
  let signal: AbortSignal | undefined;
  const stream = countedStream(Infinity);
  const { port, errors } = await start((request) => {
    signal = request.signal;
    return new Response(stream.body);
  });
  const { socket, received } = open(port, GET);
  await expect.poll(received).toContain('200 OK');
  socket.destroy();
  await expect.poll(() => signal?.aborted).toBe(true);
  await expect.poll(stream.cancelled).toBeDefined();
  expect(errors).toEqual([]);
});

test('a client that goes before there is an answer aborts the signal too, and the answer is cancelled unread', async () => {
  let answer: (response: Response) => void = () => {};
  let signal: AbortSignal | undefined;
  const stream = countedStream(10);
  const { port, url, errors } = await start((request) => {
    if (new URL(request.url).pathname === '/alive') return new Response('yes');
    signal = request.signal;
    return new Promise<Response>((done) => (answer = done));
  });
  const { socket } = open(port, requestOf('POST /', { 'content-length': '3' }, 'abc'));
  await expect.poll(() => signal).toBeDefined();
  socket.destroy();
  await expect.poll(() => signal?.aborted).toBe(true);
  answer(new Response(stream.body));
  await expect.poll(stream.cancelled).toBeDefined();
  expect(stream.given()).toBe(0);
  // The process lives on: a write to a connection that is gone is an error nobody has to catch.
  expect(await (await fetch(`${url}/alive`)).text()).toBe('yes');
  expect(errors).toEqual([]);
});

test.each([
  ['throws', () => Promise.reject(new Error('secret-of-the-database'))],
  ['is no bytes', () => Promise.resolve('text')],
])('an answer whose stream %s ends without its end, and says nothing of why', async (_, next) => {
  let begun = () => {};
  const arrived = new Promise<void>((resolve) => (begun = resolve));
  let sent = false;
  const body = new ReadableStream({
    async pull(controller) {
      if (!sent) controller.enqueue(new TextEncoder().encode('begin'));
      else {
        await arrived;
        controller.enqueue(await next());
      }
      sent = true;
    },
  });
  const { port, errors } = await start(() => new Response(body));
  const { socket, closed } = open(port, GET);
  socket.once('data', begun);
  const received = await closed;
  expect(received).toContain('begin');
  expect(received).not.toContain('0\r\n\r\n');
  expect(received).not.toContain('secret-of-the-database');
  expect(errors).toHaveLength(1);
});

test('HEAD of a stream without end is answered, and the stream is cancelled', async () => {
  const stream = countedStream(Infinity);
  const { url } = await start(() => new Response(stream.body, { headers: { 'x-kept': 'yes' } }));
  const { status, headers } = await fetch(url, { method: 'HEAD' });
  expect([status, headers.get('x-kept')]).toEqual([200, 'yes']);
  expect([stream.given(), stream.cancelled()]).toEqual([0, 'cancelled']);
});

test.each<[string, () => string | Uint8Array<ArrayBuffer>, string]>([
  ['a text', () => 'whole', 'whole'],
  ['an empty text', () => '', ''],
  ['bytes', () => new Uint8Array([97, 98]), 'ab'],
  ['the largest that goes at once', () => new Uint8Array(65_536).fill(97), 'a'.repeat(65_536)],
  ['more than that', () => new Uint8Array(65_537).fill(97), 'a'.repeat(65_537)],
])('an answer of %s arrives whole, with its length where it goes at once', async (_, body, text) => {
  const { url, errors } = await start(() => new Response(body()));
  const answer = await fetch(url);
  const length = text.length <= 65_536 ? String(text.length) : null;
  expect([answer.headers.get('content-length'), (await answer.text()) === text]).toEqual([length, true]);
  expect(errors).toEqual([]);
});

test('an answer whose stream throws before anything of it was sent is a 500', async () => {
  let pulls = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulls += 1;
      if (pulls > 1) throw new Error('secret-of-the-database');
      controller.enqueue(new TextEncoder().encode('begin'));
    },
  });
  const { url, errors } = await start(() => new Response(body));
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([500, '{"error":"Internal error"}']);
  expect(errors).toEqual(['secret-of-the-database']);
});

test('several cookies stay several', async () => {
  const headers = new Headers([
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]);
  const { url } = await start(() => new Response('ok', { headers }));
  expect((await fetch(url)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});
