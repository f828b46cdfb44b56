import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageManager } from './package-managers.js';
import type { Outcome } from './run-check.js';
import type { Host, NodeMajor } from './table.js';

/** A line of `results.json`, which docs/supported-versions.md is made of. */
export interface Row {
  readonly host: string;
  readonly note?: string;
  readonly manager: string;
  readonly node: NodeMajor;
  readonly dependencies: Readonly<Record<string, string>>;
  /** What happened, by what was tried. */
  readonly checks: Readonly<Record<string, Finding>>;
}

interface Finding {
  readonly job: 'ran' | 'did not run';
  readonly arrived: Outcome['arrived'];
  /** The preset was not started, and said which line to run. */
  readonly refused?: true;
}

/** What is kept of the outcomes in a host: nothing that differs from machine to machine. */
export function toRow(host: Host, manager: PackageManager, node: NodeMajor, outcomes: Readonly<Record<string, Outcome>>): Row {
  const checks = Object.entries(outcomes).map(([name, { said, refused, arrived }]): [string, Finding] => [
    name,
    { job: said.stored === 's3-object' ? 'ran' : 'did not run', arrived, ...(refused !== undefined && { refused: true }) },
  ]);
  return {
    host: host.title,
    ...(host.note !== undefined && { note: host.note }),
    manager: manager.title,
    node,
    dependencies: dependenciesOf(host.fixture),
    checks: Object.fromEntries(checks),
  };
}

/** What a fixture asks for, in exact versions. */
export function dependenciesOf(fixture: string): Readonly<Record<string, string>> {
  const file = join(import.meta.dirname, 'fixtures', fixture, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> }).dependencies;
}
