import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readSourceFiles } from '../../kit/source-files.js';
import type { SourceFile } from '../../kit/source-files.js';

const MAX_LINES = 250;
const files = readSourceFiles();

test(`no file in src has more than ${MAX_LINES} lines`, () => {
  const long = files.filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('files and folders in src are named in kebab-case', () => {
  const odd = files.filter(({ path }) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/.test(path));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

describe('names that begin with "backup."', () => {
  test('are spelled out in semconv and nowhere else', () => {
    const strays = files
      .filter(({ path }) => path !== 'semconv.ts' && !path.startsWith('semconv/'))
      .flatMap((file) => namesIn(file).map((name) => `${file.path}: ${name}`));
    expect(strays).toEqual([]);
  });

  test.each([
    ["'backup.outcome'", ['backup.outcome']],
    ['`backup.run.id`', ['backup.run.id']],
    ['`backup.${kind}.id`', ['backup.']],
    ["{ 'backup.type': 1 }", ['backup.type']],
    ["'backup nightly'", []],
    ["'./backup.js'", []],
    ['backup.name /* backup.outcome */', []],
  ])('are found in %s', (expression, expected) => {
    expect(namesIn({ path: 'job/a.ts', text: `const a = ${expression};` })).toEqual(expected);
  });
});

function namesIn({ path, text }: SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && node.text.startsWith('backup.')) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}
