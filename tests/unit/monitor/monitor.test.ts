import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startMonitor, type Monitor, type MonitorOptions } from '../../../src/monitor/monitor.js';
import { StoreError, type SqlDatabase } from '../../../src/monitor/store/database.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { envelopeOf, eventsOfRun, START } from '../../kit/monitor/envelopes.js';

const running: Monitor[] = [];
afterEach(async () => {
  for (const monitor of running.splice(0)) await monitor.stop();
});

async function start(database: SqlDatabase, options: Partial<MonitorOptions> = {}): Promise<Monitor> {
  const monitor = await startMonitor({ database, evaluateEveryMs: 20, onError: () => {}, onProblem: () => {}, ...options });
  running.push(monitor);
  return monitor;
}

test('events that were stored although the database did not say so are heard of, also when nobody sends them again', async () => {
  const real = await openSqliteDatabase({ path: ':memory:' });
  let isLost = false;
  const database: SqlDatabase = {
    ...real,
    async transaction(work, options) {
      const result = await real.transaction(work, options);
      if (isLost) throw new StoreError('unavailable', 'the answer was lost');
      return result;
    },
  };
  const monitor = await start(database);
  const events = eventsOfRun('run-1', Date.now() - 100_000, 'failure');
  isLost = true;
  await expect(monitor.take(events)).rejects.toThrow('the answer was lost');
  isLost = false;
  await vi.waitFor(() => expect(monitor.alerts().map(({ alert }) => alert)).toContain('BackupJobFailed'));
  await monitor.take(events);
  expect(await monitor.runs()).toHaveLength(1);
});

const MINUTE = 60_000;
const sign = (at: number) => envelopeOf({ name: 'backup.run.heartbeat', at, run: 'run-1', id: String(at) });
/** Long enough for a few passes of evaluation. */
const passes = () => new Promise((resolve) => setTimeout(resolve, 120));
const lost = (monitor: Monitor) => monitor.alerts().filter(({ alert }) => alert === 'BackupProcessLost');

test('a run that went on while the monitor was away is not lost, and one that does not show itself afterwards is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-'));
  const open = () => openSqliteDatabase({ path: join(folder, 'monitor.db') });
  let clock = START;
  const now = () => clock;
  const first = await startMonitor({ database: await open(), now, onError: () => {}, onProblem: () => {} });
  await first.take([sign(START)]);
  await first.stop();

  clock = START + 60 * MINUTE;
  const second = await start(await open(), { now });
  await passes();
  expect(lost(second)).toEqual([]);
  clock += 4 * MINUTE;
  await passes();
  expect(lost(second)).toEqual([]);
  await second.take([sign(clock)]);
  clock += 4 * MINUTE;
  await passes();
  expect(lost(second)).toEqual([]);
  clock += 2 * MINUTE;
  await vi.waitFor(() => expect(lost(second)).toHaveLength(1));
  rmSync(folder, { recursive: true });
});

test('nor is one whose signs could not be stored for a while', async () => {
  const real = await openSqliteDatabase({ path: ':memory:' });
  let isAway = false;
  const away = <T>(work: () => Promise<T>) => (isAway ? Promise.reject(new StoreError('unavailable', 'gone')) : work());
  const database: SqlDatabase = {
    ...real,
    run: (sql, values) => away(() => real.run(sql, values)),
    transaction: (work, options) => away(() => real.transaction(work, options)),
  };
  let clock = START;
  const monitor = await start(database, { now: () => clock, saveEveryMs: 20 });
  await monitor.take([sign(START)]);
  isAway = true;
  await expect(monitor.take([sign(START + 10_000)])).rejects.toThrow('gone');
  clock += 60 * MINUTE;
  await passes();
  isAway = false;
  await passes();
  expect(lost(monitor)).toEqual([]);
  await monitor.take([sign(clock)]);
  clock += 4 * MINUTE;
  await passes();
  expect(lost(monitor)).toEqual([]);
});

test('an alert that went on before a short restart goes on after it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-'));
  const open = () => openSqliteDatabase({ path: join(folder, 'monitor.db') });
  let clock = START;
  const now = () => clock;
  const first = await startMonitor({ database: await open(), now, evaluateEveryMs: 20, onError: () => {}, onProblem: () => {} });
  await first.take([sign(START)]);
  clock += 5 * MINUTE + 1_000;
  await vi.waitFor(() => expect(lost(first)).toHaveLength(1));
  await first.stop();
  clock += 1_000;
  const second = await start(await open(), { now });
  await passes();
  expect((await second.deliveries()).map(({ type }) => type)).toEqual(['alert.firing']);
  rmSync(folder, { recursive: true });
});
