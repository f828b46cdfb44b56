import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createRouter } from '../../../src/server/router.js';
import type { Route } from '../../../src/server/route.js';
import { open, requestOf, start } from './raw-client.js';

const say =
  (name: string): Route['handle'] =>
  (_, { params }) =>
    Response.json({ name, params });
const route = (method: Route['method'], path: string, rest: Partial<Route> = {}): Route => ({
  method,
  path,
  role: 'public',
  handle: say(`${method} ${path}`),
  ...rest,
});
const context = { stopping: new AbortController().signal };

/** Asks a router of these routes. */
async function ask(routes: readonly Route[], method: string, path: string) {
  const answer = await createRouter({ routes })(new Request(`http://server${path}`, { method }), context);
  const text = await answer.text();
  return { status: answer.status, allow: answer.headers.get('allow'), body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

describe('a route is found by its path', () => {
  const routes = [
    route('*', '/*'),
    route('GET', '/jobs/:key'),
    route('GET', '/jobs/newest'),
    route('GET', '/jobs/:key/runs/:run'),
    route('GET', '/files/*'),
    route('GET', '/files/a/b'),
    route('GET', '/*/hook'),
    route('GET', '/*/hooks/:name'),
    route('GET', '/'),
  ];
  test.each([
    ['/', 'GET /', {}],
    ['/jobs/nightly', 'GET /jobs/:key', { key: 'nightly' }],
    ['/jobs/newest', 'GET /jobs/newest', {}],
    ['/jobs/a%2Fb%20c', 'GET /jobs/:key', { key: 'a/b c' }],
    ['/jobs/a%ud83d%3A%25ud83d', 'GET /jobs/:key', { key: 'a\uD83D:%ud83d' }],
    ['/jobs/__proto__', 'GET /jobs/:key', { key: '__proto__' }],
    ['/jobs/a/runs/7?x=1', 'GET /jobs/:key/runs/:run', { key: 'a', run: '7' }],
    ['/files/a/b', 'GET /files/a/b', {}],
    ['/files/a/c', 'GET /files/*', { '*': 'a/c' }],
    ['/files/', 'GET /files/*', { '*': '' }],
    ['/jobs/../files/x', 'GET /files/*', { '*': 'x' }],
    ['/jobs/', '* /*', { '*': 'jobs/' }],
    ['/jobs/a/', '* /*', { '*': 'jobs/a/' }],
    ['/proxy/hook', 'GET /*/hook', { '*': 'proxy' }],
    ['/a/b/hook', 'GET /*/hook', { '*': 'a/b' }],
    ['//hook', 'GET /*/hook', { '*': '' }],
    ['/hook', '* /*', { '*': 'hook' }],
    ['/hook/x', '* /*', { '*': 'hook/x' }],
    ['/a/b/hooks/c%20d', 'GET /*/hooks/:name', { name: 'c d', '*': 'a/b' }],
    ['/elsewhere', '* /*', { '*': 'elsewhere' }],
  ])('%s', async (path, name, params) => {
    expect(await ask(routes, 'GET', path)).toMatchObject({ status: 200, body: { name, params } });
  });
});

describe('what is no route is refused:', () => {
  const routes = [route('GET', '/jobs/:key'), route('POST', '/jobs/:key'), route('PUT', '/exact')];

  test('another path with 404', async () => {
    expect(await ask(routes, 'GET', '/job')).toEqual({ status: 404, allow: null, body: { error: 'Not found' } });
  });

  test.each([
    ['DELETE', '/jobs/a', 'GET, HEAD, POST'],
    ['OPTIONS', '/jobs/a', 'GET, HEAD, POST'],
    ['GET', '/exact', 'PUT'],
    ['HEAD', '/exact', 'PUT'],
  ])('%s %s with 405 and what is allowed', async (method, path, allow) => {
    expect(await ask(routes, method, path)).toEqual({ status: 405, allow, body: { error: 'Method not allowed' } });
  });

  test('a path that is encoded wrongly with 400', async () => {
    for (const path of ['/jobs/%E0%A4%A', '/jobs/%u0041', '/jobs/%ud8'])
      expect(await ask(routes, 'GET', path)).toMatchObject({ status: 400, body: { error: 'Malformed path' } });
  });
});

test('each refusal is heard, with the path of its route', async () => {
  const heard: unknown[] = [];
  const gate = () => Promise.resolve(Response.json({ error: 'who are you' }, { status: 401 }));
  const { port } = await start(
    createRouter({
      routes: [route('POST', '/in/:key', { body: { maxBytes: 3 } }), route('GET', '/closed', { role: 'read' })],
      gate,
      onRefused: ({ reason, response, path }) => void heard.push([reason, response.status, path]),
    }),
  );
  const ask = async (line: string, body = '') => {
    const client = open(port, requestOf(line, { 'content-length': String(body.length), connection: 'close' }, body));
    await client.closed;
  };
  await ask('GET /elsewhere');
  await ask('GET /in/%E0%A4%A');
  await ask('PUT /in/a');
  await ask('GET /closed');
  await ask('POST /in/a', 'four');
  await ask('POST /in/a', 'ok');
  expect(heard).toEqual([
    ['path', 404, undefined],
    ['path', 400, undefined],
    ['method', 405, '/in/:key'],
    ['authentication', 401, '/closed'],
    ['body', 413, '/in/:key'],
  ]);
});

test('HEAD is answered by GET', async () => {
  expect(await ask([route('GET', '/a')], 'HEAD', '/a')).toMatchObject({ status: 200 });
});

describe('a wrong table is refused when it is made:', () => {
  test.each<[string, readonly Route[], string]>([
    ['one route twice', [route('GET', '/a'), route('GET', '/a')], 'Expected one route GET /a, got two.'],
    ['a role without a gate', [route('GET', '/a', { role: 'read' })], 'Expected a gate for GET /a, which needs the role read.'],
    ['a path without a slash', [route('GET', 'a')], 'Expected a path such as /jobs/:key or /files/*, got a.'],
    ['two stars', [route('GET', '/*/b/*')], 'Expected a path such as /jobs/:key or /files/*, got /*/b/*.'],
    ['a star in the middle', [route('GET', '/a/*/b')], 'Expected a path such as /jobs/:key or /files/*, got /a/*/b.'],
  ])('%s', (_, routes, sentence) => {
    expect(() => createRouter({ routes })).toThrow(sentence);
  });
});

describe('a body', () => {
  const echo: Route['handle'] = async (request) => new Response(await request.arrayBuffer(), { headers: { 'x-read': 'yes' } });
  const serve = (body: Route['body']) =>
    start(createRouter({ routes: [route('POST', '/in', { ...(body !== undefined && { body }), handle: echo })] }));
  const post = async (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/in`, { method: 'POST', body, headers });
    return [answer.status, await answer.text()] as const;
  };
  const gzip = { 'content-encoding': 'gzip' };

  test('up to the limit reaches the handler', async () => {
    const { url } = await serve({ maxBytes: 1_000 });
    expect(await post(url, 'x'.repeat(1_000))).toEqual([200, 'x'.repeat(1_000)]);
    expect(await post(url, '')).toEqual([200, '']);
  });

  test('without a rule is limited as well', async () => {
    const { url } = await serve(undefined);
    expect((await post(url, 'x'.repeat(1_048_576)))[0]).toBe(200);
    expect((await post(url, 'x'.repeat(1_048_577)))[0]).toBe(413);
  });

  test('that says it is larger is refused before it comes', async () => {
    const { port } = await serve({ maxBytes: 1_000 });
    const { received } = open(port, requestOf('POST /in', { 'content-length': '1001' }));
    await expect.poll(received).toMatch(/^HTTP\/1\.1 413 .*Expected a body of at most 1000 bytes/s);
  });

  test('in chunks that grows larger is refused while it comes', async () => {
    const { port } = await serve({ maxBytes: 1_000 });
    const { socket, received } = open(port, requestOf('POST /in', { 'transfer-encoding': 'chunked' }));
    const drip = setInterval(() => socket.write(`64\r\n${'x'.repeat(100)}\r\n`), 5);
    await expect.poll(received).toMatch(/^HTTP\/1\.1 413 /);
    clearInterval(drip);
  });

  test('that breaks off never reaches the handler', async () => {
    let calls = 0;
    const handle = () => {
      calls += 1;
      return new Response('ok');
    };
    const { port, url } = await start(createRouter({ routes: [route('POST', '/in', { handle }), route('GET', '/alive')] }));
    const { socket } = open(port, requestOf('POST /in', { 'content-length': '1000' }, 'x'));
    await new Promise((done) => setTimeout(done, 50));
    socket.destroy();
    expect((await fetch(`${url}/alive`)).status).toBe(200);
    expect(calls).toBe(0);
  });

  test('in gzip is inflated where the route takes it, and has the headers of what it is', async () => {
    const handle: Route['handle'] = async (request) =>
      Response.json([await request.text(), request.headers.get('content-encoding'), request.headers.get('content-type')]);
    const { url } = await start(createRouter({ routes: [route('POST', '/in', { body: { maxBytes: 1_000, gzip: true }, handle })] }));
    const body = gzipSync('x'.repeat(900));
    expect(await post(url, body, { ...gzip, 'content-type': 'a/b' })).toEqual([200, JSON.stringify(['x'.repeat(900), null, 'a/b'])]);
    expect(await post(url, 'plain', { 'content-type': 'a/b' })).toEqual([200, '["plain",null,"a/b"]']);
  });

  test('that is a gzip bomb is refused at the limit', async () => {
    const { url } = await serve({ maxBytes: 200_000, gzip: true });
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    expect(await post(url, bomb, gzip)).toEqual([413, '{"error":"Expected a body of at most 200000 bytes"}']);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ['no gzip', Buffer.from('plain')],
    ['half of one', gzipSync('x'.repeat(1_000)).subarray(0, 20)],
    ['a changed one', Buffer.concat([gzipSync('abc').subarray(0, -6), Buffer.from('xxxxxx')])],
  ])('that says it is gzip and is %s is refused', async (_, body) => {
    const { url } = await serve({ maxBytes: 1_000, gzip: true });
    expect(await post(url, body, gzip)).toEqual([400, '{"error":"Expected a body in gzip, as its content-encoding says"}']);
  });

  test.each<[string, Route['body'], string]>([
    ['br', { maxBytes: 1_000, gzip: true }, 'Expected gzip or no content-encoding'],
    ['gzip, gzip', { maxBytes: 1_000, gzip: true }, 'Expected gzip or no content-encoding'],
    ['gzip', { maxBytes: 1_000 }, 'Expected a body without content-encoding'],
  ])('in %s is refused where the route does not take it', async (encoding, rule, error) => {
    const { url } = await serve(rule);
    expect(await post(url, gzipSync('abc'), { 'content-encoding': encoding })).toEqual([415, JSON.stringify({ error })]);
  });

  test('is left to a handler that reads it itself', async () => {
    const { url } = await serve('unread');
    const body = gzipSync('abc');
    expect(await post(url, 'x'.repeat(2_000_000))).toEqual([200, 'x'.repeat(2_000_000)]);
    const answer = await fetch(`${url}/in`, { method: 'POST', body, headers: gzip });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(body);
  });
});
