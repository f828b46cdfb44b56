import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = resolve(import.meta.dirname, '../..');
const TESTS = join(ROOT, 'tests');

/** The files of tests that ask how often they go round. */
const withLoops = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && /\/kit\/loops\.js'/.test(readFileSync(join(TESTS, file), 'utf8')))
  .map((file) => join(TESTS, file));

// The same tests as in CI, which go round as often as it takes to find what is rare.
export default defineConfig({
  root: ROOT,
  test: {
    name: 'soak',
    pool: 'forks',
    reporters: ['verbose', './tests/closing-line.ts'],
    env: { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC', NO_COLOR: '1', SOAK: '1' },
    include: withLoops,
    maxWorkers: 2,
    // It judges nothing.
    testTimeout: 3 * 3_600_000,
    hookTimeout: 600_000,
  },
});
