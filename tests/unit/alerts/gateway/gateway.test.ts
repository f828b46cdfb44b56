import { describe, expect, test, vi } from 'vitest';
import { type GatewayEvent, type GatewayOptions } from '../../../../src/alerts/index.js';
import { type Ws155Mode } from '../../../kit/ws-155.js';
import { startWebServer } from '../../../kit/web-server.js';
import { NEXT_SECRET, SECRET } from '../fixtures.js';
import { eventTypes, gatewayOf, seen, ws155 } from './gateway-harness.js';
import { alertmanagerPost, alertOf, grafanaPost, notificationOf, TOKEN } from '../../../kit/notifications.js';

describe('a request is answered', () => {
  const bearer = (value: string) => alertmanagerPost(notificationOf(), { authorization: value });
  test.each<[number, string, () => Request]>([
    [404, 'another path', () => alertmanagerPost(notificationOf(), {}, '/elsewhere')],
    [405, 'another method', () => new Request('http://gateway/alertmanager', { headers: { authorization: `Bearer ${TOKEN}` } })],
    [401, 'no token', () => new Request('http://gateway/alertmanager', { method: 'POST', body: '{}' })],
    [401, 'another token', () => bearer('Bearer somebody-elses-token-x')],
    [401, 'an empty token', () => bearer('Bearer ')],
    [401, 'the beginning of the token', () => bearer(`Bearer ${TOKEN.slice(0, -1)}`)],
    [401, 'basic authentication', () => bearer(`Basic ${TOKEN}`)],
    [413, 'a length beyond the limit', () => alertmanagerPost('x'.repeat(20_001))],
    [415, 'another type', () => alertmanagerPost(notificationOf(), { 'content-type': 'text/plain' })],
    [415, 'a compressed body', () => alertmanagerPost(notificationOf(), { 'content-encoding': 'gzip' })],
    [400, 'no JSON', () => alertmanagerPost('{')],
    [400, 'an empty body', () => alertmanagerPost('')],
    [400, 'an array', () => alertmanagerPost('[]')],
    [400, 'another version', () => alertmanagerPost(notificationOf([], { version: '3' }))],
    [400, 'alerts that are no list', () => alertmanagerPost(notificationOf([], { alerts: {} }))],
    [413, 'more alerts than it may hold', () => alertmanagerPost(notificationOf(Array.from({ length: 12 }, () => 0)))],
    [400, 'a level that is no digit', () => alertmanagerPost(notificationOf(), {}, '/alertmanager?level=high')],
  ])('%d to %s', async (status, _, request) => {
    const answer = await gatewayOf({ maxBytes: 20_000, maxWaiting: 10 }).handle(request());
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('error');
    expect(ws155.seen).toEqual([]);
    expect(seen).toEqual([expect.objectContaining({ type: 'answered', status })]);
  });

  test('200 to a token in x-monitoring-token, which counts beside another header; an empty one does not', async () => {
    const send = async (token: string, authorization = '') => {
      const { status } = await gatewayOf().handle(alertmanagerPost(notificationOf(), { authorization, 'x-monitoring-token': token }));
      return status;
    };
    expect([await send(TOKEN), await send(TOKEN, 'Basic eDp5'), await send('', `Bearer ${TOKEN}`)]).toEqual([200, 200, 200]);
    expect([await send(`${TOKEN}x`, `Bearer ${TOKEN}`), await send('')]).toEqual([401, 401]);
  });

  test('404 to a sender that is not set up', async () => {
    expect((await gatewayOf({ grafanaSecrets: undefined }).handle(grafanaPost())).status).toBe(404);
    expect((await gatewayOf({ alertmanagerTokens: undefined }).handle(alertmanagerPost())).status).toBe(404);
  });

  test('408 to a body that does not come', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const request = new Request('http://gateway/alertmanager', {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    });
    expect((await gatewayOf({ deadline: 100 }).handle(request)).status).toBe(408);
  });
});

