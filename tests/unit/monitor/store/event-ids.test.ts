import { expect, test } from 'vitest';
import { openSqliteDatabase } from '../../../../src/monitor/store/sqlite.js';
import { createStore } from '../../../../src/monitor/store/store.js';
import { envelopeOf, START } from '../../../kit/monitor/envelopes.js';

const start = async () => createStore(await openSqliteDatabase({ path: ':memory:' }));
const sign = (run: string, id: string, more = {}) => envelopeOf({ name: 'backup.run.heartbeat', at: START, run, id, attributes: more });

test('events without an id in one millisecond are as many as they differ', async () => {
  const store = await start();
  const stored = await store.append([sign('one', ''), sign('other', ''), sign('one', ''), sign('one', '', { 'backup.attempt': 2 })]);
  expect(stored).toHaveLength(3);
  expect(await store.append([sign('other', '')])).toEqual([]);
  expect((await store.runs()).map(({ run }) => run).sort()).toEqual(['one', 'other']);
  await store.close();
});

test('so are those whose ids differ beyond what a column takes, and each is the same after a restart', async () => {
  const store = await start();
  const long = 'x'.repeat(300);
  const stored = await store.append([
    sign('one', `${long}1`),
    sign('one', `${long}2`),
    sign('one', `${long}1`),
    sign('one', 'a\0b'),
    sign('one', 'ab'),
  ]);
  expect(stored).toHaveLength(4);
  expect(await store.eventsAfter(0)).toEqual(stored);
  await store.close();
});
