import { expect, test } from 'vitest';
import { suggest } from '../../../src/untrusted/suggest.js';

const names = ['init', 'exec', 'monitor', 'gateway', 'status', 'doctor'];

test.each([
  ['inti', 'init'],
  ['innit', 'init'],
  ['INIT', 'init'],
  ['moniter', 'monitor'],
  ['stat', 'status'],
  ['gatway', 'gateway'],
  ['doctro', 'doctor'],
  ['nothing', undefined],
  ['i', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%s', (typed, meant) => {
  expect(suggest(typed, names)).toBe(meant);
});
