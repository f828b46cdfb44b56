import { expect, test } from 'vitest';
import { checkSnippets, snippetsOfPages, snippetsOfSource, type Snippet } from '../../kit/docs/snippets.js';

const snippet = (code: string, language: 'ts' | 'js' = 'ts'): Snippet => ({ where: 'page.md:1', language, code });

test('every example in the pages and in the source type-checks', { timeout: 60_000 }, () => {
  const snippets = [...snippetsOfPages(), ...snippetsOfSource()];
  expect(snippets.length).toBeGreaterThan(20);
  expect(checkSnippets(snippets)).toEqual([]);
});

test('an example is found wrong by itself, and the one beside it is not', { timeout: 60_000 }, () => {
  const job = "import { withBackup } from '@wedsync/backup-telemetry';\n";
  const problems = checkSnippets([
    snippet(`${job}await withBackup({ job: 'nightly' }, (run) => run.report({ bytes: 1 }));`),
    snippet(`${job}await withBackup({ name: 'nightly' }, () => 1);`),
    snippet(`${job}await withBackup({ job: 'nightly', type: 'whole' }, () => 1);`, 'js'),
    snippet('const a = ;'),
    snippet("import { withBackup } from '@wedsync/backup-telemetry/nowhere';"),
    snippet('undefinedFunction();'),
  ]);
  expect(problems).toEqual([
    expect.stringContaining("'name' does not exist"),
    expect.stringContaining('"whole"'),
    expect.stringContaining('Expression expected'),
    expect.stringContaining('nowhere'),
    expect.stringContaining('undefinedFunction'),
  ]);
});
