import { afterEach, expect, test, vi } from 'vitest';
import { startMonitor, type Monitor, type MonitorOptions } from '../../../src/monitor/monitor.js';
import { StoreError, type SqlDatabase } from '../../../src/monitor/store/database.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { eventsOfRun } from '../../kit/monitor/envelopes.js';

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
