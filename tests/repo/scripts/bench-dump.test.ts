import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findPostgres } from '../../kit/postgres-server.js';
import { buildIfMissing } from '../../kit/run-example.js';
import { SCRIPT_LOADER } from '../../kit/run-script.js';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Cost {
  readonly wall: number;
  readonly own: number;
  readonly children: number;
  readonly bytes: number;
}
interface Answer {
  readonly results: readonly { readonly measured: { readonly runs: readonly { readonly subject: Cost; readonly control: Cost }[] } }[];
}

const bench = (...args: readonly string[]) =>
  spawnSync(process.execPath, [...SCRIPT_LOADER, join(ROOT, 'scripts/bench/main.ts'), ...args], { cwd: ROOT, encoding: 'utf8' });

beforeAll(buildIfMissing, 120_000);

test('the benchmark of a dump compares dumps of the same bytes, wrapped and bare', { timeout: 120_000 }, (context) => {
  if (!findPostgres()) {
    if (process.env['CI'] === 'true') throw new Error('This test needs the PostgreSQL server programs: apt-get install postgresql.');
    context.skip('no PostgreSQL server programs on this machine: apt-get install postgresql');
  }
  // Whether promises are kept says nothing on so little data; the exit code is not looked at.
  const { stdout, stderr } = bench('dump', '--pairs', '4', '--megabytes', '40', '--json');
  const [result] = (JSON.parse(stdout) as Answer).results;
  const costs = (result?.measured.runs ?? []).flatMap(({ subject, control }) => [subject, control]);
  expect(costs).toHaveLength(8);
  expect(costs[0]?.bytes).toBeGreaterThan(40_000_000);
  expect(new Set(costs.map(({ bytes }) => bytes)).size).toBe(1);
  for (const cost of costs) expect(Math.min(cost.wall, cost.own)).toBeGreaterThan(0);
  // The kernel counts hundredths of a second: a single small dump may have none.
  expect(costs.reduce((sum, { children }) => sum + children, 0)).toBeGreaterThan(0);
  expect(stderr).toContain('pair 4 of 4');
});

test('the benchmark says what it expected of a wrong argument', () => {
  expect(bench('dmup').stderr).toMatch(/Expected "dump", .*or nothing, got "dmup"\./);
});
