import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAlertGateway } from '../../../src/alerts/index.js';
import { startWs155, type Ws155 } from '../../kit/ws-155.js';
import { loops, LOOP_LIMIT_MS } from '../../kit/loops.js';
import { createRawPoster, type RawPost } from '../../kit/raw-post.js';
import { startWebServer, type WebServer } from '../../kit/web-server.js';
import { alertmanagerPost, alertOf, GRAFANA_SECRET, grafanaPost, notificationOf, TOKEN } from '../../kit/notifications.js';
import { SECRET } from './forgeries.js';

const CASES = loops({ ci: 1_000, soak: 40_000 });
const AT_ONCE = 20;
/** Every status the gateway means to answer with while WS-155 is well. */
const DELIBERATE = [200, 400, 401, 404, 405, 413, 415];

const poster = createRawPoster();
const failures: unknown[] = [];
let ws155: Ws155;
let gateway: WebServer;

beforeAll(async () => {
  ws155 = await startWs155(SECRET);
  const { handle } = createAlertGateway({
    url: ws155.url,
    secrets: SECRET,
    alertmanagerTokens: TOKEN,
    grafanaSecrets: GRAFANA_SECRET,
    maxBytes: 100_000,
    onEvent: (event) => event.type === 'failed' && failures.push(event.error),
  });
  gateway = await startWebServer(handle);
});
afterAll(async () => {
  poster.close();
  await gateway.close();
  await ws155.close();
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '__proto__', 'constructor', '\u0000', '\uD800', '9'.repeat(400)),
);
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }));
const labels = fc.oneof(fc.dictionary(text, text, { maxKeys: 5 }), value);
const alert = fc.oneof(
  { weight: 3, arbitrary: fc.record({ labels, annotations: labels }).map((changes) => alertOf(changes as { labels: object })) },
  { weight: 2, arbitrary: fc.record({ key: text, changed: value }).map(({ key, changed }) => ({ ...alertOf(), [key]: changed })) },
  {
    weight: 1,
    arbitrary: fc.record({ startsAt: value, endsAt: value, status: value, fingerprint: value }).map((changes) => alertOf(changes)),
  },
  { weight: 1, arbitrary: value },
);
const notification = fc
  .record({
    alerts: fc.array(alert, { maxLength: 5 }),
    key: fc.constantFrom('none', 'version', 'groupKey', 'alerts', 'truncatedAlerts'),
    changed: value,
  })
  .map(({ alerts, key, changed }) => notificationOf(alerts, key === 'none' ? {} : { [key]: changed }));
const body = fc.oneof(
  { weight: 4, arbitrary: notification.map((content) => JSON.stringify(content)) },
  { weight: 1, arbitrary: value.map((content) => JSON.stringify(content)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
  { weight: 1, arbitrary: fc.nat(150_000).map((length) => 'x'.repeat(length)) },
);
const headers = fc.constantFrom<Record<string, string>>(
  {},
  { authorization: `Bearer ${TOKEN}x` },
  { authorization: 'x'.repeat(2_000) },
  { 'content-type': 'application/jsonx' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-encoding': 'br' },
  { expect: '100-continue' },
  { 'x-grafana-alerting-timestamp': '-1' },
);
const post = fc.record({
  path: fc.constantFrom('/alertmanager', '/alertmanager', '/alertmanager?level=3', '/grafana', '/', '//', '/%00', '/alertmanager?level=%'),
  method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'),
  body,
  headers,
});

/** As an honest sender would send it, but for what was drawn. */
async function toPost({
  path,
  method,
  body: content,
  headers: drawn,
}: typeof post extends fc.Arbitrary<infer T> ? T : never): Promise<RawPost> {
  const signed = path === '/grafana' ? Object.fromEntries(grafanaPost({ body: content }).headers) : {};
  const own = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, ...signed };
  return { url: `${gateway.url}${path}`, method, headers: { ...own, ...drawn }, body: content };
}

test(`${String(CASES)} arbitrary requests are answered with a status that is meant`, { timeout: LOOP_LIMIT_MS }, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(post, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (posts) => {
      const answers = await Promise.all(posts.map(async (drawn) => poster.post(await toPost(drawn))));
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(answers.map(({ status }) => status).filter((status) => !DELIBERATE.includes(status))).toEqual([]);
    }),
    { numRuns: CASES / AT_ONCE, interruptAfterTimeLimit: LOOP_LIMIT_MS - 60_000, markInterruptAsFailure: true },
  );
  expect(failures).toEqual([]);
  expect(ws155.refused).toEqual([]);
  // Every status occurred, so each branch was reached.
  expect([...statuses.keys()].sort()).toEqual(DELIBERATE);
});

test('senders whose bodies stop in the middle are answered at the deadline, and hold up nobody', { timeout: 60_000 }, async () => {
  const { handle } = createAlertGateway({ url: ws155.url, secrets: SECRET, alertmanagerTokens: TOKEN, deadline: '1s' });
  const server = await startWebServer(handle);
  const head = `POST /alertmanager HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`;
  const stalled = Array.from(
    { length: 200 },
    (_, index) =>
      new Promise<string>((done) => {
        let received = '';
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(head + '{'.repeat(index)));
        socket.once('data', (chunk: Buffer) => {
          received = chunk.toString('latin1');
          socket.destroy();
        });
        socket.once('error', () => done(received));
        socket.once('close', () => done(received));
      }),
  );
  const { headers: sent } = alertmanagerPost();
  const { status } = await poster.post({
    url: `${server.url}/alertmanager`,
    headers: Object.fromEntries(sent),
    body: JSON.stringify(notificationOf()),
  });
  expect(status).toBe(200);
  const answers = await Promise.all(stalled);
  expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 408 '))).toEqual([]);
  await server.close();
});

test(
  'bytes that are no HTTP are answered with 400 or a closed connection',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
        const answer = await new Promise<string>((done) => {
          let received = '';
          const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => socket.end(bytes));
          socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
          socket.once('error', () => done(received));
          socket.once('close', () => done(received));
        });
        expect(answer).toMatch(/^(HTTP\/1\.1 400 .*)?$/s);
      }),
      { numRuns: loops({ ci: 300, soak: 10_000 }) },
    );
  },
  LOOP_LIMIT_MS,
);
