import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAlertClient, type AlertClientOptions } from '../../../../src/alerts/index.js';
import { startWs155, type Ws155, type Ws155Mode } from '../../../kit/ws-155.js';
import { startWebServer } from '../../../kit/web-server.js';
import { FAILED, failedEvent, OTHER_SECRET, SECRET } from '../fixtures.js';

let ws155: Ws155;
const problems: string[] = [];
beforeEach(async () => {
  problems.length = 0;
  ws155 = await startWs155(SECRET);
});
afterEach(() => ws155.close());

function clientOf(options: Partial<AlertClientOptions> = {}) {
  return createAlertClient({ url: ws155.url, secrets: SECRET, onProblem: (sentence) => void problems.push(sentence), ...options });
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
  await clientOf({ attemptTimeout: 300 }).send(FAILED);
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
    const failing = clientOf({ deadline: '700ms', attemptTimeout: 300 }).send(FAILED);
    await expect(failing).rejects.toMatchObject({ code: 'alert_undelivered', message: expect.stringContaining(got) as string });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('at the deadline even when WS-155 asks for a long pause', async () => {
    const { url, close } = await startWebServer(async () => new Response(null, { status: 503, headers: { 'retry-after': '3600' } }));
    await expect(clientOf({ url, deadline: 400 }).send(FAILED)).rejects.toMatchObject({ code: 'alert_undelivered' });
    await close();
  });
});

test('a secret of another form is said at once, and by whatever needs it', async () => {
  const began = performance.now();
  const client = clientOf({ secrets: 'hunter2' });
  await expect(client.send(FAILED)).rejects.toMatchObject({ code: 'configuration_invalid' });
  await expect(client.check()).rejects.toMatchObject({ code: 'configuration_invalid' });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(problems).toEqual([expect.stringContaining('Expected a webhook secret')]);
  expect(problems.join()).not.toContain('hunter2');
  await expect(clientOf().check()).resolves.toBeUndefined();
});

describe('a client stands in the script that is the backup, so making it throws nothing:', () => {
  test.each<[string, unknown]>([
    ['`url`', { url: undefined }],
    ['`url`', { url: 'nowhere' }],
    ['`secrets`', { secrets: undefined }],
    ['`deadline`', { deadline: NaN }],
    ['`deadline`', { deadline: 30 }],
    ['`deadline`', { deadline: '30 seconds' }],
    ['`attemptTimeout`', { attemptTimeout: -1 }],
    ['`fetch`', { fetch: 'fetch' }],
    ['`now`', { now: 7 }],
    ['Expected `retrys` to be a field of the options of createAlertClient (known are url, ', { retrys: 3 }],
    ['did you mean `deadline`?', { deadlineMs: 1_000 }],
    ['did you mean `secrets`?', { secret: SECRET }],
  ])('%s is said: %o', async (sentence, change) => {
    clientOf(change as Partial<AlertClientOptions>);
    await Promise.resolve();
    await vi.waitFor(() => expect(problems).toEqual([expect.stringContaining(sentence)]));
  });

  test('nor without options at all', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const client = createAlertClient(undefined as unknown as AlertClientOptions);
    await expect(client.send(FAILED)).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Expected the options of createAlertClient to be an object'));
    warn.mockRestore();
  });

  test('and an alert goes out with what is left in place', async () => {
    await clientOf({ deadline: NaN, attemptTimeout: 'soon' as never, now: () => NaN }).send(FAILED);
    expect(ws155.accepted).toEqual([await failedEvent()]);
    expect(problems).toHaveLength(3);
  });
});

describe('an alert of which a nicety is wrong goes out without it, and that is said', () => {
  test.each<[string, object]>([
    ['`exitCode`', { exitCode: NaN }],
    ['`traceId`', { traceId: 'none' }],
    ['`lastSuccessAt`', { lastSuccessAt: new Date(NaN) }],
    ['`attempt`', { attempt: 0 }],
    ['`sizeNow`', { sizeNow: -1 }],
    ['did you mean `runbook`?', { runbok: 'https://example.com' }],
    ['did you mean `environment`?', { identity: { ...FAILED.identity, enviroment: 'staging' } }],
  ])('%s', async (sentence, change) => {
    await clientOf().send({ ...FAILED, ...change });
    expect(ws155.accepted).toEqual([await failedEvent()]);
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });

  test('a text that is too long is cut, and a name that is too long stays apart from others', async () => {
    const jobs = ['one', 'two'].map((end) => `${'j'.repeat(300)}-${end}`);
    for (const job of jobs) await clientOf().send({ ...FAILED, identity: { job }, summary: 'x'.repeat(600) });
    expect(ws155.accepted.map(({ data }) => data.summary.length)).toEqual([500, 500]);
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(2);
  });
});

