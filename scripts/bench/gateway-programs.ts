import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../stack/ports.js';
import { answers } from '../stack/program.js';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const RECEIVER = resolve(import.meta.dirname, 'answering-server.ts');
const FORWARDER = resolve(import.meta.dirname, 'forwarding-server.ts');
const READY_WITHIN_MS = 20_000;
/** How many times in a second Linux counts the CPU time of a process. */
const TICKS = 100;

/** Without a count of the kernel the CPU time is NaN. */
export interface Target {
  readonly port: number;
  readonly cpuSeconds: () => Promise<number>;
}

/** The gateway as the command starts it, a bare forwarder to compare with, and the receiver behind both, each in a process of its own. */
export async function startGatewayPrograms(): Promise<{
  gateway: Target;
  control: Target;
  token: string;
  countReceived: () => Promise<number>;
  stop: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-gateway-'));
  const [receiverPort = 0, controlPort = 0, gatewayPort = 0] = await freePorts(3);
  const token = randomBytes(24).toString('hex');
  const secret = randomBytes(32).toString('base64');
  await writeFile(join(folder, 'secret'), `whsec_${secret}`);
  await writeFile(join(folder, 'token'), token);
  // A log is written to a file, as where it runs.
  const log = await open(join(folder, 'log'), 'w');
  const start = (...args: readonly string[]) => spawn(process.execPath, args, { stdio: ['ignore', log.fd, 'inherit'] });
  const receiver = start('--import', 'tsx', RECEIVER, String(receiverPort));
  const control = start('--import', 'tsx', FORWARDER, String(controlPort), addressOf(receiverPort), secret);
  const files = ['--secret-file', join(folder, 'secret'), '--token-file', join(folder, 'token')];
  const gateway = start(CLI, 'gateway', '--url', addressOf(receiverPort), '--port', String(gatewayPort), ...files);

  async function stop() {
    for (const child of [gateway, receiver, control]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await log.close();
    await rm(folder, { recursive: true, force: true });
  }
  try {
    for (const ready of [addressOf(receiverPort), addressOf(controlPort), `${addressOf(gatewayPort)}readyz`]) await untilAnswered(ready);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    gateway: { port: gatewayPort, cpuSeconds: () => cpuSecondsOf(gateway.pid) },
    control: { port: controlPort, cpuSeconds: () => cpuSecondsOf(control.pid) },
    token,
    countReceived: async () => ((await (await fetch(addressOf(receiverPort))).json()) as { bodies: number }).bodies,
    stop,
  };
}

const addressOf = (port: number) => `http://127.0.0.1:${String(port)}/`;

/** User and system time of all its threads. */
async function cpuSecondsOf(pid: number | undefined) {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  // The name of the program comes second, in parentheses, and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) / TICKS;
}

async function untilAnswered(url: string) {
  const end = performance.now() + READY_WITHIN_MS;
  while (!(await answers(url).catch(() => false))) {
    if (performance.now() > end) throw new Error(`Expected an answer from ${url} within ${String(READY_WITHIN_MS / 1_000)} s, got none.`);
    await sleep(50);
  }
}
