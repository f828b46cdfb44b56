import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../../src/server/start-server.js';
import { open, requestOf, start } from './raw-client.js';

const TIMEOUTS = { headersMs: 300, requestMs: 600 };

describe('a handler that', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    [
      'throws',
      () => {
        throw new Error('password hunter2');
      },
    ],
    ['rejects', () => Promise.reject(new Error('password hunter2'))],
    ['returns nothing', () => undefined as unknown as Response],
    ['returns no answer that can be sent', () => Response.error()],
  ])('%s is answered for with 500, without a word about why, and its error is heard', async (_, handle) => {
    const { url, errors } = await start(handle);
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([500, '{"error":"Internal error"}']);
    expect(errors).toHaveLength(1);
  });

  test('reads its own answer before is answered for with 500', async () => {
    const { url, errors } = await start(async () => {
      const response = new Response('once');
      await response.text();
      return response;
    });
    expect((await fetch(url)).status).toBe(500);
    expect(errors).toHaveLength(1);
  });

  test('does not read a body leaves the connection to the next request', async () => {
    const { port } = await start((request) => new Response(request.method));
    const body = 'x'.repeat(300_000);
    const client = open(port, requestOf('POST /', { 'content-length': String(body.length) }, body) + requestOf('GET /'));
    await expect.poll(client.received).toContain('GET');
    // A connection that is closed late would take the next request with it.
    await sleep(700);
    client.socket.write(requestOf('PUT /', { 'content-length': '0', connection: 'close' }));
    expect(await client.closed).toMatch(/POST.*GET.*PUT/s);
  });

  test('gives up reading in the middle leaves it as well', async () => {
    const { port } = await start(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      void reader?.cancel();
      return new Response(`${request.method} refused`, { status: 413 });
    });
    const body = 'x'.repeat(300_000);
    const client = open(port, requestOf('POST /', { 'content-length': String(body.length) }, body));
    await expect.poll(client.received).toContain('POST refused');
    await sleep(700);
    client.socket.write(requestOf('DELETE /', { connection: 'close' }));
    expect(await client.closed).toContain('DELETE refused');
  });
});

describe('a request', () => {
  const post = (port: number, body: string, headers: Record<string, string> = {}) =>
    open(port, requestOf('POST /a?b=1', { 'content-length': String(body.length), connection: 'close', ...headers }, body)).closed;

  test('is one of the web, whatever is asked of it', async () => {
    const { port, errors } = await start(async (request) => {
      const copy = request.clone();
      const before = [request instanceof Request, request.method, new URL(request.url).search, request.bodyUsed, request.signal.aborted];
      const json: unknown = await request.json();
      return Response.json([...before, request.bodyUsed, json, await copy.text(), copy.headers.get('x-some'), request.redirect]);
    });
    expect(await post(port, '{"c":2}', { 'x-some': 'thing' })).toContain(
      JSON.stringify([true, 'POST', '?b=1', false, false, true, { c: 2 }, '{"c":2}', 'thing', 'follow']),
    );
    expect(errors).toEqual([]);
  });

  test('has a short way to its body, and one that was streamed before has none', async () => {
    const results: unknown[] = [];
    const { port } = await start(async (request, { readBody }) => {
      if (request.headers.has('x-stream')) results.push(await request.text());
      const body = await readBody?.(5);
      results.push(body instanceof Uint8Array ? new TextDecoder().decode(body) : body);
      return new Response('ok');
    });
    await post(port, '12345');
    await post(port, '');
    await post(port, '123456');
    await post(port, '12345', { 'x-stream': 'yes' });
    expect(results).toEqual(['12345', '', 'too_large', '12345', 'interrupted']);
  });

  test('whose client has gone is not waited for', async () => {
    const results: unknown[] = [];
    const { port } = await start(async (request, { readBody }) => {
      const late = request.headers.has('x-late');
      if (late) await new Promise((done) => request.signal.addEventListener('abort', done));
      results.push(await readBody?.(100));
      return new Response('ok');
    });
    for (const headers of [{}, { 'x-late': 'yes' }]) {
      const { socket } = open(port, requestOf('POST /', { 'content-length': '50', ...headers }, 'begin'));
      await sleep(100);
      socket.destroy();
    }
    await expect.poll(() => results).toEqual(['interrupted', 'interrupted']);
  });

  test('is given up when the signal of its reader aborts', async () => {
    const { port } = await start(async (_, { readBody }) => new Response(String(await readBody?.(100, AbortSignal.timeout(100)))));
    const client = open(port, requestOf('POST /', { 'content-length': '50' }, 'begin'));
    await expect.poll(client.received).toMatch(/200 OK.*interrupted/s);
  });
});

