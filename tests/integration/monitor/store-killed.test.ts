import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSqliteDatabase } from '../../../src/monitor/store/sqlite.js';
import { createStore } from '../../../src/monitor/store/store.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'store-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a process append to the store, kills it after a while, and gives the ids that it had been acknowledged. */
async function appendUntilKilled(path: string, round: number, afterMs: number): Promise<readonly string[]> {
  const args = ['--import', 'tsx', 'tests/kit/monitor/appender.ts', path, String(round)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const ready = new Promise<void>((done, fail) => {
    child.once('exit', () => fail(new Error('It ended by itself')));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.startsWith('ready\n')) done();
    });
  });
  await ready;
  await new Promise((done) => setTimeout(done, afterMs));
  child.kill('SIGKILL');
  await once(child, 'close');
  // The last line may be half of one.
  return output.split('\n').slice(1, -1);
}

test('killed at any moment, a store has every event that it acknowledged, each once, and takes more', async () => {
  const path = join(folder, 'monitor.db');
  const acknowledged: string[] = [];
  for (let round = 0; round < 6; round++) acknowledged.push(...(await appendUntilKilled(path, round, 20 + Math.random() * 200)));
  expect(acknowledged.length).toBeGreaterThan(100);

  const store = await createStore(await openSqliteDatabase({ path }));
  const found: string[] = [];
  for (let after = 0; ;) {
    const page = await store.eventsAfter(after);
    if (page.length === 0) break;
    found.push(...page.map(({ envelope }) => envelope.event.id));
    after = page.at(-1)?.sequence ?? 0;
  }
  const there = new Set(found);
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  expect(there.size).toBe(found.length);
  // Of a run with an end every event came before: what is said of it is whole.
  for (const { run, outcome, phases } of await store.runs({ most: 100_000 }))
    expect([run, outcome, phases.length]).toEqual([run, 'success', 1]);
  await store.close();
}, 60_000);
