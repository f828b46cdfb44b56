// How long a command waits for `exec` before it runs, against a Node.js that does nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Result } from './cases.js';
import { boundRatio } from './confidence.js';

const CLI = join(import.meta.dirname, '../../dist/cli.cjs');
const ENV = { PATH: process.env['PATH'], OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SERVICE_NAME: 'bench' };

/** Milliseconds from the start of a program to its first byte, or to its end. */
async function time(args: readonly string[], until: 'output' | 'end'): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env: ENV, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  if (until === 'output') await once(child.stdout, 'data');
  else await exited;
  const ms = performance.now() - began;
  child.stdout.resume();
  // What it does afterwards must not disturb the next one.
  await exited;
  return ms;
}

/** Pairs of a command by `exec` and a Node.js that does nothing, in turns (A B B A). */
export async function exec({ pairs }: { readonly pairs: number }, say: (line: string) => void): Promise<Result> {
  const subject = () => time([CLI, 'exec', '--job', 'nightly', '--', 'echo'], 'output');
  const control = () => time(['-e', '0'], 'end');
  await subject();
  await control();
  const measured: { readonly subject: number; readonly control: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const isFirst = pair % 2 === 0;
    const a = await (isFirst ? subject() : control());
    const b = await (isFirst ? control() : subject());
    measured.push(isFirst ? { subject: a, control: b } : { subject: b, control: a });
  }
  const { ratio, upper95 } = boundRatio(measured.map((pair) => pair.subject / pair.control));
  const mean = (of: 'subject' | 'control') => measured.reduce((sum, pair) => sum + pair[of], 0) / pairs;
  say(`${String(pairs)} pairs: ${mean('subject').toFixed(1)} ms against ${mean('control').toFixed(1)} ms`);
  return {
    name: 'a command by exec, until it runs, against `node -e 0`',
    summary: `${String(pairs)} pairs, ${mean('subject').toFixed(1)} ms against ${mean('control').toFixed(1)} ms, upper bound of the ratio ${upper95.toFixed(3)}`,
    limits: [{ what: 'time against control', value: ratio, limit: 1.3, unit: 'x' }],
    measured: { ratio, upper95, pairs, subjectMs: mean('subject'), controlMs: mean('control') },
  };
}
