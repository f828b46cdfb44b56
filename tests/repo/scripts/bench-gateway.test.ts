import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildIfMissing } from '../../kit/run-example.js';
import { SCRIPT_LOADER } from '../../kit/run-script.js';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Answer {
  readonly results: readonly { readonly measured: { readonly cases: readonly Readonly<Record<string, number>>[] } }[];
}

beforeAll(buildIfMissing, 120_000);

test('the benchmark of the gateway brings alerts through it and compares with a bare server', { timeout: 120_000 }, () => {
  const args = ['gateway', '--rounds', '1', '--seconds', '0.5', '--json'];
  // Whether promises are kept says nothing of so short a time; it fails when an alert is lost or not answered with 200.
  const { stdout, stderr } = spawnSync(process.execPath, [...SCRIPT_LOADER, join(ROOT, 'scripts/bench/main.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stderr).toContain('20 in a webhook, round 1 of 1');
  const [result] = (JSON.parse(stdout) as Answer).results;
  expect(result?.measured.cases.map(({ alerts }) => alerts)).toEqual([1, 20]);
  for (const { perSecond, perCoreSecond, controlPerSecond } of result?.measured.cases ?? [])
    expect(Math.min(perSecond ?? 0, perCoreSecond ?? 0, controlPerSecond ?? 0)).toBeGreaterThan(0);
});
