import { expect, test } from 'vitest';
import { createJobStates } from '../../../src/monitor/job-states.js';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createStore } from '../../../src/monitor/store/store.js';
import { envelopeOf, eventsOfRun, START } from '../../kit/monitor/envelopes.js';

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

const DAY = 86_400_000;

test('a job that was decommissioned is forgotten with its last event, and one that came back is not', async () => {
  const store = await createStore(await openSqliteDatabase({ path: ':memory:' }));
  const states = createJobStates(store);
  const end = (job: string) => envelopeOf({ name: 'backup.job.decommissioned', at: START + 100_000, job });
  const events = ['gone', 'back', 'there'].flatMap((job) => [
    ...eventsOfRun(`run-${job}`, START, 'success', job),
    ...(job === 'there' ? [] : [end(job)]),
  ]);
  states.apply(await store.append([...events, envelopeOf({ name: 'backup.job.defined', at: START + 200_000, job: 'back', id: 'again' })]));
  const names = () => [...states.jobs()].map((job) => job.split(':')[3]).sort();

  const before = (START + 10 * DAY) / 1_000;
  await states.save();
  await states.forgetRetired(before);
  expect(names()).toEqual(['back', 'gone', 'there']);
  await store.prune({ eventsBefore: START + 10 * DAY, runsBefore: 0 });
  await states.forgetRetired(START / 1_000);
  expect(names()).toEqual(['back', 'gone', 'there']);
  await states.forgetRetired(before);
  expect(names()).toEqual(['back', 'there']);

  const again = createJobStates(store);
  await again.load();
  expect([...again.jobs()].sort()).toEqual([...states.jobs()].sort());
  expect((await store.runs()).map(({ run }) => run).sort()).toEqual(['run-back', 'run-gone', 'run-there']);
  await store.prune({ eventsBefore: 0, runsBefore: START + 10 * DAY });
  expect((await store.runs()).map(({ run }) => run).sort()).toEqual(['run-back', 'run-there']);
  await store.close();
});
