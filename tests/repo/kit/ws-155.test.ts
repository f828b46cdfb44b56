import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAlertEvent, signWebhook } from '../../../src/alerts/index.js';
import { startWs155, typesOf, type Ws155, type Ws155Mode } from '../../kit/ws-155.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgMzIgYnl0ZXM=';

let ws155: Ws155;
beforeEach(async () => {
  ws155 = await startWs155(SECRET);
});
afterEach(() => ws155.close());

const event = (job = 'nightly') =>
  createAlertEvent({
    alert: 'BackupJobFailed',
    severity: 'critical',
    identity: { service: 'backups', operation: 'backup', job },
    episode: '1781834650.000',
    startedAt: new Date('2026-06-20T02:03:07Z'),
    summary: 'Backup nightly failed',
  });

/** The status, or that there was no answer. */
async function deliver({ job = 'nightly', secret = SECRET, change = (body: string) => body } = {}): Promise<number | 'none'> {
  const { id, ...content } = await event(job);
  const body = change(JSON.stringify({ id, ...content }));
  const headers = { ...(await signWebhook({ id, body }, { secrets: secret })) };
  return fetch(ws155.url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(1_500) }).then(
    ({ status }) => status,
    () => 'none',
  );
}

describe('the stand-in for WS-155 refuses', () => {
  test('a signature with another secret', async () => {
    expect(await deliver({ secret: OTHER_SECRET })).toBe(401);
    expect([ws155.refused.length, ws155.seen, ws155.acted]).toEqual([1, [], []]);
  });

  test('a signed body that is no event of the contract', async () => {
    const status = await deliver({ change: (body) => body.replace('"critical"', '"terrible"') });
    expect(status).toBeGreaterThanOrEqual(400);
    expect([ws155.refused.length, ws155.seen, ws155.acted]).toEqual([1, [], []]);
  });
});

describe('it answers a delivery as planned, and acts or does not', () => {
  test.each<[Ws155Mode, number | 'none', boolean]>([
    ['ok', 204, true],
    [202, 202, true],
    ['fail', 503, false],
    [500, 500, false],
    [{ status: 429, headers: { 'retry-after': '2' } }, 429, false],
    ['redirect', 307, false],
    ['hang', 'none', false],
    ['hang up', 'none', false],
    ['break off', 'none', false],
    ['late', 'none', true],
  ])('%j', async (mode, status, isActedOn) => {
    ws155.plan('nightly', mode);
    expect(await deliver()).toBe(status);
    expect(ws155.acted).toHaveLength(isActedOn ? 1 : 0);
    // What was planned is over; an id that was acted on is not acted on again.
    expect(await deliver()).toBe(isActedOn ? 200 : 204);
    expect(typesOf(ws155.acted, 'nightly')).toEqual(['alert.firing']);
    expect(ws155.seen).toHaveLength(2);
  });

  test('by the job it is about', async () => {
    ws155.setMode(({ data }) => (data.identity.job === 'poison' ? 422 : 'ok'));
    expect([await deliver({ job: 'poison' }), await deliver()]).toEqual([422, 204]);
    expect(ws155.accepted.map(({ data }) => data.identity.job)).toEqual(['nightly']);
  });

  test('and one that waits goes on when the mode changes', async () => {
    ws155.setMode('wait');
    const waiting = deliver();
    while (ws155.begun('nightly').length === 0) await new Promise((done) => setTimeout(done, 5));
    expect(ws155.acted).toEqual([]);
    ws155.setMode('ok');
    expect(await waiting).toBe(204);
    expect(ws155.answers('nightly')).toEqual([204]);
  });
});

test('it can be down and come back at the same address', async () => {
  await ws155.goDown();
  expect(await deliver()).toBe('none');
  await ws155.comeBack();
  expect(await deliver()).toBe(204);
});
