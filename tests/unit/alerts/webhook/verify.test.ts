import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { signWebhook, verifyWebhook, type IncomingWebhook, type VerifyOptions } from '../../../../src/alerts/index.js';
import { failedEvent, NEXT_SECRET, OTHER_SECRET, SECRET } from '../fixtures.js';

const event = await failedEvent();
const body = JSON.stringify(event);
const signed = await signWebhook({ id: event.id, body }, { secrets: SECRET });

interface Sent {
  readonly text?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly signedWith?: string | readonly string[];
  readonly at?: number;
}

async function send({ text = body, headers = {}, signedWith = SECRET, at = Date.now() }: Sent = {}): Promise<Request> {
  const all = {
    ...(await signWebhook({ id: event.id, body: typeof text === 'string' ? text : body, at }, { secrets: signedWith })),
    ...headers,
  };
  const set = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Request('https://ws-155.example.com/alerts', { method: 'POST', headers: set, body: text });
}

async function refusalOf(sent: Sent, options?: Partial<VerifyOptions>) {
  const result = await verifyWebhook(await send(sent), { secrets: SECRET, ...options });
  if (result.valid) return 'none';
  return [result.reason, result.response.status, await result.response.json()];
}

const UNSIGNED = { error: 'Invalid signature' };

test('what was signed comes out as the event it was', async () => {
  expect(await verifyWebhook(await send(), { secrets: SECRET })).toEqual({ valid: true, id: event.id, event });
});

test('fields of a later release are left out', async () => {
  const later = JSON.stringify({ ...event, mood: 'bad' });
  expect(await verifyWebhook(await send({ text: later }), { secrets: SECRET })).toEqual({ valid: true, id: event.id, event });
});

describe('during a rotation', () => {
  test('the sender may sign with both secrets', async () => {
    for (const known of [SECRET, NEXT_SECRET]) {
      expect(await verifyWebhook(await send({ signedWith: [SECRET, NEXT_SECRET] }), { secrets: known })).toMatchObject({ valid: true });
    }
  });

  test('the receiver may know both secrets', async () => {
    for (const signedWith of [SECRET, NEXT_SECRET]) {
      expect(await verifyWebhook(await send({ signedWith }), { secrets: [SECRET, NEXT_SECRET] })).toMatchObject({ valid: true });
    }
  });
});

describe('401 "Invalid signature" is the answer to', () => {
  const cut = (signature: string) => signature.slice(0, -4);
  const anySignature = (value: string | undefined) => ({ 'webhook-signature': value, 'x-webhook-signature': value });

  test.each<[string, string, Sent]>([
    ['another secret', 'signature', { signedWith: OTHER_SECRET }],
    ['a changed body', 'signature', { text: new TextEncoder().encode(`${body} `) }],
    ['another id', 'signature', { headers: { 'webhook-id': 'alert_1' } }],
    ['another time', 'signature', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 60) } }],
    ['no signature', 'headers', { headers: anySignature(undefined) }],
    ['no id', 'headers', { headers: { 'webhook-id': undefined } }],
    ['no time', 'headers', { headers: { 'webhook-timestamp': undefined } }],
    ['a time that is no number', 'headers', { headers: { 'webhook-timestamp': '1e9' } }],
    ['a time with a zero in front', 'headers', { headers: { 'webhook-timestamp': `0${String(Math.floor(Date.now() / 1_000))}` } }],
    ['a time too long ago', 'time', { at: Date.now() - 302_000 }],
    ['a time in the future', 'time', { at: Date.now() + 302_000 }],
    ['an empty signature', 'signature', { headers: anySignature('') }],
    ['a signature of nothing', 'signature', { headers: anySignature('v1,') }],
    ['a signature of another version', 'signature', { headers: anySignature('v1a,AAAA') }],
  ])('%s', async (_, reason, sent) => {
    expect(await refusalOf(sent)).toEqual([reason, 401, UNSIGNED]);
  });

  test('a signature that was cut off', async () => {
    const { 'webhook-signature': signature } = await signWebhook({ id: event.id, body }, { secrets: SECRET });
    expect(await refusalOf({ headers: anySignature(cut(signature)) })).toEqual(['signature', 401, UNSIGNED]);
  });

  test('the same bytes of a signature in another text', async () => {
    const at = Date.now();
    const { 'webhook-signature': signature } = await signWebhook({ id: event.id, body, at }, { secrets: SECRET });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = signature.at(-2)!;
    const other = `${signature.slice(0, -2)}${alphabet[alphabet.indexOf(last) + 1]!}=`;
    expect(Buffer.from(other.slice(3), 'base64')).toEqual(Buffer.from(signature.slice(3), 'base64'));
    expect(await refusalOf({ at, headers: anySignature(other) })).toEqual(['signature', 401, UNSIGNED]);
    expect(await refusalOf({ at, headers: anySignature(signature.slice(0, -1)) })).toEqual(['signature', 401, UNSIGNED]);
  });

  test('two signature headers of which one is wrong', async () => {
    const { 'webhook-signature': wrong } = await signWebhook({ id: event.id, body }, { secrets: OTHER_SECRET });
    expect(await refusalOf({ headers: { 'x-webhook-signature': wrong } })).toEqual(['signature', 401, UNSIGNED]);
    expect(await refusalOf({ headers: { 'webhook-signature': wrong } })).toEqual(['signature', 401, UNSIGNED]);
  });

  test('a right signature behind many wrong ones', async () => {
    const { 'webhook-signature': right } = await signWebhook({ id: event.id, body }, { secrets: SECRET });
    expect(await refusalOf({ headers: anySignature(`${'v1,AAAA '.repeat(8)}${right}`) })).toEqual(['signature', 401, UNSIGNED]);
  });
});

