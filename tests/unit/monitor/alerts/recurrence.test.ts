import { expect, test } from 'vitest';
import type { AlertEvent } from '../../../../src/alerts/index.js';
import { envelopeOf, START } from '../../../kit/monitor/envelopes.js';
import { startEvaluated, type Evaluated } from '../../../kit/monitor/evaluated.js';

const MINUTE = 60_000;

/** All that waits to be delivered about lost runs, in its order. */
async function waitingAbout({ database }: Evaluated): Promise<readonly { readonly id: string; readonly event: AlertEvent }[]> {
  const rows = await database.run<{ id: string; event: string }>(
    "select id, event from backup_deliveries where alert = 'BackupProcessLost' order by place",
  );
  return rows.map(({ id, event }) => ({ id, event: JSON.parse(event) as AlertEvent }));
}

/** Of two runs that were lost, the newer comes back. What is said of the older is the same as before it. */
async function playReturn() {
  const monitor = await startEvaluated();
  const sign = (run: string, at: number) => envelopeOf({ name: 'backup.run.heartbeat', at, run, id: `${run}-${at}` });
  await monitor.at(START + 6 * MINUTE, sign('older', START));
  await monitor.at(START + 20 * MINUTE, sign('newer', START + 10 * MINUTE));
  await monitor.at(START + 21 * MINUTE, sign('newer', START + 21 * MINUTE));
  return monitor;
}

test('an alert that comes back in an episode that was over is delivered under an id of its own', async () => {
  const monitor = await playReturn();
  const waiting = await waitingAbout(monitor);
  const [older, newer] = [START, START + 10 * MINUTE].map((at) => (at / 1_000).toFixed(3));
  expect(waiting.map(({ event }) => [event.type, event.data.episode])).toEqual([
    ['alert.firing', older],
    ['alert.resolved', older],
    ['alert.firing', newer],
    ['alert.resolved', newer],
    ['alert.firing', `${older}#2`],
  ]);
  expect(new Set(waiting.map(({ id }) => id)).size).toBe(5);
});

test('its end closes what was opened last, also after a restart, and the next one is the third', async () => {
  const before = await playReturn();
  const monitor = await startEvaluated({ database: before.database });
  expect(monitor.open()).toEqual([`BackupProcessLost ${(START / 1_000).toFixed(3)}`]);
  const sign = (run: string, at: number) => envelopeOf({ name: 'backup.run.heartbeat', at, run, id: `${run}-${at}` });
  await monitor.at(START + 27 * MINUTE);
  await monitor.at(START + 28 * MINUTE, sign('newer', START + 28 * MINUTE));
  const waiting = await waitingAbout(monitor);
  expect(waiting.slice(5).map(({ event }) => [event.type, event.data.episode.split('.')[1]])).toEqual([
    ['alert.resolved', '000#2'],
    ['alert.firing', '000'],
    ['alert.resolved', '000'],
    ['alert.firing', '000#3'],
  ]);
  const incidents = new Map(waiting.map(({ event }) => [event.data.incident, event.type]));
  expect([...incidents.values()].filter((type) => type === 'alert.firing')).toHaveLength(1);
});

test('an end that was stored although the database did not say so is an end: what begins after it is delivered', async () => {
  const monitor = await startEvaluated();
  const { change } = monitor.alerts;
  let isLost = false;
  Object.assign(monitor.alerts, {
    async change(changes: Parameters<typeof change>[0]) {
      await change(changes);
      if (isLost) throw new Error('the answer of the database was lost');
    },
  });
  const sign = (at: number) => envelopeOf({ name: 'backup.run.heartbeat', at, run: 'r', id: String(at) });
  await monitor.at(START + 6 * MINUTE, sign(START));
  isLost = true;
  await expect(monitor.at(START + 7 * MINUTE, sign(START + 7 * MINUTE))).rejects.toThrow('lost');
  isLost = false;
  await monitor.at(START + 7 * MINUTE + 1_000);
  expect(monitor.open()).toEqual([]);
  // As a condition that holds again at once.
  await monitor.at(START + 13 * MINUTE);
  expect((await waitingAbout(monitor)).map(({ event }) => event.type)).toEqual(['alert.firing', 'alert.resolved', 'alert.firing']);
});
