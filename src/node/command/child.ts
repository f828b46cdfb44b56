import { spawn, type ChildProcess } from 'node:child_process';
import { orUndefined } from '../../untrusted/calls.js';
import type { CommandOptions, CommandSettings } from './options.js';
import { descendantsOf, isSameProcess, type ProcessEntry } from './descendants.js';
import type { Exit } from './error.js';
import { hasTerminal } from './terminal.js';

/** A child process and whatever it starts. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when it has ended. Its pipes may be open still, held by what it started. Rejects when it could not be started. */
  readonly exited: Promise<Exit>;
  /** Hands a signal on to it and, where it has a group of its own, to all that it started. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Whether it has a group of its own: what a terminal sends does not reach it then. */
  readonly hasGroup: boolean;
  /** Asks it to end, and ends it after the grace. */
  readonly stop: (graceMs: number) => void;
  /** This process ends: nobody will be there after the grace. */
  readonly leave: () => void;
}

const alive = new Set<Child>();

// Nothing says when the last process of a group ends.
const GROUP_POLL_MS = 100;

/** Starts a child process. @throws where even the attempt fails */
export function startChild(
  command: string,
  args: readonly string[],
  options: CommandOptions,
  { env, readsStderr = false, moreStdio = [] }: CommandSettings,
): Child {
  const { stdin = 'ignore', stdout = 'stream', stderr = 'inherit' } = options;
  // In a group of its own, so that what it started is stopped with it. That takes the terminal away, where a password may be asked for.
  const hasGroup = process.platform !== 'win32' && !hasTerminal();
  const started = spawn(command, args, {
    cwd: options.cwd,
    env,
    stdio: [
      stdin === 'ignore' || stdin === 'inherit' ? stdin : 'pipe',
      stdout === 'stream' ? 'pipe' : stdout,
      readsStderr ? 'pipe' : stderr,
      ...moreStdio,
    ],
    detached: hasGroup,
    windowsHide: true,
  });
  let killing: NodeJS.Timeout | undefined;
  // Without a group, what the command had started when it was asked to end.
  let others: readonly ProcessEntry[] = [];
  const child: Child = {
    process: started,
    exited: new Promise<Exit>((resolve, reject) => {
      started.once('error', (error) => {
        // Also emitted when a signal could not be sent; then it was started.
        if (started.pid !== undefined) return;
        alive.delete(child);
        reject(error);
      });
      started.once('exit', (code, signal) => {
        watchGroup();
        resolve({ code, signal });
      });
    }),
    stop(graceMs) {
      if (!isRunning()) return;
      if (!hasGroup && !killing && started.pid !== undefined) others = descendantsOf(started.pid);
      send('SIGTERM');
      for (const { pid } of others) orUndefined(() => process.kill(pid, 'SIGTERM'));
      // Keeps the process alive: a child that does not end is ended.
      killing ??= setTimeout(() => {
        killing = undefined;
        send('SIGKILL');
        for (const other of others.filter(isSameProcess)) orUndefined(() => process.kill(other.pid, 'SIGKILL'));
      }, graceMs);
    },
    signal(signal) {
      if (isRunning()) send(signal);
    },
    hasGroup,
    leave() {
      // Where the command has ended, only what it started is left, which was asked before.
      send(isRunning() ? 'SIGTERM' : 'SIGKILL');
    },
  };
  watchEnd();
  alive.add(child);
  return child;

  function isRunning(): boolean {
    return started.pid !== undefined && started.exitCode === null && started.signalCode === null;
  }

  /** False where nobody is left to hear it. */
  function send(signal: NodeJS.Signals | 0): boolean {
    try {
      return hasGroup && started.pid !== undefined ? process.kill(-started.pid, signal) : started.kill(signal);
    } catch {
      return false;
    }
  }

  /** What a child that was stopped had started may end later, or not hear the signal at all: the grace is theirs as well. */
  function watchGroup(): void {
    if (killing && (hasGroup ? send(0) : others.some(isSameProcess))) {
      setTimeout(watchGroup, GROUP_POLL_MS);
      return;
    }
    clearTimeout(killing);
    killing = undefined;
    alive.delete(child);
  }
}

let isWatching = false;

/** A process that ends by `process.exit` or by an error takes its commands along. One listener, however many there are. */
function watchEnd(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => {
    for (const child of alive) child.leave();
  });
}
