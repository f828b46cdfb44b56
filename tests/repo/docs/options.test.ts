import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.js';
import { optionTable, withOptionTable } from './option-table.js';
import { ROOT } from '../../kit/docs/pages.js';

/** The page on which the options of a command stand. */
const PAGES: Readonly<Record<string, string>> = { gateway: 'docs/alerts.md', monitor: 'docs/monitor.md', status: 'docs/monitor.md' };

test('every command whose options have variables has its table on a page', async () => {
  const commands = await Promise.all(COMMANDS.map(async ({ name, load }) => ({ name, ...(await load()) })));
  const documented = commands.filter(({ variables }) => variables !== undefined);
  expect(documented.map(({ name }) => name)).toEqual(Object.keys(PAGES));
  for (const { name, variables = '', options } of documented) {
    const path = resolve(ROOT, PAGES[name] ?? '');
    const page = readFileSync(path, 'utf8');
    // Run with -u, this writes the page.
    await expect(withOptionTable(page, name, optionTable(options, variables))).toMatchFileSnapshot(path);
  }
});
