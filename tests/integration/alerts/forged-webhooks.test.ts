import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIdempotencyStore, receiveWebhook } from '../../../src/alerts/index.js';
import { loops, LOOP_LIMIT_MS } from '../../kit/loops.js';
import { createRawPoster } from '../../kit/raw-post.js';
import { startWebServer, type WebServer } from '../../kit/web-server.js';
import { forged, KINDS, rightEvent, SECRET, sign } from './forgeries.js';

const CASES = loops({ ci: 2_000, soak: 100_000 });
const AT_ONCE = 20;

const poster = createRawPoster();
const accepted: string[] = [];
let receiver: WebServer;

beforeAll(async () => {
  const idempotencyStore = createIdempotencyStore();
  receiver = await startWebServer((request) =>
    receiveWebhook(request, { secrets: SECRET, idempotencyStore, act: ({ id }) => void accepted.push(id) }),
  );
});
afterAll(async () => {
  poster.close();
  await receiver.close();
});

test(`of ${String(CASES)} forged webhooks none is accepted`, { timeout: LOOP_LIMIT_MS }, async () => {
  const counts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(forged, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (cases) => {
      const answers = cases.map(async ({ kind, make }) => {
        const { status, body } = await poster.post({ url: receiver.url, ...(await make()) });
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        return kind === 'broken off' ? 'no answer to nobody' : `${kind}: ${String(status)} ${body}`;
      });
      const expected = cases.map(({ kind }) => {
        if (kind === 'broken off') return 'no answer to nobody';
        return kind === 'oversized' ? 'oversized: 413 {"error":"Payload too large"}' : `${kind}: 401 {"error":"Invalid signature"}`;
      });
      expect(await Promise.all(answers)).toEqual(expected);
      expect(accepted).toEqual([]);
    }),
    { numRuns: CASES / AT_ONCE },
  );
  expect([...counts.keys()].sort()).toEqual([...KINDS].sort());
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(CASES);

  // The same receiver accepts what is right.
  const right = await rightEvent();
  const { status } = await poster.post({ url: receiver.url, ...(await sign(right)) });
  expect([status, accepted]).toEqual([204, [right.id]]);
});
