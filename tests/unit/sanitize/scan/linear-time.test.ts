import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SCRIPT_LOADER } from '../../../kit/run-script.js';

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

function measured(program: string): unknown {
  return JSON.parse(execFileSync(process.execPath, [...SCRIPT_LOADER, join(import.meta.dirname, program)], { encoding: 'utf8' }));
}

it('reads a text a few times and no more, however the triggers of different rules are glued together', () => {
  const { units, slow } = measured('measure-work.ts') as Work;
  expect(slow).toEqual([]);
  expect(units).toBeGreaterThan(700);
}, 120_000);

it('takes time that grows with length and no faster, on strings made from the rules themselves', () => {
  const { strings, wrong } = measured('measure-rules.ts') as Report;
  expect(wrong).toEqual([]);
  expect(strings).toBeGreaterThan(1000);
}, 120_000);
