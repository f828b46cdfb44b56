import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseToolOutput } from '../../src/parsers/index.js';
import type { BackupOutcome, ToolReport } from '../../src/parsers/index.js';

const FOLDER = resolve(import.meta.dirname, '../fixtures/tool-output');

/** Recorded output of a real run. Its name holds the tool, its version and the exit code; what a stream said nothing on has no file. */
export interface Recording {
  readonly tool: string;
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** What a report is expected to say beside its defaults. */
export interface ExpectedReport extends Partial<Omit<ToolReport, 'tool' | 'outcome' | 'advice'>> {
  readonly advises?: boolean;
}

/** One row of a table: the recording, the outcome, and what else the report says. */
export type ExpectedRow = readonly [name: string, outcome: BackupOutcome, rest: ExpectedReport];

export function recordingNames(): readonly string[] {
  return [...new Set(readdirSync(FOLDER).map((file) => file.replace(/\.(?:stdout|stderr)$/, '')))].filter((name) => !name.endsWith('.md'));
}

export function readRecording(name: string): Recording {
  const exitCode = /\.exit-(\d+)$/.exec(name)?.[1];
  const [stdout, stderr] = ['stdout', 'stderr'].map((stream) => {
    const path = resolve(FOLDER, `${name}.${stream}`);
    return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  });
  if (exitCode === undefined || !stdout || !stderr || stdout.length + stderr.length === 0)
    throw new Error(`Expected a recording, got "${name}".`);
  return { tool: toolIn(name), exitCode: Number(exitCode), stdout, stderr };
}

function toolIn(name: string): string {
  if (name.includes('-mariabackup-')) return 'mariabackup';
  if (name.startsWith('mariadb-')) return 'mariadb-dump';
  return /-(pg_[a-z]+)/.exec(name)?.[1] ?? name.slice(0, name.indexOf('-'));
}

/** The report of a recording in the form of a row, to be compared with one. */
export function rowOf(name: string): ExpectedRow {
  const { tool: _tool, outcome, advice, ...rest } = parseToolOutput(readRecording(name));
  return [name, outcome, { ...rest, advises: advice !== undefined }];
}

/** A row with its defaults. */
export function fullRow([name, outcome, rest]: ExpectedRow): ExpectedRow {
  return [name, outcome, { isRounded: false, errors: 0, warnings: {}, advises: false, ...rest }];
}
