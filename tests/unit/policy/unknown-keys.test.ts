import { expect, test } from 'vitest';
import { findUnknownKeys } from '../../../src/policy/unknown-keys.js';

const KNOWN = ['url', 'secrets', 'deadline', 'attemptTimeout'];

test.each([
  ['secret', 'secrets'],
  ['deadlin', 'deadline'],
  ['deadlineMs', 'deadline'],
  ['attemptTimeoutMs', 'attemptTimeout'],
  ['attempttimeout', 'attemptTimeout'],
])('%s was probably meant as %s', (key, suggestion) => {
  expect(findUnknownKeys({ url: '', [key]: 1 }, KNOWN)).toEqual([{ key, suggestion }]);
});

test('a key that resembles none is found without a suggestion, also when it holds nothing', () => {
  expect(findUnknownKeys({ retries: undefined }, KNOWN)).toEqual([{ key: 'retries' }]);
});

test('what every object inherits is no known key', () => {
  expect(findUnknownKeys({ constructor: 1 }, KNOWN)).toEqual([{ key: 'constructor' }]);
});
