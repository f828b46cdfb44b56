import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = ['index.js', 'node.js', 'register.js', 'cli.js'].map((file) => join(ROOT, 'dist', file));

/** The examples import the package by its name, which means what was built. */
export function buildIfMissing(): void {
  if (!DIST.every((file) => existsSync(file))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
}

export interface ExampleOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Options for Node itself; paths begin at the root of the repository. */
  readonly nodeOptions?: readonly string[];
}

export interface ExampleEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningExample {
  /** Resolves with the match once stdout holds it. @throws when the program ends without it */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<ExampleEnd>;
}

/** Starts a file of `examples/` from the root of the repository, with no variable of this process but PATH and TMPDIR. */
export function startExample(file: string, { env = {}, nodeOptions = [] }: ExampleOptions = {}): RunningExample {
  const { PATH = '', TMPDIR = '/tmp' } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, join('examples', file)], {
    cwd: ROOT,
    env: { PATH, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const looking = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of looking) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<ExampleEnd>((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    said: (pattern) =>
      new Promise((found, reject) => {
        const look = () => {
          const match = pattern.exec(stdout);
          if (match) found(match);
        };
        looking.add(look);
        look();
        ended.then(() => reject(new Error(`It ended without saying ${pattern}.\n${stdout}\n${stderr}`)), reject);
      }),
  };
}

/** Runs a file of `examples/` to its end. */
export function runExample(file: string, options?: ExampleOptions): Promise<ExampleEnd> {
  return startExample(file, options).ended;
}
