import { expect, test } from 'vitest';
import { createReadiness } from '../../../src/monitor/readiness.js';

test('it is ready as long as the probe succeeds, and is asked once in a while', async () => {
  let isAway = false;
  let count = 0;
  const isReady = createReadiness({
    probe: () => {
      count += 1;
      return isAway ? Promise.reject(new Error('gone')) : Promise.resolve();
    },
    holdsMs: 40,
  });
  expect(await Promise.all([isReady(), isReady(), isReady()])).toEqual([true, true, true]);
  expect(count).toBe(1);
  isAway = true;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await isReady()).toBe(false);
  isAway = false;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await isReady()).toBe(true);
  expect(count).toBe(3);
});

test('a database that does not answer is none that is ready', async () => {
  const began = performance.now();
  expect(await createReadiness({ probe: () => new Promise(() => {}), withinMs: 50 })()).toBe(false);
  expect(performance.now() - began).toBeLessThan(5_000);
});
