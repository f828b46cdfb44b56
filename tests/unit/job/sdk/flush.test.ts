import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFlusher } from '../../../../src/job/sdk/flush.js';

const LIMIT_MS = 200;
const MINUTE_MS = 60_000;

/** A flusher over one provider whose every flush ends as the test says, and a clock that can be set forward. */
function createSubject(forceFlush: (call: number) => Promise<void>) {
  let calls = 0;
  let skippedMs = 0;
  const said: string[] = [];
  const provider = { forceFlush: () => forceFlush((calls += 1)) };
  const flusher = createFlusher({
    providers: () => [undefined, {}, provider],
    limitMs: LIMIT_MS,
    report: (_, message) => said.push(message),
    elapsed: () => performance.now() + skippedMs,
  });
  return { flusher, said, calls: () => calls, skip: (ms: number) => void (skippedMs += ms) };
}

const never = () => new Promise<void>(() => {});

test('a flush asks every provider that can flush and waits for it', async () => {
  let left = false;
  const { flusher, said, calls } = createSubject(async () => {
    await setTimeout(20);
    left = true;
  });
  await flusher.flush();
  expect([left, calls(), said]).toEqual([true, 1, []]);
});

test('callers that come while a flush is in flight share the next one', async () => {
  const { flusher, calls } = createSubject(() => setTimeout(20));
  await Promise.all(Array.from({ length: 50 }, () => flusher.flush()));
  expect(calls()).toBe(2);
});

test('a flush that hangs is waited for as long as the limit, and then not for a minute', async () => {
  const { flusher, said, calls, skip } = createSubject(never);
  const began = performance.now();
  await flusher.flush();
  expect(performance.now() - began).toBeGreaterThanOrEqual(LIMIT_MS - 5);
  await flusher.flush();
  flusher.flushEarly();
  expect(calls()).toBe(1);
  expect(said).toEqual(['Telemetry did not leave; the backup is not affected.']);

  skip(MINUTE_MS);
  await flusher.flush();
  expect(calls()).toBe(2);
});

test('a flush that fails slowly is not tried again for a minute', async () => {
  const { flusher, calls } = createSubject(() => setTimeout(LIMIT_MS / 2).then(() => Promise.reject(new Error('unreachable'))));
  await flusher.flush();
  await flusher.flush();
  expect(calls()).toBe(1);
});

test('a flush that is refused at once costs nothing, so the next run tries again', async () => {
  const { flusher, said, calls } = createSubject(() => Promise.reject(new Error('404')));
  await flusher.flush();
  await flusher.flush();
  expect(calls()).toBe(2);
  expect(said[0]).toBe('Telemetry did not leave; the backup is not affected.');
});

test('an early flush that hangs does not cost the flush at the end, which waits for it', async () => {
  let release = () => {};
  const early = new Promise<void>((resolve) => (release = resolve));
  const { flusher, said, calls, skip } = createSubject((call) => (call === 1 ? early : Promise.resolve()));
  flusher.flushEarly();
  skip(30 * LIMIT_MS);
  const end = flusher.flush();
  release();
  await end;
  expect([calls(), said]).toEqual([2, []]);
});

test('a flush that waits behind one that dies is not begun: it would hold up the end of the process for nothing', async () => {
  const { flusher, calls } = createSubject(() => setTimeout(LIMIT_MS / 2).then(() => Promise.reject(new Error('unreachable'))));
  flusher.flushEarly();
  await flusher.flush();
  await setTimeout(LIMIT_MS);
  expect(calls()).toBe(1);
});

test('a flush that nobody waits for any more is not begun either', async () => {
  let release = () => {};
  const early = new Promise<void>((resolve) => (release = resolve));
  const { flusher, calls } = createSubject((call) => (call === 1 ? early : Promise.resolve()));
  flusher.flushEarly();
  await flusher.flush();
  release();
  await setTimeout(0);
  expect(calls()).toBe(1);
});
