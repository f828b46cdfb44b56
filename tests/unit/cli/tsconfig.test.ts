import { expect, test } from 'vitest';
import { resolvesSubpaths } from '../../../src/cli/init/tsconfig.js';
import { createFolder, type Files } from '../../kit/cli-harness.js';

const options = (compilerOptions: object, rest: object = {}): string => JSON.stringify({ ...rest, compilerOptions });

test.each<[string, Files, boolean | undefined]>([
  ['no tsconfig.json', {}, undefined],
  ['nodenext', { 'tsconfig.json': options({ module: 'NodeNext' }) }, true],
  ['a bundler', { 'tsconfig.json': options({ module: 'esnext', moduleResolution: 'bundler' }) }, true],
  ['the old resolution under a new module', { 'tsconfig.json': options({ module: 'preserve', moduleResolution: 'node' }) }, false],
  ['commonjs', { 'tsconfig.json': options({ module: 'commonjs' }) }, false],
  ['nothing said', { 'tsconfig.json': '{}' }, false],
  [
    'comments and trailing commas',
    { 'tsconfig.json': '{ // "module": "commonjs"\n "compilerOptions": { /* "x" */ "module": "node16", }, }' },
    true,
  ],
  ['a base beside it', { 'tsconfig.json': options({}, { extends: './base' }), 'base.json': options({ module: 'node18' }) }, true],
  [
    'its own over a base',
    { 'tsconfig.json': options({ module: 'commonjs' }, { extends: './base.json' }), 'base.json': options({ module: 'node18' }) },
    false,
  ],
  [
    'bases from packages, the last one wins',
    {
      'tsconfig.json': options({}, { extends: ['@tsconfig/old', '@tsconfig/node20/tsconfig.json'] }),
      'node_modules/@tsconfig/old/tsconfig.json': options({ module: 'commonjs' }),
      'node_modules/@tsconfig/node20/tsconfig.json': options({ module: 'node16' }),
    },
    true,
  ],
  ['a base that is missing', { 'tsconfig.json': options({}, { extends: './gone.json' }) }, false],
  ['a base that is itself', { 'tsconfig.json': options({}, { extends: './tsconfig.json' }) }, false],
])('%s', (_, files, expected) => {
  expect(resolvesSubpaths(createFolder(files))).toBe(expected);
});