test.each(['webhook-signature', 'x-webhook-signature'])('%s alone is enough', async (name) => {
  const other = name === 'webhook-signature' ? 'x-webhook-signature' : 'webhook-signature';
  expect(await verifyWebhook(await send({ headers: { [other]: undefined } }), { secrets: SECRET })).toMatchObject({ valid: true });
});

describe('a body that is too large is refused with 413', () => {
  test('by the length it names', async () => {
    expect(await refusalOf({ headers: { 'content-length': '65537' } })).toEqual(['size', 413, { error: 'Payload too large' }]);
  });

  test('by the bytes that come, without reading them all', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_024));
      },
    });
    const { headers } = await send();
    const request = new Request('https://ws-155.example.com/alerts', { method: 'POST', headers, body: endless, duplex: 'half' });
    expect(await verifyWebhook(request, { secrets: SECRET, maxBytes: 4_096 })).toMatchObject({ valid: false, reason: 'size' });
    expect(pulled).toBeLessThan(10);
  });

  test('and one of exactly the limit is read', async () => {
    const maxBytes = new TextEncoder().encode(body).length;
    expect(await verifyWebhook(await send(), { secrets: SECRET, maxBytes })).toMatchObject({ valid: true });
    expect(await verifyWebhook(await send(), { secrets: SECRET, maxBytes: maxBytes - 1 })).toMatchObject({ reason: 'size' });
  });
});

describe('422 is the answer to a signed body', () => {
  test.each([
    ['that is no JSON', 'hello'],
    ['of another version', JSON.stringify({ ...event, version: 1 })],
    ['with another id than its header', JSON.stringify({ ...event, id: event.id.replace(/.$/, 'g') })],
    ['of another kind', '{"type":"invoice.paid"}'],
    ['that is empty', ''],
  ])('%s', async (_, text) => {
    expect(await refusalOf({ text })).toEqual(['contract', 422, { error: 'No backup alert of a known version' }]);
  });
});

test('a body that breaks off is not accepted, and the sender comes again', async () => {
  const { headers } = await send();
  const broken = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body.slice(0, 20)));
      controller.error(new Error('connection reset'));
    },
  });
  const request = new Request('https://ws-155.example.com/alerts', { method: 'POST', headers, body: broken, duplex: 'half' });
  expect(await verifyWebhook(request, { secrets: SECRET })).toMatchObject({
    valid: false,
    reason: 'interrupted',
    response: { status: 503 },
  });
});

describe('the reference implementation', () => {
  test('accepts what is signed here', async () => {
    const headers = await signWebhook({ id: event.id, body }, { secrets: [NEXT_SECRET, SECRET] });
    expect(new Webhook(SECRET).verify(body, { ...headers })).toEqual(event);
  });

  test('makes the same signature', async () => {
    const at = new Date('2026-06-20T02:03:07Z');
    const headers = await signWebhook({ id: event.id, body, at: at.getTime() }, { secrets: SECRET });
    expect(headers['webhook-signature']).toBe(new Webhook(SECRET).sign(event.id, at, body));
    expect(headers['x-webhook-signature']).toBe(headers['webhook-signature']);
  });
});

