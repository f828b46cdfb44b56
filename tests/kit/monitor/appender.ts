// Appends runs to a store of SQLite until it is killed, and prints the id of each event once it was acknowledged.
import { writeSync } from 'node:fs';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createStore } from '../../../src/monitor/store/store.js';
import { eventsOfRun, START } from './envelopes.js';

const [path = '', round = ''] = process.argv.slice(2);
const store = await createStore(await openSqliteDatabase({ path }));
writeSync(1, 'ready\n');

async function appendForEver(writer: number): Promise<never> {
  for (let run = 0; ; run++) {
    const stored = await store.append(eventsOfRun(`run-${round}-${writer}-${run}`, START + run * 60_000, 'success', `job-${writer}`));
    writeSync(1, stored.map(({ envelope }) => `${envelope.event.id}\n`).join(''));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
await Promise.all([0, 1, 2, 3].map(appendForEver));
