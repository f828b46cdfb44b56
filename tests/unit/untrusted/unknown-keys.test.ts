import { expect, test } from 'vitest';
import { describeUnknownKeys, findUnknownKeys } from '../../../src/untrusted/unknown-keys.js';

const KNOWN = ['url', 'secrets', 'deadline', 'attemptTimeout'];

test.each([
  ['secret', 'secrets'],
  ['deadlin', 'deadline'],
  ['deadlineMs', 'deadline'],
  ['attemptTimeoutMs', 'attemptTimeout'],
  ['attempttimeout', 'attemptTimeout'],
])('%s was probably meant as %s', (key, meant) => {
  expect(findUnknownKeys({ url: '', [key]: 1 }, KNOWN)).toEqual([{ key, meant }]);
});

test('a key that resembles none is found without a suggestion, also when it holds nothing', () => {
  expect(findUnknownKeys({ retries: undefined }, KNOWN)).toEqual([{ key: 'retries' }]);
});

test('what every object inherits is no known key', () => {
  expect(findUnknownKeys({ constructor: 1 }, KNOWN)).toEqual([{ key: 'constructor' }]);
});

test('each is said in one sentence, wherever it is', () => {
  expect(describeUnknownKeys('a field of the options', { secret: '', colour: '' }, KNOWN)).toEqual([
    'Expected `secret` to be a field of the options (did you mean `secrets`?).',
    'Expected `colour` to be a field of the options (known are url, secrets, deadline, attemptTimeout).',
  ]);
});