describe('a secret of another form is refused without being shown', () => {
  test.each<[string, unknown]>([
    ['characters without that prefix', 'hunter2hunter2hunter2hunter2hunter2'],
    ['not base64', 'whsec_hunter2 hunter2!'],
    ['12 bytes', `whsec_${btoa('hunter2hunte')}`],
    ['65 bytes', `whsec_${btoa('h'.repeat(65))}`],
    ['type number', [7]],
    ['`v1,` in front: leave that out', 'v1,whsec_hunter2hunter2hunter2hunter2'],
    ['1 character in front of that prefix', 'xwhsec_hunter2hunter2hunter2hunter2'],
    ['got none', []],
    ['got none', undefined],
  ])('%s', async (sentence, secret) => {
    const error: unknown = await signWebhook({ id: 'a', body }, { secrets: secret as string }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'configuration_invalid', message: expect.stringContaining(sentence) as string });
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('a limit that is none is refused, and no webhook passes by it', () => {
  const longAgo = { at: Date.parse('1970-02-01') };

  test.each<[string, object]>([
    ['`tolerance`', { tolerance: NaN }],
    ['`tolerance`', { tolerance: Infinity }],
    ['`tolerance`', { tolerance: 'five minutes' }],
    ['`tolerance`', { tolerance: 300 }],
    ['`tolerance`', { tolerance: '2w' }],
    ['`tolerance`', { tolerance: null, toleranceMs: NaN }],
    ['`maxBytes`', { maxBytes: NaN }],
    ['`maxBytes`', { maxBytes: Infinity }],
    ['`maxBytes`', { maxBytes: -1 }],
    ['`maxBytes`', { maxBytes: '64 KiB' }],
    ['`now`', { now: () => NaN }],
    ['`now`', { now: () => '2026' }],
    ['`now`', { now: () => new Date() }],
    ['`now`', { now: 0 }],
    ['did you mean `tolerance`?', { toleranceMs: 300_000 }],
    ['did you mean `secrets`?', { secret: SECRET }],
  ])('%s: %o', async (sentence, options) => {
    const verifying = verifyWebhook(await send(longAgo), { secrets: SECRET, ...options });
    await expect(verifying).rejects.toMatchObject({ code: 'configuration_invalid', message: expect.stringContaining(sentence) as string });
  });

  test('durations may be written as texts and as milliseconds', async () => {
    for (const tolerance of ['10m', 600_000] as const) {
      expect(await verifyWebhook(await send({ at: Date.now() - 500_000 }), { secrets: SECRET, tolerance })).toMatchObject({ valid: true });
      expect(await refusalOf({ at: Date.now() - 700_000 }, { tolerance })).toEqual(['time', 401, UNSIGNED]);
    }
  });

  test('secrets without a name of their own are asked for as an object', async () => {
    const verifying = verifyWebhook(await send(), SECRET as unknown as VerifyOptions);
    await expect(verifying).rejects.toThrow('Expected the options of verifyWebhook to be an object with `secrets`');
  });

  test.each<[string, object]>([
    ['`at`', { at: NaN }],
    ['`id`', { id: 'two\nlines' }],
    ['`id`', { id: 7 }],
    ['`body`', { body: { a: 1 } }],
    ['did you mean `at`?', { att: 1 }],
  ])('nothing is signed with a wrong %s', async (_, change) => {
    const signing = signWebhook({ id: 'a', body, ...change }, { secrets: SECRET });
    await expect(signing).rejects.toMatchObject({ code: 'configuration_invalid' });
  });
});

describe('what another server makes of a webhook is verified as well:', () => {
  const bytes = new TextEncoder().encode(body);
  const capital = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toUpperCase(), value]));

  test.each<[string, IncomingWebhook]>([
    ['headers of web standards and a text', { headers: new Headers(signed), body }],
    ['a plain object and bytes', { headers: signed, body: bytes }],
    ['a Buffer, and names in capitals', { headers: capital, body: Buffer.from(body) }],
    ['lists of values', { headers: { ...signed, 'webhook-id': [event.id], accept: undefined }, body }],
    ['pairs', { headers: Object.entries(signed), body }],
    ['a Map', { headers: new Map(Object.entries(signed)), body }],
    ['a stream of Node.js', { headers: signed, body: Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]) }],
  ])('%s', async (_, webhook) => {
    expect(await verifyWebhook(webhook, { secrets: SECRET })).toEqual({ valid: true, id: event.id, event });
  });

  test.each<[string, IncomingWebhook]>([
    ['a changed body', { headers: signed, body: `${body} ` }],
    ['an id twice', { headers: { ...signed, 'webhook-id': [event.id, 'alert_1'] }, body }],
    ['an id twice in two spellings', { headers: { ...signed, 'Webhook-Id': 'alert_1' }, body }],
    ['no headers', { headers: undefined as never, body }],
  ])('and is refused with %s', async (_, webhook) => {
    expect(await verifyWebhook(webhook, { secrets: SECRET })).toMatchObject({ valid: false, response: { status: 401 } });
  });

  test('and is asked for again when its stream breaks off', async () => {
    expect(await verifyWebhook({ headers: signed, body: broken() }, { secrets: SECRET })).toMatchObject({
      valid: false,
      reason: 'interrupted',
      response: { status: 503 },
    });
  });

  test('and is refused when it is too large, before all of it came', async () => {
    const large = { headers: signed, body: Readable.from([new Uint8Array(5_000), new Uint8Array(5_000)]) };
    expect(await verifyWebhook(large, { secrets: SECRET, maxBytes: 4_096 })).toMatchObject({ reason: 'size' });
    expect(await verifyWebhook({ headers: signed, body: 'x'.repeat(4_097) }, { secrets: SECRET, maxBytes: 4_096 })).toMatchObject({
      reason: 'size',
    });
  });

  function broken(): Readable {
    return new Readable({
      read() {
        this.push(bytes.subarray(0, 10));
        this.destroy(new Error('connection reset'));
      },
    });
  }
});

