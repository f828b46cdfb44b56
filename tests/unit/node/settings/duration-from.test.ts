import { diag } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { durationFrom } from '../../../../src/node/index.js';

let said: string[];

beforeEach(() => {
  said = [];
  const say = (...parts: readonly unknown[]) => void said.push(parts.join(' '));
  diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say });
});
afterEach(() => {
  diag.disable();
});

test.each([
  ['2h', '2h'],
  [' 90s ', '90s'],
  [1_000, 1_000],
  [undefined, '5m'],
  ['', '5m'],
])('takes a duration from outside, and the fallback where nothing is set: %j', (value, duration) => {
  expect(durationFrom(value, '5m')).toBe(duration);
  expect(said).toEqual([]);
});

test.each([['3600'], ['1 day'], ['hunter2'], ['-5s'], [Number.NaN], [{}]])(
  'says what is no duration, shows no value, and takes the fallback: %j',
  (value) => {
    expect(durationFrom(value, '5m')).toBe('5m');
    // Said once for each place in the code, and this is one.
    expect(said.join()).not.toContain('hunter2');
  },
);

test('says where it was asked for', () => {
  durationFrom('tomorrow', '5m');
  expect(said).toEqual([expect.stringMatching(/Expected a duration such as "90s".* 5m is used\. \(at duration-from\.test\.ts:\d+:\d+\)$/)]);
});
