import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withBundle } from '../../support/bundle.mjs';

interface Report {
  readonly strings: number;
  readonly suspicious: number;
  /** Texts of which one eight times as long takes much more than eight times the time. */
  readonly wrong: readonly unknown[];
}

interface Work {
  readonly units: number;
  readonly slow: readonly unknown[];
}

const measured = <Result>(program: string): Promise<Result> =>
  withBundle(
    join(import.meta.dirname, program),
    (file) => JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' })) as Result,
  );

it('reads a text a few times and no more, however the triggers of different rules are glued together', async () => {
  const { units, slow } = await measured<Work>('measure-work.ts');
  expect(slow).toEqual([]);
  expect(units).toBeGreaterThan(700);
}, 120_000);

it('takes time that grows with length and no faster, on strings made from the rules themselves', async () => {
  const { strings, wrong } = await measured<Report>('measure-rules.ts');
  expect(wrong).toEqual([]);
  expect(strings).toBeGreaterThan(1000);
}, 120_000);