describe('as long as WS-155 does not accept, the sender is asked to come again:', () => {
  test.each<[string, Ws155Mode]>([
    ['500', 500],
    ['503', 503],
    ['429', 429],
    ['401', 401],
    ['403', 403],
    ['404', 404],
    ['hanging', 'hang'],
    ['hanging up', 'hang up'],
    ['a redirect', 'redirect'],
  ])('%s', async (_, mode) => {
    ws155.setMode(mode);
    const gateway = gatewayOf({ deadline: '400ms' });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    expect(eventTypes()).toEqual(['unavailable', 'answered']);
    expect(ws155.followed()).toBe(0);
    ws155.setMode('ok');
    expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
    expect(ws155.seen[0]?.id).toBe(ws155.seen.at(-1)?.id);
  });

  test('nobody listening', async () => {
    const { url, close } = await startWebServer(async () => new Response());
    await close();
    expect((await gatewayOf({ url }).handle(alertmanagerPost())).status).toBe(503);
    expect(seen[0]).toMatchObject({ type: 'unavailable', reason: 'ECONNREFUSED' });
  });

  test('one alert of many, and the others arrive nevertheless', async () => {
    ws155.setMode(({ data }) => (data.identity.job === 'job-3' ? 500 : 'ok'));
    const alerts = Array.from({ length: 20 }, (_, index) => alertOf({ labels: { backup_job_name: `job-${String(index)}` } }));
    expect((await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)))).status).toBe(503);
    expect(ws155.accepted).toHaveLength(19);
  });

  test('more alerts waiting than may', async () => {
    ws155.setMode('hang');
    const gateway = gatewayOf({ maxWaiting: 2, concurrency: 1, deadline: '400ms' });
    const two = () => alertmanagerPost(notificationOf([alertOf(), alertOf()]));
    const first = gateway.handle(two());
    await vi.waitFor(() => expect(ws155.seen).toHaveLength(1));
    const answer = await gateway.handle(two());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await first).status).toBe(503);
  });
});

test('only so many alerts are posted at the same time', async () => {
  const alerts = Array.from({ length: 50 }, (_, index) => alertOf({ labels: { backup_job_name: `job-${String(index)}` } }));
  expect((await gatewayOf({ concurrency: 3 }).handle(alertmanagerPost(notificationOf(alerts)))).status).toBe(200);
  expect(ws155.accepted).toHaveLength(50);
  expect(ws155.mostAtOnce()).toBeLessThanOrEqual(3);
});

describe('an alert that WS-155 refuses for good', () => {
  const poisoned = () => {
    ws155.setMode(({ data }) => (data.identity.job === 'poison' ? 422 : 'ok'));
    return alertmanagerPost(notificationOf([alertOf({ labels: { backup_job_name: 'poison' } }), alertOf()]));
  };

  test.each([400, 410, 413, 422])('with %d notifies the fallback and is accepted', async (status) => {
    ws155.setMode(status);
    const notified: unknown[] = [];
    const answer = await gatewayOf({ fallback: (undeliverable) => void notified.push(undeliverable) }).handle(alertmanagerPost());
    expect(answer.status).toBe(200);
    expect(notified).toEqual([
      {
        reason: 'rejected',
        status,
        text: `WS-155 refused an alert with status ${String(status)}: BackupJobFailed (critical): Backup nightly failed`,
        event: ws155.seen[0],
      },
    ]);
    expect(seen[0]).toMatchObject({ type: 'undeliverable', notified: true, status });
  });

  test('does not block the others of its group', async () => {
    expect((await gatewayOf({ fallback: () => {} }).handle(poisoned())).status).toBe(200);
    expect(ws155.accepted.map(({ data }) => data.identity.job)).toEqual(['nightly']);
  });

  test('is posted to a URL as JSON that chat systems show', async () => {
    const posts: unknown[] = [];
    const chat = await startWebServer(async (request) => {
      posts.push(await request.json());
      return new Response('ok');
    });
    expect((await gatewayOf({ fallback: chat.url }).handle(poisoned())).status).toBe(200);
    await chat.close();
    expect(posts).toEqual([
      expect.objectContaining({ text: expect.stringContaining('refused') as string, reason: 'rejected', status: 422 }),
    ]);
  });

  test('is kept by the sender where a fallback of its own says that nobody was notified', async () => {
    for (const fallback of [() => false, () => Promise.resolve(new Response('', { status: 500 }))])
      expect((await gatewayOf({ fallback }).handle(poisoned())).status).toBe(503);
  });

  test('is kept by the sender while the fallback does not take it', async () => {
    const chat = await startWebServer(async () => new Response(null, { status: 500 }));
    expect((await gatewayOf({ fallback: chat.url }).handle(poisoned())).status).toBe(503);
    await chat.close();
    expect((await gatewayOf({ fallback: chat.url }).handle(poisoned())).status).toBe(503);
    expect(ws155.accepted).toHaveLength(2);
    expect(seen).toContainEqual(expect.objectContaining({ type: 'undeliverable', notified: false }));
  });

  test('is reported and taken where there is no fallback', async () => {
    expect((await gatewayOf().handle(poisoned())).status).toBe(200);
    expect(seen).toContainEqual(expect.objectContaining({ type: 'undeliverable', notified: false, status: 422 }));
  });
});

