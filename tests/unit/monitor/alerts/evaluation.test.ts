import { expect, test } from 'vitest';
import { StoreError } from '../../../../src/monitor/store/database.js';
import { openSqliteDatabase } from '../../../../src/monitor/store/sqlite.js';
import { eventsOfRun, START } from '../../../kit/monitor/envelopes.js';
import { startEvaluated } from '../../../kit/monitor/evaluated.js';

const END = START + 91_000;

/** The alerts of one job fit into no row. */
async function startWithBadRow(code: 'rejected' | 'unavailable' = 'rejected') {
  const database = await openSqliteDatabase({ path: ':memory:' });
  const monitor = await startEvaluated({ database });
  // As PostgreSQL answers to a row whose key is too long for its index.
  const { transaction } = database;
  Object.assign(database, {
    transaction: (work: Parameters<typeof transaction>[0], options: Parameters<typeof transaction>[1]) =>
      transaction(
        (session) =>
          work({
            run: (sql, values = []) =>
              sql.includes('into backup_alerts') && values.some((value) => String(value).includes('bad'))
                ? Promise.reject(new StoreError(code, 'does not fit'))
                : session.run(sql, values),
          }),
        options,
      ),
  });
  return monitor;
}

test('alerts of a job that cannot be stored cost that job only, and are said once', async () => {
  const monitor = await startWithBadRow();
  const events = ['one', 'bad', 'other'].flatMap((job) => eventsOfRun(`run-${job}`, START, 'failure', job));
  await monitor.at(END, ...events);
  await monitor.at(END + 1_000);
  await monitor.at(END + 2_000);
  const deliveries = await monitor.alerts.deliveries(100);
  expect(new Set(deliveries.map(({ job }) => job.split(':')[3]))).toEqual(new Set(['one', 'other']));
  expect(monitor.open().filter((alert) => alert.startsWith('BackupJobFailed'))).toHaveLength(2);
  expect(monitor.errors).toHaveLength(1);
});

test('a database that is away is an error of the whole pass, and everything is found again by the next one', async () => {
  const monitor = await startWithBadRow('unavailable');
  const events = ['one', 'bad'].flatMap((job) => eventsOfRun(`run-${job}`, START, 'failure', job));
  await expect(monitor.at(END, ...events)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await monitor.alerts.deliveries(100)).toEqual([]);
  expect(monitor.open()).toEqual([]);
});
