import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs. */
export interface Program {
  readonly name: string;
  readonly output: () => string;
  readonly exited: Promise<void>;
  readonly isRunning: () => boolean;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

/** Every program that runs, also those that are not ready yet. */
const children = new Set<ChildProcess>();

// Whichever way this process ends, nothing that it started stays behind.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

const KEPT_OUTPUT = 64_000;
const STOP_LIMIT_MS = 5_000;

/**
 * Starts a program and waits until it is ready.
 * @throws Error with the end of what it printed, when it ends early or is not ready in time
 */
export async function startProgram({
  name,
  command,
  args,
  env,
  cwd,
  ready,
  onLine,
  limitMs = 60_000,
}: {
  name: string;
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  ready: () => Promise<boolean>;
  onLine?: (line: string) => void;
  limitMs?: number;
}): Promise<Program> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-KEPT_OUTPUT)));
  let running = true;
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      children.delete(child);
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      output += String(error);
      end();
    });
  });
  const program = {
    name,
    output: () => output,
    exited,
    isRunning: () => running,
    stop: () => stopChild(child),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  const deadline = Date.now() + limitMs;
  while (!(await isReady(ready))) {
    if (running && Date.now() < deadline) {
      await Promise.race([exited, sleep(100)]);
      continue;
    }
    const what = running ? `was not ready within ${String(limitMs / 1_000)} s` : 'ended at once';
    await program.kill();
    throw new Error(`${name} ${what}. The end of what it printed:\n${lastLines(output)}`);
  }
  return program;
}

export function lastLines(output: string, count = 12) {
  return output.trim().split('\n').slice(-count).join('\n');
}

/** Stops every program that was started, also those that are not ready yet. */
export async function stopPrograms() {
  await Promise.all([...children].map(stopChild));
}

async function stopChild(child: ChildProcess) {
  if (!children.has(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exit, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  if (!children.has(child)) return;
  child.kill('SIGKILL');
  await exit;
}

async function isReady(ready: () => Promise<boolean>) {
  try {
    return await ready();
  } catch {
    return false;
  }
}

/** Whether a GET is answered with a 2xx. */
export async function answers(url: string, headers?: Readonly<Record<string, string>>) {
  const response = await fetch(url, { ...(headers && { headers }), signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}
