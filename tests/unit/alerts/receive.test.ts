import { describe, expect, test } from 'vitest';
import { createSeenIds, receiveWebhook, signWebhook, type AlertEvent, type SeenIds } from '../../../src/alerts/index.js';
import { failedEvent, OTHER_SECRET, SECRET } from './fixtures.js';

const event = await failedEvent();
const body = JSON.stringify(event);

async function send(secret = SECRET): Promise<Request> {
  const headers = await signWebhook({ id: event.id, body }, secret);
  return new Request('https://ws-155.example.com/alerts', { method: 'POST', headers, body });
}

function createReceiver(act: (event: AlertEvent) => Promise<void> | void, seen: SeenIds = createSeenIds()) {
  return async (request: Request | Promise<Request> = send()) => receiveWebhook(await request, { secrets: SECRET, seen, act });
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

test('of many deliveries at once one acts, and the others are told to come again', async () => {
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
  expect((await receive()).status).toBe(204);
  expect((await receive()).status).toBe(200);
  expect(attempts).toBe(2);
});

describe('ids in memory', () => {
  test('are kept up to a number, and the one not seen for longest goes first', () => {
    const seen = createSeenIds({ max: 2 });
    for (const id of ['a', 'b']) {
      expect(seen.claim(id)).toBe('new');
      void seen.finish(id);
    }
    expect(seen.claim('a')).toBe('done');
    expect(seen.claim('c')).toBe('new');
    expect([seen.claim('a'), seen.claim('b')]).toEqual(['done', 'new']);
  });
});
