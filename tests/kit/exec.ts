import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { ROOT } from './docs/pages.js';
import type { OtlpSink } from './otlp-sink.js';

/** The command line as it is shipped. */
export const CLI = join(ROOT, 'dist/cli.cjs');

/** Builds the command line where nobody has. */
export function needsCli(): void {
  if (!existsSync(CLI)) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
}

/** How a program ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: Buffer;
  readonly cwd?: string;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a program to its end. */
export function runProgram(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { env, input, cwd, onStart } = options;
    const child = spawn(command, args, { env: { ...cleanEnv(), ...env }, cwd, stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() });
    });
    // One that reads no further is its own affair.
    child.stdin?.on('error', () => undefined).end(input);
    onStart?.(child);
  });
}

/** Runs a command by `exec`. */
export function runExec(options: readonly string[], command: readonly string[], program: ProgramOptions = {}): Promise<Ended> {
  return runProgram(
    process.execPath,
    [CLI, 'exec', '--job', 'nightly', ...options, ...(command.length > 0 ? ['--', ...command] : [])],
    program,
  );
}

/** Variables that send telemetry to a sink. */
export function sendTo(sink: Pick<OtlpSink, 'url'>): NodeJS.ProcessEnv {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, OTEL_SERVICE_NAME: 'cron', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
}

/** Variables that send it nowhere. */
export const NOWHERE: NodeJS.ProcessEnv = { OTEL_SDK_DISABLED: 'true' };

/** What ended the newest run. */
export function endOf(sink: Pick<OtlpSink, 'events'>): Readonly<Record<string, unknown>> | undefined {
  return sink
    .events()
    .filter(({ eventName }) => eventName === 'backup.run.finished')
    .at(-1)?.attributes;
}

/** Process ids whose command line holds a text. */
export function processesWith(text: string): readonly string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(text));
}

function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^OTEL_|^BACKUP_TELEMETRY|^TRACEPARENT$|^NODE_/.test(name)));
}
