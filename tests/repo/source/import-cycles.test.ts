import { describe, expect, test } from 'vitest';
import { findCycles } from './import-cycles.js';
import { readSourceFiles } from '../../kit/source-files.js';

test('no files of src import each other in a circle', () => {
  expect(findCycles(readSourceFiles())).toEqual([]);
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
