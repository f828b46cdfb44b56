import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/policy/duration.js';

test.each([
  [0, 0],
  [1_500, 1_500],
  [0.5, 0.5],
  ['250ms', 250],
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  ['1.5d', 129_600_000],
  ['2w', 1_209_600_000],
  ['0s', 0],
])('%j is %d ms', (duration, ms) => {
  expect(parseDuration(duration)).toBe(ms);
});

test.each(
  [
    '',
    '10',
    's',
    '1 day',
    '1h30m',
    '-1s',
    '+1s',
    '1e3s',
    '.5s',
    '1.s',
    '1S',
    ' 1s',
    '1s\n',
    '١s',
    '1234567890123s',
    Number.NaN,
    -1,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    10n,
    true,
    {},
    ['1s'],
    Object.assign(() => 1, { valueOf: () => 1 }),
  ].map((value) => [typeof value, value] as const),
)('a %s is no duration: %o', (_, value) => {
  expect(parseDuration(value)).toBeUndefined();
});

test('a number with a unit is that many units', () => {
  const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
  fc.assert(
    fc.property(fc.nat(10 ** 9), fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])), (count, unit) => {
      expect(parseDuration(`${count}${unit}`)).toBe(count * units[unit]);
    }),
  );
});

test('whatever comes, the answer is a finite number of at least 0, or undefined', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), fc.double(), fc.stringMatching(/^\d{1,20}\.?\d{0,9}(?:ms|s|m|h|d|w)$/)), (value) => {
      const ms = parseDuration(value);
      expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
    }),
  );
});

test('a huge string is refused at once', () => {
  const began = performance.now();
  expect(parseDuration('1'.repeat(10_000_000))).toBeUndefined();
  expect(parseDuration(`${'1'.repeat(10_000_000)}s`)).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(1_000);
});
