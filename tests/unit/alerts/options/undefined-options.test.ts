import { expect, test } from 'vitest';
import {
  alertId,
  createAlertClient,
  createAlertEvent,
  createAlertGateway,
  createIdempotencyStore,
  receiveWebhook,
  signWebhook,
  verifyWebhook,
} from '../../../../src/alerts/index.js';
import { FAILED, failedEvent, SECRET } from '../fixtures.js';

const url = 'https://ws-155.example.com/alerts';

test('of an alert, what is undefined is left out', async () => {
  const left = { status: undefined, level: undefined, endedAt: undefined, errorType: undefined };
  const event = await createAlertEvent({ ...FAILED, ...left }, { source: undefined, now: () => 1_781_834_650_000 });
  expect(event).toEqual(await createAlertEvent(FAILED, { now: () => 1_781_834_650_000 }));
  const facts = { alert: 'A', identity: { job: 'nightly' }, episode: '1.000', status: 'firing', severity: 'critical' } as const;
  expect(await alertId({ ...facts, level: undefined })).toBe(await alertId(facts));
});

test('of a webhook, too: it is verified and acted on as by default', async () => {
  const event = await failedEvent();
  const body = JSON.stringify(event);
  const headers = await signWebhook({ id: event.id, body, at: undefined }, { secrets: SECRET });
  const options = { secrets: SECRET, tolerance: undefined, maxBytes: undefined, now: undefined };
  expect(await verifyWebhook({ headers, body }, options)).toMatchObject({ valid: true, id: event.id });

  const acted: string[] = [];
  const idempotencyStore = createIdempotencyStore({ max: undefined, claimTimeout: undefined, now: undefined });
  const act = ({ id }: { readonly id: string }) => void acted.push(id);
  const receive = () => receiveWebhook({ headers, body }, { ...options, idempotencyStore, act, onError: undefined });
  expect([(await receive()).status, (await receive()).status]).toEqual([204, 200]);
  expect(acted).toEqual([event.id]);
});

test('of those who send, too', () => {
  const unset = { deadline: undefined, fetch: undefined, now: undefined };
  expect(() =>
    createAlertGateway({
      ...unset,
      url,
      secrets: SECRET,
      alertmanagerTokens: 'a-token-of-alertmanager',
      concurrency: undefined,
      maxWaiting: undefined,
      maxBytes: undefined,
      watchdogs: undefined,
      watchdogInterval: undefined,
      onEvent: undefined,
    }),
  ).not.toThrow();
  const said: string[] = [];
  createAlertClient({ ...unset, url, secrets: SECRET, attemptTimeout: undefined, onProblem: (sentence) => void said.push(sentence) });
  expect(said).toEqual([]);
});
