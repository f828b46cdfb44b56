import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withBundle } from '../../support/bundle.mjs';

interface Measured {
  readonly milliseconds: number;
  /** Time of a text against that of one an eighth as long, made of the same. */
  readonly ratio: number;
}

interface Report {
  readonly limit: number;
  readonly results: readonly {
    readonly rule: string;
    readonly strings: number;
    readonly alone: Measured;
    readonly together: Measured;
  }[];
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

it('takes time that grows with length and no faster, for each rule and for all together, on strings made from the rules themselves', async () => {
  const { limit, results } = await measured<Report>('measure-rules.ts');
  const wrong = results.flatMap(({ rule, alone, together }) =>
    Object.entries({ alone, together })
      .filter(([, { ratio }]) => ratio > limit)
      .map(([how, measured]) => ({ rule, how, ...measured })),
  );
  expect(wrong).toEqual([]);
  expect(results.reduce((sum, { strings }) => sum + strings, 0)).toBeGreaterThan(1000);
}, 180_000);
