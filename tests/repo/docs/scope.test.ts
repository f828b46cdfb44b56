import { expect, test } from 'vitest';
import { readSourceFiles } from '../../kit/source-files.js';
import { readPages } from '../../kit/docs/pages.js';

// Without the scope npx asks the registry for a name that anybody may own.
const UNSCOPED =
  /\b(?:npx|pnpm dlx|yarn dlx|bunx|pnpm exec)(?: --?[\w-]+)* backup-telemetry\b|^\s*backup-telemetry (?:init|doctor|gateway)\b/gm;

// What was so once stays in the history.
const pages = readPages().filter(({ path }) => path !== 'CHANGELOG.md');

test.each([...pages, ...readSourceFiles()])('no command of $path leaves the scope of the package out', ({ text }) => {
  expect([...text.matchAll(UNSCOPED)].map(([command]) => command)).toEqual([]);
});

test.each(['npx backup-telemetry init', 'npx --yes backup-telemetry doctor', 'backup-telemetry gateway --url x'])('%s is found', (text) => {
  expect(text.match(UNSCOPED)).toHaveLength(1);
});