describe('is refused', () => {
  test.each([
    ['a method of no web standard', requestOf('TRACE /'), 400],
    ['a host that is none', 'GET / HTTP/1.1\r\nhost: a b\r\n\r\n', 400],
    ['a host with a path', 'GET / HTTP/1.1\r\nhost: a/b\r\n\r\n', 400],
    ['a target with a backslash', requestOf('GET /a\\..\\b'), 400],
    ['a target that is none', 'GET http:// HTTP/1.1\r\nhost: a\r\n\r\n', 400],
    ['a star', requestOf('OPTIONS *'), 400],
    ['a target with a password', 'POST http://me:hunter2@server/ HTTP/1.1\r\nhost: server\r\ncontent-length: 0\r\n\r\n', 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['two lengths', requestOf('POST /', { 'content-length': '3', 'Content-Length': '4' }, 'abcd'), 400],
    ['a length beside chunks', requestOf('POST /', { 'content-length': '3', 'transfer-encoding': 'chunked' }, '0\r\n\r\n'), 400],
    ['a header with a line of its own', 'GET / HTTP/1.1\r\nhost: a\r\nx: a\rb: c\r\n\r\n', 400],
    [
      'thousands of headers',
      requestOf('GET /', Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`x-${String(at)}`, 'y']))),
      431,
    ],
    ['headers without end', requestOf('GET /', { 'x-large': 'x'.repeat(20_000) }), 431],
  ])('%s', async (_, bytes, status) => {
    let calls = 0;
    const { port, errors } = await start(() => {
      calls += 1;
      return new Response('ok');
    });
    const { received } = open(port, bytes);
    await expect.poll(received).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
    expect(received()).not.toMatch(/at .*\.(ts|js|mjs):/);
    expect([calls, errors]).toEqual([0, []]);
  });

  test('HTTP/1.0, which names no host, is served', async () => {
    const { port } = await start((request) => new Response(new URL(request.url).pathname));
    expect(await open(port, 'GET /old HTTP/1.0\r\n\r\n').closed).toMatch(/200 OK.*\/old/s);
  });
});

describe('a client that is too slow is answered with 408 and loses its connection', () => {
  test('in its headers, one letter at a time', async () => {
    const { port } = await start(() => new Response('ok'), { timeouts: TIMEOUTS });
    const client = open(port, 'GET / HTTP/1.1\r\nhost: a\r\nx: ');
    const drip = setInterval(() => client.socket.write('x'), 40);
    const received = await client.closed;
    clearInterval(drip);
    expect(received).toMatch(/^HTTP\/1.1 408 /);
  });

  test('in its body', async () => {
    let outcome = '';
    const { port, errors } = await start(
      async (request) => {
        outcome = await request.text().then(
          () => 'read',
          () => 'broke off',
        );
        return new Response('ok');
      },
      { timeouts: TIMEOUTS },
    );
    const client = open(port, requestOf('POST /', { 'content-length': '1000' }));
    const drip = setInterval(() => client.socket.write('x'), 40);
    const received = await client.closed;
    clearInterval(drip);
    expect(received).toMatch(/^HTTP\/1.1 408 /);
    await expect.poll(() => outcome).toBe('broke off');
    expect(errors).toEqual([]);
  });

  test('and 200 of them hold up nobody', async () => {
    const { port, url } = await start(() => new Response('ok'), { timeouts: TIMEOUTS });
    const slow = Array.from({ length: 200 }, () => open(port, 'GET / HTTP/1.1\r\nhost: a\r\nx: '));
    expect(await (await fetch(url)).text()).toBe('ok');
    expect((await Promise.all(slow.map(({ closed }) => closed))).filter((text) => !text.startsWith('HTTP/1.1 408 '))).toEqual([]);
  });
});

