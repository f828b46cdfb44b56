import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createIdempotencyStore,
  receiveWebhook,
  signWebhook,
  type AlertEvent,
  type ReceiveOptions,
  type IdempotencyStore,
} from '../../../../src/alerts/index.js';
import { failedEvent, OTHER_SECRET, SECRET } from '../fixtures.js';

const event = await failedEvent();
const body = JSON.stringify(event);

async function send(secret = SECRET): Promise<Request> {
  const headers = await signWebhook({ id: event.id, body }, { secrets: secret });
  return new Request('https://ws-155.example.com/alerts', { method: 'POST', headers, body });
}

const errors: unknown[] = [];
beforeEach(() => void (errors.length = 0));

function createReceiver(act: (event: AlertEvent) => unknown, idempotencyStore: IdempotencyStore = createIdempotencyStore()) {
  return async (request: Request | Promise<Request> = send()) =>
    receiveWebhook(await request, { secrets: SECRET, idempotencyStore, act, onError: (error) => void errors.push(error) });
}

test('an alert that comes again is answered 200 without a second action', async () => {
  const acted: string[] = [];
  const receive = createReceiver(({ id }) => void acted.push(id));
  expect((await receive()).status).toBe(204);
  const again = await receive();
  expect([again.status, await again.json()]).toEqual([200, { duplicate: true }]);
  expect(acted).toEqual([event.id]);
});

test('a forged webhook with a known id is refused all the same', async () => {
  const receive = createReceiver(() => {});
  await receive();
  expect((await receive(send(OTHER_SECRET))).status).toBe(401);
});

test('a forged webhook does not take the id from the real one', async () => {
  const acted: string[] = [];
  const receive = createReceiver(({ id }) => void acted.push(id));
  await receive(send(OTHER_SECRET));
  expect((await receive()).status).toBe(204);
  expect(acted).toHaveLength(1);
});

test('of many deliveries at once one acts, and the others are asked to retry', async () => {
  let acted = 0;
  let finish = () => {};
  const blocked = new Promise<void>((done) => (finish = done));
  const receive = createReceiver(async () => {
    acted += 1;
    await blocked;
  });
  const statuses: number[] = [];
  const answers = Array.from({ length: 10 }, async () => {
    statuses.push((await receive()).status);
    if (statuses.length === 9) finish();
  });
  await Promise.all(answers);
  expect(statuses).toEqual([...Array.from({ length: 9 }, () => 503), 204]);
  expect(acted).toBe(1);
});

test('an action that failed is done when the webhook comes again', async () => {
  let attempts = 0;
  const receive = createReceiver(() => {
    attempts += 1;
    if (attempts === 1) throw new Error('pager is down');
  });
  const first = await receive();
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
  expect(errors).toEqual([new Error('pager is down')]);
  expect((await receive()).status).toBe(204);
  expect((await receive()).status).toBe(200);
  expect(attempts).toBe(2);
});

test.each<readonly [string, () => unknown]>([
  [
    'a generator, which does nothing of itself',
    function* () {
      yield expect.fail('acted');
    },
  ],
  ['an answer that is no success', () => Promise.resolve(new Response('gone', { status: 500 }))],
  ['that it was not done', () => false],
  ['an error', () => new Error('pager is down')],
])('an action that returns %s is to be done again', async (_, act) => {
  const receive = createReceiver(act);
  expect((await receive()).status).toBe(503);
  expect(String(errors[0])).toBe('Error: `act` returned that nothing was done.');
  expect((await receive()).status).toBe(503);
});

test.each<readonly [string, () => unknown]>([
  ['an answer that is a success', () => Promise.resolve(new Response('paged'))],
  ['a process that goes on', () => ({ stdout: {}, exitCode: null })],
  ['how to undo it', () => () => undefined],
])('an action that returns %s is done', async (_, act) => {
  expect((await createReceiver(act)()).status).toBe(204);
});

test('a store that answers anything else is said, and the sender comes again', async () => {
  const odd = { ...createIdempotencyStore(), claim: () => true as never };
  const answer = await createReceiver(() => expect.fail('acted'), odd)();
  expect(answer.status).toBe(503);
  expect(errors.map(String)).toEqual([
    'BackupTelemetryError: Expected `idempotencyStore.claim` to answer "new", "busy" or "done", got true.',
  ]);
});

