import { expect, test } from 'vitest';
import { parseVersion, satisfies, type Version } from '../../../src/cli/init/versions.js';

test.each<[string | undefined, Version | undefined]>([
  ['1.9.1', [1, 9, 1]],
  ['^1.9.0', [1, 9, 0]],
  ['~0.223', [0, 223, 0]],
  ['>=2.12.0 <3', [2, 12, 0]],
  ['v20.1.0', [20, 1, 0]],
  ['1.0.0-rc.1', [1, 0, 0]],
  ['npm:@scope/other@^3.1.0', [3, 1, 0]],
  ['workspace:^1.2.3', [1, 2, 3]],
  ['latest', undefined],
  ['file:../x-1.0.0.tgz', undefined],
  ['*', undefined],
  [undefined, undefined],
])('reads %s', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test.each<[Version, string, boolean]>([
  [[1, 9, 0], '>=1.9.0 <2', true],
  [[1, 8, 9], '>=1.9.0 <2', false],
  [[2, 0, 0], '>=1.9.0 <2', false],
  [[0, 222, 0], '>=0.223.0 <0.224.0 || >=0.301.0 <0.400.0', false],
  [[0, 223, 1], '>=0.223.0 <0.224.0 || >=0.301.0 <0.400.0', true],
  [[0, 301, 0], '>=0.223.0 <0.224.0 || >=0.301.0 <0.400.0', true],
  [[2, 11, 9], '^2.12.0 || ^3.1.0', false],
  [[2, 99, 0], '^2.12.0 || ^3.1.0', true],
  [[4, 0, 0], '^2.12.0 || ^3.1.0', false],
  [[0, 2, 9], '^0.2.3', true],
  [[0, 3, 0], '^0.2.3', false],
  [[5, 0, 0], '*', true],
  [[5, 0, 0], '', true],
])('%j in %s: %s', (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected);
});
