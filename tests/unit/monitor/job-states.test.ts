import { expect, test } from 'vitest';
import { createJobStates } from '../../../src/monitor/job-states.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createStore } from '../../../src/monitor/store/store.js';
import { eventsOfRun, START } from '../../kit/monitor/envelopes.js';

test.each([
  ['of another version', "update backup_jobs set version = 99, state = '{}' where job like '%nightly%'"],
  ['that cannot be read', "update backup_jobs set state = '{' where job like '%nightly%'"],
])('a saved state %s is made anew of the events, and the others stay', async (_what, statement) => {
  const database = await openSqliteDatabase({ path: ':memory:' });
  const store = await createStore(database);
  const before = createJobStates(store);
  const events = ['nightly', 'hourly'].flatMap((job) => eventsOfRun(`run-${job}`, START, 'failure', job));
  before.apply(await store.append(events));
  await before.save();
  await database.run(statement);

  const sentences: string[] = [];
  const after = createJobStates(store, (sentence) => sentences.push(sentence));
  await after.load();
  const now = START / 1_000 + 100;
  expect([...after.jobs()].sort()).toEqual([...before.jobs()].sort());
  for (const job of before.jobs()) expect(after.at(job, now)).toEqual(before.at(job, now));
  expect(sentences).toEqual([expect.stringMatching(/^The states of 1 jobs were saved by another version/)]);
  await after.save();
  expect((await store.snapshots()).every(({ state }) => state !== undefined)).toBe(true);
  await store.close();
});