describe('a body that is not there any more as it was sent is said in a sentence, and the sender comes again', () => {
  const readBefore = async () => {
    const request = await send();
    await request.text();
    return request;
  };
  const locked = async () => {
    const request = await send();
    request.body?.getReader();
    return request;
  };
  const ended = async () => {
    const stream = Readable.from([body]);
    await stream.toArray();
    return { headers: signed, body: stream };
  };

  const fails = (): never => {
    throw new Error('not now');
  };

  test.each<[string, string, () => unknown]>([
    ['a Request that was read', 'one that was read before', readBefore],
    ['a Request that somebody reads', 'one that was read before', locked],
    ['a stream that was read', 'one that was read before', ended],
    ['an object that express.json() made', 'what a parser made of it', () => ({ headers: signed, body: event })],
    ['an empty object', 'what a parser made of it', () => ({ headers: signed, body: {} })],
    ['a list', 'what a parser made of it', () => ({ headers: signed, body: [1] })],
    ['nothing at all', 'what cannot be read', () => null],
    ['a body that rejects', 'what a parser made of it', () => ({ headers: signed, body: Promise.reject(new Error('late')) })],
    ['headers that throw', 'what cannot be read', () => ({ headers: { get: fails }, body })],
    ['headers that throw when they are looked at', 'what cannot be read', () => Object.defineProperty({ body }, 'headers', { get: fails })],
    ['a body that throws', 'what cannot be read', () => Object.defineProperty({ headers: signed }, 'body', { get: fails })],
    ['a stream that throws', 'what cannot be read', () => ({ headers: signed, body: { on: fails } })],
    ['no body', 'got none', () => ({ headers: signed, body: undefined })],
  ])('%s', async (_, got, webhook) => {
    const result = await verifyWebhook((await webhook()) as IncomingWebhook, { secrets: SECRET });
    expect(result).toMatchObject({ valid: false, reason: 'body', error: { code: 'configuration_invalid' } });
    if (result.valid) return;
    const { error } = (await result.response.json()) as { error: string };
    expect([result.response.status, error]).toEqual([500, result.error?.message]);
    expect(error).toContain(got);
    expect(error).toContain('express.raw(');
    expect(error).toContain('addContentTypeParser(');
  });
});