test('no secret leaves in a text of an alert', async () => {
  const text = 'pg_dump postgresql://admin:hunter2hunter2@db.internal/weddings failed';
  await clientOf().send({ ...FAILED, summary: text, description: text, runbookText: text, attributes: { note: text } });
  expect(ws155.accepted).toHaveLength(1);
  expect(JSON.stringify(ws155.accepted)).not.toContain('hunter2');
});

test('the deadline holds for a fetch that never answers and does not mind its signal', async () => {
  const client = clientOf({ deadline: '200ms', fetch: () => new Promise(() => {}) });
  await expect(client.send(FAILED)).rejects.toMatchObject({ code: 'alert_undelivered' });
});

test.each(['Infinity', '1e300', '99999999999'])('a pause of "%s" seconds does not become none', async (value) => {
  let asked = 0;
  const { url, close } = await startWebServer(async () => {
    asked += 1;
    return new Response(null, { status: 503, headers: { 'retry-after': value } });
  });
  await expect(clientOf({ url, deadline: '500ms' }).send(FAILED)).rejects.toMatchObject({ code: 'alert_undelivered' });
  expect(asked).toBe(1);
  await close();
});

test('a secret that is rotated is used from the next attempt on', async () => {
  let secret = OTHER_SECRET;
  const sending = clientOf({ secrets: () => secret }).send(FAILED);
  while (ws155.refused.length === 0) await new Promise((done) => setTimeout(done, 10));
  secret = SECRET;
  await sending;
  expect(ws155.accepted).toHaveLength(1);
});

describe('secrets that can not be read at the moment', () => {
  const failing = Object.assign(new Error('ENOENT: no such file, open /run/secrets/ws155'), { code: 'ENOENT' });
  const refuse = () => Promise.reject(failing);

  test.each<[string, () => unknown]>([
    [
      'a function that throws',
      () => {
        throw failing;
      },
    ],
    ['a function that rejects', refuse],
    ['a function that returns none', () => []],
    ['a function that returns an empty text', () => ''],
    ['a function that returns half of one', () => SECRET.slice(0, 20)],
    ['a function that returns nothing', () => undefined],
    ['a function that never answers', () => new Promise(() => {})],
  ])('are read again: %s', async (_, once) => {
    let reads = 0;
    const secrets = (() => (++reads < 3 ? once() : SECRET)) as () => string;
    await clientOf({ secrets, attemptTimeout: 200 }).send(FAILED);
    expect(ws155.accepted).toHaveLength(1);
    expect(reads).toBe(3);
  });

  test('until the deadline, and the error says why', async () => {
    const sending = clientOf({ secrets: refuse, deadline: '500ms' }).send(FAILED);
    await expect(sending).rejects.toMatchObject({
      code: 'alert_undelivered',
      message:
        'Expected WS-155 to accept the alert within 500 ms, got no secret to sign it with. Expected `secrets` to be readable, got ENOENT.',
    });
    expect(ws155.seen).toEqual([]);
  });

  test('a function that never answers does not outlast the deadline', async () => {
    const sending = clientOf({ secrets: () => new Promise<string>(() => {}), deadline: '300ms' }).send(FAILED);
    await expect(sending).rejects.toMatchObject({
      code: 'alert_undelivered',
      message: expect.stringContaining('no secret to sign') as string,
    });
  });

  test.each<[string, () => unknown]>([
    ['gone', refuse],
    ['half written', () => SECRET.slice(0, 20)],
    ['hanging', () => new Promise(() => {})],
  ])('leave those of before in use: %s', async (_, later) => {
    let reads = 0;
    const client = clientOf({ secrets: (() => (++reads < 2 ? SECRET : later())) as () => string, attemptTimeout: 200 });
    for (let sent = 0; sent < 3; sent += 1) await client.send(FAILED);
    expect(ws155.accepted).toHaveLength(3);
    expect(problems).toEqual([expect.stringContaining('stay in use')]);
  });

  test('are heard of by whoever checks them', async () => {
    await expect(clientOf({ secrets: refuse }).check()).rejects.toMatchObject({ code: 'configuration_invalid' });
  });
});
