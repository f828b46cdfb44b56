import { spawn, type ChildProcess } from 'node:child_process';
import { isatty } from 'node:tty';
import type { CommandOptions } from './options.js';
import type { Exit } from './error.js';

/** A child process and whatever it starts. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when it has ended. Its pipes may be open still, held by what it started. Rejects when it could not be started. */
  readonly exited: Promise<Exit>;
  /** Asks it to end, and ends it after the grace. */
  readonly stop: (graceMs: number) => void;
}

const alive = new Set<ChildProcess>();

/** Starts a child process. @throws where even the attempt fails */
export function startChild(command: string, args: readonly string[], options: CommandOptions): Child {
  const { stdin = 'ignore', stdout = 'stream', stderr = 'inherit' } = options;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: [stdin === 'ignore' || stdin === 'inherit' ? stdin : 'pipe', stdout === 'stream' ? 'pipe' : stdout, stderr],
    // In a group of its own, so that what it started is stopped with it. That takes the terminal away, where a password may be asked for.
    detached: hasGroup(),
    windowsHide: true,
  });
  let killing: NodeJS.Timeout | undefined;
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', (error) => {
      // Also emitted when a signal could not be sent; then it was started.
      if (child.pid === undefined) reject(error);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(killing);
      alive.delete(child);
      resolve({ code, signal });
    });
  });
  watchEnd();
  alive.add(child);
  return {
    process: child,
    exited,
    stop(graceMs) {
      if (!isRunning(child)) return;
      send(child, 'SIGTERM');
      // Keeps the process alive: a child that does not end is ended.
      killing ??= setTimeout(send, graceMs, child, 'SIGKILL');
    },
  };
}

function hasGroup(): boolean {
  return process.platform !== 'win32' && !isatty(0);
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !isRunning(child)) return;
  try {
    if (hasGroup()) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended meanwhile.
  }
}

let isWatching = false;

/** A process that ends by `process.exit` or by an error takes its commands along. One listener, however many there are. */
function watchEnd(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => {
    for (const child of alive) send(child, 'SIGTERM');
  });
}
