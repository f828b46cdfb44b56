import { expect, test, vi } from 'vitest';
import { typesOf } from '../../../kit/ws-155.js';
import { sendings } from '../../../kit/monitor/sending.js';

const start = sendings();
const PATIENT = { timeout: 10_000 };

test('a database that fails once holds up no delivery for longer than a moment', async () => {
  const { ws155, alerts, sender, add, errors } = await start();
  await add('nightly', '1.000');
  const { waiting } = alerts;
  let failures = 2;
  Object.assign(alerts, {
    waiting: (...args: Parameters<typeof waiting>) => (failures-- > 0 ? Promise.reject(new Error('gone for a moment')) : waiting(...args)),
  });
  sender.wake();
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly')).toEqual(['alert.firing']), PATIENT);
  expect(errors).toEqual([new Error('gone for a moment'), new Error('gone for a moment')]);
});

test('an alert that is refused for good reaches the fallback, which has to take it', async () => {
  const taken: string[] = [];
  let isAway = true;
  const { ws155, sender, add, events, alerts } = await start({
    notify: (undeliverable) => {
      if (isAway) return Promise.resolve(false);
      taken.push(undeliverable.text);
      return Promise.resolve(true);
    },
  });
  ws155.plan('nightly', 422, 422, 422, 422, 422, 422);
  await add('nightly', '1.000');
  sender.wake();
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'unavailable', status: 422, reason: 'fallback' }), PATIENT);
  isAway = false;
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'refused', status: 422, notified: true }), PATIENT);
  expect(taken).toEqual(['WS-155 refused an alert with status 422: BackupJobFailed (critical): x']);
  expect((await alerts.deliveries(1))[0]).toMatchObject({ status: 422, refusedAt: expect.any(Number) as number, acceptedAt: null });
});

test('an alert that is never answered holds up those of its job for a quarter of an hour, and those of its incident as long as it waits', async () => {
  const { ws155, sender, add } = await start();
  const at = Date.now() - 16 * 60_000;
  await add('nightly', '1.000', { at });
  await add('nightly', '1.000', { at, endedAt: at + 1_000 });
  await add('nightly', '2.000', { at });
  await add('fresh', '1.000');
  await add('fresh', '2.000');
  ws155.setMode(({ data }) => (data.episode === '1.000' ? 500 : 'ok'));
  sender.wake();
  await vi.waitFor(() => expect(ws155.acted.map(({ data }) => data.episode)).toEqual(['2.000']), PATIENT);
  await vi.waitFor(() => expect(typesOf(ws155.seen, 'fresh').length).toBeGreaterThan(2), PATIENT);
  expect(typesOf(ws155.acted, 'nightly')).toEqual(['alert.firing']);
  expect(typesOf(ws155.acted, 'fresh')).toEqual([]);
  ws155.setMode('ok');
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly')).toEqual(['alert.firing', 'alert.firing', 'alert.resolved']), PATIENT);
  await vi.waitFor(
    () =>
      expect(ws155.acted.filter(({ data }) => data.identity.job === 'fresh').map(({ data }) => data.episode)).toEqual(['1.000', '2.000']),
    PATIENT,
  );
});

test('hundreds that WS-155 does not take are tried in turn, and starve none that comes after them', async () => {
  const { ws155, sender, add, alerts } = await start();
  for (let index = 0; index < 300; index++) await add(`stuck-${index}`, '1.000', { at: Date.now() - 60_000 });
  ws155.setMode(({ data }) => (data.identity.job?.startsWith('stuck') ? 401 : 'ok'));
  sender.wake();
  await vi.waitFor(() => expect(ws155.seen.length).toBeGreaterThan(100), PATIENT);
  await add('nightly', '1.000');
  sender.wake();
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly')).toEqual(['alert.firing']), PATIENT);
  await vi.waitFor(async () => expect((await alerts.deliveries(1_000)).filter(({ attempts }) => attempts === 0)).toEqual([]), PATIENT);
});

test.each([
  ['an hour', '3600', 300_000],
  ['a moment', '10', 10_000],
])('a receiver that asks for %s is asked again within five minutes', async (_what, seconds, most) => {
  const { ws155, sender, add, alerts, events } = await start();
  ws155.setMode({ status: 503, headers: { 'retry-after': seconds } });
  await add('nightly', '1.000');
  sender.wake();
  await vi.waitFor(() => expect(events).toHaveLength(1), PATIENT);
  const [waiting] = await alerts.waiting({ most: 1, heldUpSince: 0 });
  expect(waiting!.nextAt - Date.now()).toBeLessThanOrEqual(most);
  expect(waiting!.nextAt - Date.now()).toBeGreaterThan(most - 5_000);
});

test('a clock that was set back by a day delays nothing', async () => {
  const { ws155, sender, add } = await start();
  await add('nightly', '1.000', { at: Date.now() + 86_400_000 });
  sender.wake();
  await vi.waitFor(() => expect(typesOf(ws155.seen, 'nightly')).toEqual(['alert.firing']), PATIENT);
});
