import { expect, test } from 'vitest';
import { createListening } from '../../../src/monitor/listening.js';

const MINUTE = 60_000;

test('without a monitor before it, and without a gap, silence counts at once', () => {
  expect(createListening(undefined, 1_000).until(2_000)).toBe(2_000);
  expect(createListening(1_000, 1_000).until(2_000)).toBe(2_000);
  expect(createListening(5_000, 1_000).until(2_000)).toBe(2_000);
});

test('the time of an absence does not count as silence, until everybody could be heard again', () => {
  const listening = createListening(0, 60 * MINUTE);
  expect([60, 61, 64, 65, 70].map((minute) => listening.until(minute * MINUTE) / MINUTE)).toEqual([0, 1, 4, 65, 70]);
});

test('while nothing can be stored no silence grows, and one gap after another adds up', () => {
  const listening = createListening(undefined, 0);
  listening.isDeaf(10 * MINUTE);
  listening.isDeaf(20 * MINUTE);
  expect(listening.until(30 * MINUTE)).toBe(10 * MINUTE);
  listening.isWell(30 * MINUTE);
  listening.isWell(31 * MINUTE);
  expect(listening.until(31 * MINUTE)).toBe(11 * MINUTE);
  listening.isDeaf(32 * MINUTE);
  expect(listening.until(40 * MINUTE)).toBe(12 * MINUTE);
  listening.isWell(40 * MINUTE);
  expect(listening.until(41 * MINUTE)).toBe(13 * MINUTE);
  expect(listening.until(45 * MINUTE)).toBe(45 * MINUTE);
});

test('a clock that is set back makes no silence', () => {
  const listening = createListening(50 * MINUTE, 60 * MINUTE);
  expect(listening.until(0)).toBe(50 * MINUTE);
});
