// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A program that runs.
 * @typedef {{
 *   readonly name: string,
 *   readonly output: () => string,
 *   readonly exited: Promise<void>,
 *   readonly isRunning: () => boolean,
 *   readonly stop: () => Promise<void>,
 *   readonly kill: () => Promise<void>,
 * }} Program
 */

/** Every program that runs, also those that are not ready yet. @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

// Whichever way this process ends, nothing that it started stays behind.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

const KEPT_OUTPUT = 64_000;
const STOP_LIMIT_MS = 5_000;

/**
 * Starts a program and waits until it is ready.
 * @param {{
 *   name: string,
 *   command: string,
 *   args: readonly string[],
 *   env?: Readonly<Record<string, string>>,
 *   cwd?: string,
 *   ready: () => Promise<boolean>,
 *   onLine?: (line: string) => void,
 *   limitMs?: number,
 * }} options
 * @returns {Promise<Program>}
 * @throws Error with the end of what it printed, when it ends early or is not ready in time
 */
export async function startProgram({ name, command, args, env, cwd, ready, onLine, limitMs = 60_000 }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output = (output + text).slice(-KEPT_OUTPUT)));
  let running = true;
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
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

/** @param {string} output @param {number} [count] */
export function lastLines(output, count = 12) {
  return output.trim().split('\n').slice(-count).join('\n');
}

/** Stops every program that was started, also those that are not ready yet. */
export async function stopPrograms() {
  await Promise.all([...children].map(stopChild));
}

/** @param {import('node:child_process').ChildProcess} child */
async function stopChild(child) {
  if (!children.has(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exit, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  if (!children.has(child)) return;
  child.kill('SIGKILL');
  await exit;
}

/** @param {() => Promise<boolean>} ready */
async function isReady(ready) {
  try {
    return await ready();
  } catch {
    return false;
  }
}

/** Whether a GET is answered with a 2xx. @param {string} url @param {Readonly<Record<string, string>>} [headers] */
export async function answers(url, headers) {
  const response = await fetch(url, { ...(headers && { headers }), signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}

/** Ports of the loopback interface that nobody listens on. @param {number} count @returns {Promise<number[]>} */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        /** @type {Promise<import('node:net').Server>} */ (
          new Promise((resolve, reject) => {
            const server = createServer().once('error', reject);
            server.listen(0, '127.0.0.1', () => resolve(server));
          })
        ),
    ),
  );
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