describe('what the sender left out or cannot be read', () => {
  test('is delivered: truncated alerts are an alert of their own, the same at each retry', async () => {
    const gateway = gatewayOf();
    const truncated = notificationOf([alertOf()], { truncatedAlerts: 7 });
    for (const body of [truncated, truncated, { ...truncated, groupKey: 'another' }]) await gateway.handle(alertmanagerPost(body));
    const alerts = ws155.accepted.filter(({ data }) => data.alert === 'BackupAlertsTruncated');
    expect(alerts[0]?.data).toMatchObject({ severity: 'critical', source: 'gateway', summary: '7 alerts were left out of a notification' });
    expect(alerts.map(({ id }) => id === alerts[0]?.id)).toEqual([true, true, false]);
    expect(seen).toContainEqual({ type: 'truncated', count: 7 });
  });

  test('is delivered: an alert that is none goes to the fallback, and the others arrive', async () => {
    const notified: unknown[] = [];
    const alerts = [alertOf(), null, { ...alertOf(), status: 'odd' }];
    const gateway = gatewayOf({ fallback: (undeliverable) => void notified.push(undeliverable) });
    expect((await gateway.handle(alertmanagerPost(notificationOf(alerts)))).status).toBe(200);
    expect(ws155.accepted).toHaveLength(1);
    expect(notified).toEqual([{ reason: 'malformed', text: '2 of 3 alerts from alertmanager could not be read' }]);
  });
});

