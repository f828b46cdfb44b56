import { describe, expect, test } from 'vitest';
import { findCycles, findRoomCycles } from './import-cycles.js';
import { readSourceFiles } from '../../kit/source-files.js';

test('no files of src import each other in a circle', () => {
  expect(findCycles(readSourceFiles())).toEqual([]);
});

test('no rooms of a unit import each other in a circle', () => {
  expect(findRoomCycles(readSourceFiles())).toEqual([]);
});

describe('a circle is found', () => {
  const of = (imports: Readonly<Record<string, string>>) =>
    findCycles(
      Object.entries(imports).map(([name, target]) => ({ path: `job/${name}.ts`, text: `import type { T } from './${target}.js';` })),
    );

  test.each([
    ['of two', { a: 'b', b: 'a' }, [['job/a.ts', 'job/b.ts']]],
    ['of three', { a: 'b', b: 'c', c: 'a' }, [['job/a.ts', 'job/b.ts', 'job/c.ts']]],
    ['of one', { a: 'a' }, [['job/a.ts']]],
    ['beside who only looks into it', { z: 'a', a: 'b', b: 'a' }, [['job/a.ts', 'job/b.ts']]],
    ['and none where there is none', { a: 'b', b: 'c', c: 'd' }, []],
  ])('%s', (_, imports, cycles) => {
    expect(of(imports)).toEqual(cycles);
  });
});

describe('a circle of rooms', () => {
  const of = (imports: readonly (readonly [path: string, target: string])[]) =>
    findRoomCycles(imports.map(([path, target]) => ({ path: `${path}.ts`, text: `import type { T } from '${target}.js';` })));

  test.each([
    [
      'is found though no files make one',
      [
        ['job/run/a', '../sdk/b'],
        ['job/sdk/b', './c'],
        ['job/sdk/c', '../run/d'],
        ['job/run/d', './e'],
        ['job/run/e', 'node:fs'],
      ],
      [['job/run', 'job/sdk']],
    ],
    [
      'is found by way of a file beside them',
      [
        ['job/core', './run/a'],
        ['job/run/a', './b'],
        ['job/run/b', '../core'],
      ],
      [['job/core.ts', 'job/run']],
    ],
    [
      'is found deep inside',
      [
        ['cli/doctor/probe/a', '../report/b'],
        ['cli/doctor/report/b', '../probe/c'],
        ['cli/doctor/probe/c', 'node:fs'],
      ],
      [['cli/doctor/probe', 'cli/doctor/report']],
    ],
    [
      'is none within a room',
      [
        ['job/run/a', './b'],
        ['job/run/b', './c'],
        ['job/run/c', '../core'],
        ['job/core', '../semconv'],
        ['semconv', './semconv/names'],
        ['semconv/names', 'node:fs'],
      ],
      [],
    ],
  ] as const)('%s', (_, imports, cycles) => {
    expect(of(imports)).toEqual(cycles);
  });
});
