import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAlertClient, type AlertClientOptions } from '../../../src/alerts/index.js';
import { startFakeWs155, type FakeWs155, type Ws155Mode } from '../../support/fake-ws155.js';
import { startWebServer } from '../../support/web-server.js';
import { FAILED, failedEvent, OTHER_SECRET, SECRET } from './fixtures.js';

let ws155: FakeWs155;
beforeEach(async () => {
  ws155 = await startFakeWs155(SECRET);
});
afterEach(() => ws155.close());

function clientOf(options: Partial<AlertClientOptions> = {}) {
  return createAlertClient({ url: ws155.url, secret: SECRET, ...options });
}

test('an alert arrives signed, and its id comes back', async () => {
  const { id } = await clientOf().send(FAILED);
  expect(ws155.accepted).toEqual([await failedEvent()]);
  expect(id).toBe(ws155.accepted[0]?.id);
});

test.each<[string, Ws155Mode]>([
  ['500', 500],
  ['429', 429],
  ['hanging up', 'hang up'],
  ['a redirect', 'redirect'],
  ['hanging', 'hang'],
])('after %s it comes again with the same id', async (_, mode) => {
  let attempts = 0;
  ws155.setMode(() => (++attempts < 3 ? mode : 'ok'));
  await clientOf({ attemptTimeoutMs: 300 }).send(FAILED);
  expect(ws155.accepted).toHaveLength(1);
  expect(ws155.seen).toHaveLength(3);
  expect(new Set(ws155.seen.map(({ id }) => id)).size).toBe(1);
  expect(ws155.followed()).toBe(0);
});

test('it comes again no sooner than WS-155 asks for', async () => {
  const times: number[] = [];
  const { url, close } = await startWebServer(async (request) => {
    await request.arrayBuffer();
    times.push(performance.now());
    return new Response(null, { status: times.length < 2 ? 429 : 204, headers: { 'retry-after': '1' } });
  });
  await clientOf({ url }).send(FAILED);
  await close();
  expect(times[1]! - times[0]!).toBeGreaterThan(990);
});

describe('it gives up', () => {
  test.each([400, 410, 413, 422])('at once when WS-155 answers %d', async (status) => {
    ws155.setMode(status);
    await expect(clientOf().send(FAILED)).rejects.toMatchObject({
      code: 'alert_rejected',
      message: `Expected WS-155 to accept the alert, got status ${String(status)}, which is for good.`,
    });
    expect(ws155.seen).toHaveLength(1);
  });

  test.each<[string, Ws155Mode, string]>([
    ['errors', 503, 'got status 503'],
    ['hangs', 'hang', 'got no answer (deadline)'],
  ])('at the deadline when WS-155 %s', async (_, mode, got) => {
    ws155.setMode(mode);
    const began = performance.now();
    const failing = clientOf({ deadlineMs: 700, attemptTimeoutMs: 300 }).send(FAILED);
    await expect(failing).rejects.toMatchObject({ code: 'alert_undelivered', message: expect.stringContaining(got) as string });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('at the deadline even when WS-155 asks for a long pause', async () => {
    const { url, close } = await startWebServer(async () => new Response(null, { status: 503, headers: { 'retry-after': '3600' } }));
    await expect(clientOf({ url, deadlineMs: 400 }).send(FAILED)).rejects.toMatchObject({ code: 'alert_undelivered' });
    await close();
  });
});

test('an alert that does not fit the contract is not sent', async () => {
  await expect(clientOf().send({ ...FAILED, alert: '' })).rejects.toMatchObject({ code: 'alert_invalid' });
  expect(ws155.seen).toEqual([]);
});

test('a secret of another form is said at once', async () => {
  const began = performance.now();
  await expect(clientOf({ secret: 'hunter2' }).send(FAILED)).rejects.toMatchObject({ code: 'configuration_invalid' });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(() => clientOf({ url: 'nowhere' })).toThrow('Expected `url`');
});

test('a secret that is rotated is used from the next attempt on', async () => {
  let secret = OTHER_SECRET;
  const sending = clientOf({ secret: () => secret }).send(FAILED);
  while (ws155.refused.length === 0) await new Promise((done) => setTimeout(done, 10));
  secret = SECRET;
  await sending;
  expect(ws155.accepted).toHaveLength(1);
});