describe('ids in memory', () => {
  test('are kept up to a number, and the one not seen for longest goes first', () => {
    const idempotencyStore = createIdempotencyStore({ max: 2 });
    for (const id of ['a', 'b']) {
      expect(idempotencyStore.claim(id, 'first')).toBe('new');
      void idempotencyStore.finish(id);
    }
    expect(idempotencyStore.claim('a', 'first')).toBe('done');
    expect(idempotencyStore.claim('c', 'first')).toBe('new');
    expect([idempotencyStore.claim('a', 'first'), idempotencyStore.claim('b', 'first')]).toEqual(['done', 'new']);
  });

  test('are kept beyond that number while they are acted on: a second delivery would be acted on as well', () => {
    const idempotencyStore = createIdempotencyStore({ max: 1 });
    expect([idempotencyStore.claim('a', 'first'), idempotencyStore.claim('b', 'first'), idempotencyStore.claim('a', 'second')]).toEqual([
      'new',
      'new',
      'busy',
    ]);
    void idempotencyStore.finish('a');
    expect([idempotencyStore.claim('a', 'second'), idempotencyStore.claim('a', 'third')]).toEqual(['done', 'done']);
    expect([idempotencyStore.claim('c', 'first'), idempotencyStore.claim('b', 'second'), idempotencyStore.claim('a', 'fourth')]).toEqual([
      'new',
      'busy',
      'new',
    ]);
  });

  test('are claimed for a minute: an action that never ends gives its id back', () => {
    let time = 0;
    const idempotencyStore = createIdempotencyStore({ now: () => time });
    expect(idempotencyStore.claim('a', 'first')).toBe('new');
    time = 59_999;
    expect(idempotencyStore.claim('a', 'first')).toBe('busy');
    time = 60_000;
    expect(idempotencyStore.claim('a', 'first')).toBe('new');
    time = 119_999;
    expect(idempotencyStore.claim('a', 'first')).toBe('busy');
    void idempotencyStore.finish('a');
    void idempotencyStore.release('a', 'first');
    time = 1e9;
    expect(idempotencyStore.claim('a', 'first')).toBe('done');
  });

  test('stay claimed by whoever came later when an action that was late fails', () => {
    let time = 0;
    const idempotencyStore = createIdempotencyStore({ now: () => time });
    expect(idempotencyStore.claim('a', 'first')).toBe('new');
    time = 60_000;
    expect(idempotencyStore.claim('a', 'second')).toBe('new');
    void idempotencyStore.release('a', 'first');
    expect(idempotencyStore.claim('a', 'third')).toBe('busy');
    void idempotencyStore.release('a', 'second');
    expect(idempotencyStore.claim('a', 'third')).toBe('new');
  });

  test('are new again where the clock says nothing', () => {
    const idempotencyStore = createIdempotencyStore({ now: () => NaN });
    expect([idempotencyStore.claim('a', 'first'), idempotencyStore.claim('a', 'first')]).toEqual(['new', 'new']);
  });

  test.each<[string, object]>([
    ['`max`', { max: NaN }],
    ['`max`', { max: 0 }],
    ['`claimTimeout`', { claimTimeout: NaN }],
    ['`claimTimeout`', { claimTimeout: 'soon' }],
    ['`now`', { now: 1 }],
    ['did you mean `max`?', { maxs: 1 }],
  ])('are not kept with a wrong %s', (sentence, options) => {
    expect(() => createIdempotencyStore(options)).toThrow(sentence);
  });
});

describe('a store that fails never makes it reject:', () => {
  test('when it never ends to keep an id, the action is done all the same', async () => {
    vi.useFakeTimers();
    const idempotencyStore = { ...createIdempotencyStore(), finish: () => new Promise<void>(() => {}) };
    const answer = createReceiver(() => {}, idempotencyStore)();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect((await answer).status).toBe(204);
    expect(errors.map(String)).toEqual(['TimeoutError: Expected the store of ids to answer within 5000 ms, got nothing.']);
  });

  const broken = (part: keyof IdempotencyStore, how: 'throws' | 'rejects'): IdempotencyStore => ({
    ...createIdempotencyStore(),
    [part]: () => {
      if (how === 'throws') throw new Error('table is gone');
      return Promise.reject(new Error('table is gone'));
    },
  });

  describe.each(['throws', 'rejects'] as const)('when it %s', (how) => {
    test('in `claim`, nothing is done and the sender comes again', async () => {
      let acted = 0;
      const answer = await createReceiver(() => void (acted += 1), broken('claim', how))();
      expect([answer.status, acted]).toEqual([503, 0]);
      expect(errors).toEqual([new Error('table is gone')]);
    });

    test('in `finish`, what was done is done', async () => {
      expect((await createReceiver(() => {}, broken('finish', how))()).status).toBe(204);
      expect(errors).toEqual([new Error('table is gone')]);
    });

    test('in `release`, the sender comes again', async () => {
      const act = () => Promise.reject(new Error('pager is down'));
      expect((await createReceiver(act, broken('release', how))()).status).toBe(503);
      expect(errors).toEqual([new Error('pager is down'), new Error('table is gone')]);
    });
  });

  test('with an answer that is none, nothing is done and the sender comes again', async () => {
    const idempotencyStore = { ...createIdempotencyStore(), claim: () => true as never };
    expect((await createReceiver(() => expect.unreachable(), idempotencyStore)()).status).toBe(503);
  });

  test('nor does a listener that throws', async () => {
    const act = () => Promise.reject(new Error('pager is down'));
    for (const onError of [() => Promise.reject(new Error('log is full')), () => expect.unreachable()]) {
      const options = { secrets: SECRET, idempotencyStore: createIdempotencyStore(), act, onError: onError as () => void };
      expect((await receiveWebhook(await send(), options)).status).toBe(503);
    }
  });
});

test('a body that was read before is answered with 500 and a sentence, which is also heard here', async () => {
  const request = await send();
  await request.text();
  const answer = await createReceiver(() => expect.unreachable())(request);
  expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('got one that was read before')]);
  expect(errors).toHaveLength(1);
});

test.each<[string, object]>([
  ['`act`', { act: undefined }],
  ['`idempotencyStore`', { idempotencyStore: {} }],
  ['did you mean `idempotencyStore`?', { idempotencyStor: 1 }],
  ['`tolerance`', { tolerance: NaN }],
])('a wrong %s is an error at once', async (sentence, change) => {
  const options = { secrets: SECRET, idempotencyStore: createIdempotencyStore(), act: () => {}, ...change } as ReceiveOptions;
  await expect(receiveWebhook(await send(), options)).rejects.toThrow(sentence);
});
