import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtInRules } from '../../../../src/sanitize/rules/index.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/security.md'), 'utf8');

test('the page for reviewers names every rule, and no rule that does not exist', () => {
  const table = /\| rule \| removes \|\n([^]*?)\n\n/.exec(page)?.[1] ?? '';
  const documented = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name));
  expect(documented.sort()).toEqual(builtInRules.map(({ name }) => name).sort());
});