describe('a server that stops', () => {
  const endless = (stopping: AbortSignal, endsItself: boolean) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('data: one\n\n'));
        if (!endsItself) return;
        stopping.addEventListener('abort', () => {
          controller.enqueue(new TextEncoder().encode('event: end\n\n'));
          controller.close();
        });
      },
    });

  test('lets a stream say its last word', async () => {
    const { port, stop } = await start((_, { stopping }) => new Response(endless(stopping, true)), { graceMs: 5_000 });
    const client = open(port, requestOf('GET /'));
    await expect.poll(client.received).toContain('data: one');
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await client.closed).toMatch(/event: end\n\n\r\n0\r\n\r\n$/);
  });

  test('cuts one that goes on, when its time is up', async () => {
    const { port, stop } = await start((_, { stopping }) => new Response(endless(stopping, false)), { graceMs: 200 });
    const client = open(port, requestOf('GET /'));
    await expect.poll(client.received).toContain('data: one');
    const began = performance.now();
    await stop();
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(150);
    expect(took).toBeLessThan(2_000);
    expect(await client.closed).not.toContain('0\r\n\r\n');
  });

  test('does not wait for a handler that never answers, nor for a connection that asks for nothing', async () => {
    const { port, stop } = await start(() => new Promise<Response>(() => {}), { graceMs: 200 });
    const hanging = open(port, requestOf('GET /'));
    const silent = open(port);
    await sleep(50);
    await Promise.all([stop(), stop()]);
    expect([await hanging.closed, await silent.closed]).toEqual(['', '']);
  });

  const GRACE_MS = 20_000;
  const stopped = async (stop: () => Promise<void>) => {
    const began = performance.now();
    await stop();
    return performance.now() - began;
  };

  test('ends connections over which nothing is in flight at once: one that said nothing, one that is kept alive, one that owes a body', async () => {
    const { port, stop } = await start((request) => new Response(request.method, { status: request.method === 'POST' ? 401 : 200 }), {
      graceMs: GRACE_MS,
    });
    const silent = open(port);
    const kept = open(port, requestOf('GET /'));
    const owing = open(port, requestOf('POST /', { 'content-length': '1000' }, 'begin'));
    await expect.poll(kept.received).toContain('GET');
    await expect.poll(owing.received).toContain('401');
    await expect.poll(() => silent.socket.readyState).toBe('open');
    await sleep(50);
    expect(await stopped(stop)).toBeLessThan(2_000);
    expect(await silent.closed).toBe('');
    expect(await kept.closed).toMatch(/200 OK.*GET/s);
  });

  test('lets requests in flight end, also one whose body is still coming, and waits for nothing after them', async () => {
    const { port, stop } = await start(
      async (request) => {
        const body = await request.text();
        await sleep(300);
        return new Response(`all of ${body}`);
      },
      { graceMs: GRACE_MS },
    );
    const inFlight = open(port, requestOf('POST /', { 'content-length': '6' }, 'whole!'));
    const coming = open(port, requestOf('POST /', { 'content-length': '6' }, 'half'));
    const begun = open(port, 'POST / HTTP/1.1\r\nhost: server\r\ncontent-le');
    await sleep(100);
    const done = stopped(stop);
    await sleep(200);
    coming.socket.write('!!');
    begun.socket.write('ngth: 4\r\n\r\nlate');
    expect(await done).toBeLessThan(3_000);
    expect(await inFlight.closed).toMatch(/200 OK.*all of whole!$/s);
    expect(await coming.closed).toMatch(/200 OK.*all of half!!$/s);
    expect(await begun.closed).toMatch(/200 OK.*all of late$/s);
  });

  test('takes no new connection', async () => {
    const { port, stop } = await start(() => new Response('ok'));
    await stop();
    const error = await new Promise<NodeJS.ErrnoException>((done) => connect(port, '127.0.0.1').once('error', done));
    expect(error.code).toBe('ECONNREFUSED');
  });
});

test('an address in use is an error of the start', async () => {
  const { port } = await start(() => new Response('ok'));
  const second = startServer({ handle: () => new Response('ok'), host: '127.0.0.1', port, graceMs: 100, onError: () => {} });
  await expect(second).rejects.toThrow('EADDRINUSE');
});

test('the globals of the process stay those of Node', async () => {
  const before = [globalThis.Request, globalThis.Response];
  const { url } = await start(() => new Response('ok'));
  await fetch(url);
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});
