import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { holdSlot } from '../../../../src/node/process/instance-slot.js';

// A process that prints its slot and those of its worker threads, and stays. With `leaves` it leaves a process of its own behind.
const HOLDER = `
import { spawn } from 'node:child_process';
import { Worker, isMainThread } from 'node:worker_threads';
import { holdSlot } from './slot.mjs';
const [, , key, threads = '0', leaves] = process.argv;
console.log(holdSlot(key));
if (isMainThread) {
  for (let count = 0; count < Number(threads); count += 1) new Worker(new URL(import.meta.url), { argv: [key] });
  if (leaves) spawn('sleep', ['30'], { detached: true, stdio: 'ignore' }).unref();
}
// A thread with nothing to do ends, and gives its slot back.
if (!process.argv.includes('ends')) setInterval(() => {}, 1_000);
`;

describe.skipIf(process.platform !== 'linux' && process.platform !== 'win32')('a slot', () => {
  let folder: string;
  const running: ChildProcess[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'slots-'));
    const entryPoints = [resolve(import.meta.dirname, '../../../../src/node/process/instance-slot.ts')];
    buildSync({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: join(folder, 'slot.mjs') });
    writeFileSync(join(folder, 'holder.mjs'), HOLDER);
  });
  afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts a process. @returns the slots that it prints, in their order, and what kills it */
  async function start(key: string, { threads = 0, more = [] as readonly string[] } = {}) {
    const child = spawn(process.execPath, [join(folder, 'holder.mjs'), key, String(threads), ...more]);
    running.push(child);
    const slots: string[] = [];
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    await new Promise<void>((done) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        slots.push(...text.trim().split('\n'));
        if (slots.length > threads) done();
      });
    });
    const kill = () => (child.kill('SIGKILL'), ended);
    return { slots: slots.sort(), kill, ended };
  }

  it('is the lowest that nobody alive holds, and free again when its process was killed', async () => {
    const key = randomUUID();
    const first = await start(key);
    const second = await start(key);
    expect([first.slots, second.slots]).toEqual([['0'], ['1']]);
    await first.kill();
    expect((await start(key)).slots).toEqual(['0']);
    expect((await start(key)).slots).toEqual(['2']);
  });

  it('is one for each of those that start at once', async () => {
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 4 }, () => start(key)));
    expect(all.flatMap(({ slots }) => slots).sort()).toEqual(['0', '1', '2', '3']);
  });

  it('is one for each thread of a process', async () => {
    expect((await start(randomUUID(), { threads: 2 })).slots).toEqual(['0', '1', '2']);
  });

  it('is not held on by a process that its holder left behind', async () => {
    const key = randomUUID();
    await (await start(key, { more: ['leaves'] })).kill();
    expect((await start(key)).slots).toEqual(['0']);
  });

  it('keeps no process alive', async () => {
    const { ended } = await start(randomUUID(), { more: ['', 'ends'] });
    await ended;
  });

  it('stays the same for who asks twice, and says nothing of other keys', () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect([holdSlot(one), holdSlot(one), holdSlot(other)]).toEqual([0, 0, 0]);
  });

  it('is none where the platform has no names that end with their process', () => {
    expect(holdSlot(randomUUID(), 'darwin')).toBeUndefined();
  });
});