describe('secrets', () => {
  test.each<[string, () => unknown]>([
    ['empty', () => []],
    ['half written', () => 'whsec_MfKQ9r8G'],
    ['not readable', () => Promise.reject(new Error('EACCES'))],
    ['never read', () => new Promise(() => {})],
  ])('that are %s for a moment leave those of before in use, which is said once', async (_, moment) => {
    let [secret, token]: (() => unknown)[] = [() => SECRET, () => TOKEN];
    const seen: GatewayEvent[] = [];
    const gateway = gatewayOf({
      secrets: () => secret?.() as string,
      alertmanagerTokens: () => token?.() as string,
      onEvent: (event) => void seen.push(event),
      deadline: '600ms',
    });
    const statuses = [(await gateway.handle(alertmanagerPost())).status];
    [secret, token] = [moment, moment];
    for (let sent = 0; sent < 2; sent += 1) statuses.push((await gateway.handle(alertmanagerPost())).status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(seen.filter(({ type }) => type === 'failed')).toHaveLength(2);
    await expect(Promise.race([gateway.check(), new Promise((_resolve, reject) => setTimeout(reject, 2_000))])).rejects.toBeDefined();
  });

  test('may change while the gateway runs', async () => {
    let secret = NEXT_SECRET;
    let token = 'the-token-of-yesterday';
    const gateway = gatewayOf({ secrets: () => secret, alertmanagerTokens: () => [token] });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(401);
    token = TOKEN;
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    secret = SECRET;
    expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
  });

  test('of which there are two sign both, and both tokens are taken', async () => {
    const gateway = gatewayOf({ secrets: [NEXT_SECRET, SECRET], alertmanagerTokens: ['the-token-of-tomorrow', TOKEN] });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
    expect((await gateway.handle(alertmanagerPost(notificationOf(), { authorization: 'bearer the-token-of-tomorrow' }))).status).toBe(200);
    expect(ws155.lastHeaders()?.get('webhook-signature')).toMatch(/^v1,\S{44} v1,\S{44}$/);
  });

  test('that are wrong make the gateway ask the sender to come again', async () => {
    const gateway = gatewayOf({ secrets: 'hunter2' });
    await expect(gateway.check()).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    expect(eventTypes()).toEqual(['failed', 'answered']);
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });

  test('that are short are refused', async () => {
    await expect(gatewayOf({ alertmanagerTokens: 'short' }).check()).rejects.toThrow('at least 16 characters, got 5 characters');
    await expect(gatewayOf({ grafanaSecrets: [] }).check()).rejects.toThrow('at least 16 characters, got none');
    await expect(gatewayOf().check()).resolves.toBeUndefined();
  });
});

test.each([
  ['no URL', 'ws-155'],
  ['file:', 'file:///etc/passwd'],
  ['credentials', 'https://user:hunter2@ws-155.example.com'],
])('a wrong address (%s) is refused at once and not shown', (got, url) => {
  expect(() => gatewayOf({ url })).toThrow(got);
  expect(() => gatewayOf({ fallback: url })).toThrow(got);
  expect(() => gatewayOf({ runbookBase: url })).toThrow(got);
  try {
    gatewayOf({ url });
  } catch (error) {
    expect(String(error)).not.toContain('hunter2');
  }
});

test('a listener that throws changes nothing', async () => {
  const gateway = gatewayOf({
    onEvent() {
      throw new Error('log is full');
    },
  });
  expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
});

test.each<[string, object]>([
  ['`deadline`', { deadline: NaN }],
  ['`deadline`', { deadline: 10 }],
  ['`deadline`', { deadline: '2h' }],
  ['`concurrency`', { concurrency: 0 }],
  ['`concurrency`', { concurrency: NaN }],
  ['`maxWaiting`', { maxWaiting: Infinity }],
  ['`maxBytes`', { maxBytes: NaN }],
  ['`watchdogInterval`', { watchdogInterval: NaN }],
  ['`watchdogs`', { watchdogs: 'Watchdog' }],
  ['`now`', { now: 1 }],
  ['nobody could send', { alertmanagerTokens: undefined, grafanaSecrets: undefined }],
  ['did you mean `deadline`?', { deadlineMs: 10_000 }],
  ['did you mean `alertmanagerTokens`?', { alertmanagerToken: TOKEN }],
])('a wrong option is refused at once: %s', (sentence, options) => {
  expect(() => gatewayOf(options)).toThrow(sentence);
});

test('a clock that says nothing makes the sender come again', async () => {
  const gateway = gatewayOf({ now: () => NaN });
  const resolved = alertOf({ labels: { alertname: 'Watchdog' } });
  expect((await gateway.handle(alertmanagerPost(notificationOf([resolved])))).status).toBe(503);
  expect((await gateway.handle(grafanaPost())).status).toBe(503);
  expect(ws155.accepted).toEqual([]);
});

describe('the deadline holds', () => {
  test('for a fetch that never answers and does not mind its signal', async () => {
    const gateway = gatewayOf({ deadline: '100ms', fetch: () => new Promise(() => {}) });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    expect(seen[0]).toMatchObject({ type: 'unavailable', reason: 'deadline' });
  });

  test('for a fallback that hangs, which gets its signal', async () => {
    ws155.setMode(422);
    let given: AbortSignal | undefined;
    const fallback: GatewayOptions['fallback'] = (_, { signal }) => {
      given = signal;
      return new Promise(() => {});
    };
    expect((await gatewayOf({ deadline: '200ms', fallback }).handle(alertmanagerPost())).status).toBe(503);
    expect(given?.aborted).toBe(true);
    expect(seen[0]).toMatchObject({ type: 'undeliverable', notified: false });
  });
});

test('a body with more values than anybody means is not parsed', async () => {
  const answer = await gatewayOf().handle(alertmanagerPost(`{"alerts":[],"x":[[${'0,'.repeat(300_000)}0]]}`));
  expect([answer.status, await answer.json()]).toEqual([413, { error: 'Too many alerts or values in one notification' }]);
});

test('texts that are slow to clean hold up no alert', { timeout: 20_000 }, async () => {
  const slow = `dose${'a'.repeat(28)}-`.repeat(128);
  const alerts = Array.from({ length: 40 }, (_, index) =>
    alertOf({ labels: { backup_job_name: `job-${String(index)}` }, annotations: { summary: slow, description: slow } }),
  );
  const body = notificationOf(alerts);
  expect((await gatewayOf({ deadline: '1m' }).handle(alertmanagerPost(body))).status).toBe(200);
  expect(ws155.accepted).toHaveLength(40);
});
