import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { describe, inject } from 'vitest';

const { folder, otel3Node } = inject('compat');

export type HostName = 'bare' | 'jest' | 'otel2' | 'otel3';

/** Groups tests that run on both majors of OpenTelemetry; skipped where the hosts could not be installed. */
export const describeBothMajors = describe.skipIf(folder === undefined).each<Extract<HostName, `otel${number}`>>(['otel2', 'otel3']);

/** Groups tests that run in the host without an SDK. */
export const describeBare = describe.skipIf(folder === undefined);

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Options for Node itself. */
  readonly nodeOptions?: readonly string[];
  readonly args?: readonly string[];
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the program printed as its last line. */
  readonly result: unknown;
}

export interface RunningProgram {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<ProgramEnd>;
}

/** Folder of a host with the packed package in it. */
export function hostFolder(host: HostName): string {
  return join(folder ?? '', host);
}

/** Starts a program of `programs/` in a host, on the Node that belongs to it, with no variable of this process but PATH. */
export function startProgram(
  host: HostName,
  program: string,
  { env = {}, nodeOptions = [], args = [] }: ProgramOptions = {},
): RunningProgram {
  const child = spawn(host === 'otel3' ? otel3Node : process.execPath, [...nodeOptions, join('programs', program), ...args], {
    cwd: hostFolder(host),
    env: { PATH: process.env['PATH'], ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<ProgramEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr, result: lastLine(stdout) });
    });
  });
  return { child, ended };
}

/** Runs a program to its end. */
export function runProgram(host: HostName, program: string, options?: ProgramOptions): Promise<ProgramEnd> {
  return startProgram(host, program, options).ended;
}

/** Variables that point a program at a receiver. */
export function otelEnv(url: string): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_SERVICE_NAME: 'wedsync-backups',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  };
}

/** Options for Node that start telemetry with variables only. */
export const REGISTER = ['--import', '@wedsync/backup-telemetry/register'] as const;

function lastLine(stdout: string): unknown {
  try {
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}
