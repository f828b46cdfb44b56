// A real dump through a pipeline, wrapped against bare: what watching costs where it is used.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Transform } from 'node:stream';
import type { Socket } from 'node:net';
import { createBackupTelemetry } from '@wedsync/backup-telemetry';
import { byteCounterStream } from '@wedsync/backup-telemetry/node';
import { boundRatio } from './confidence.js';
import { startDumpServer, type DumpServer } from './dump-server.js';
import { createSdk } from './sdk.js';
import type { Result } from './cases.js';

/** Times in seconds; CPU of this process and of `pg_dump`. */
export interface Cost {
  wall: number;
  own: number;
  children: number;
  bytes: number;
}
export interface DumpOptions {
  pairs: number;
  megabytes: number;
  plain: boolean;
}

export async function dump({ pairs, megabytes, plain }: DumpOptions, say: (line: string) => void): Promise<Result> {
  say(`${megabytes} MB of rows are made in a new PostgreSQL`);
  const server = await startDumpServer(megabytes * 1e6);
  try {
    const telemetry = createBackupTelemetry(createSdk());
    const bare = () => measure(() => dumpOnce(server, plain, []));
    const wrapped = () =>
      measure(() =>
        telemetry.withBackup({ job: 'db-nightly', type: 'full', destination: 's3-eu' }, (run) =>
          run.phase('dump', async (phase) => {
            const cost = await dumpOnce(server, plain, [byteCounterStream(phase)]);
            run.report({ bytes: cost.bytes, files: 1 });
            return cost;
          }),
        ),
      );
    await bare();
    await wrapped();
    const measured = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      // A B B A: a machine that becomes slower or faster hits both alike.
      const first = pair % 2 === 0 ? await bare() : await wrapped();
      const second = pair % 2 === 0 ? await wrapped() : await bare();
      const [control, subject] = pair % 2 === 0 ? [first, second] : [second, first];
      measured.push({ subject, control });
      say(
        `pair ${pair + 1} of ${pairs}: wall ${(subject.wall / control.wall).toFixed(4)}, CPU ${(cpu(subject) / cpu(control)).toFixed(4)}`,
      );
    }
    return summarize(measured, { pairs, megabytes, plain });
  } finally {
    await server.stop();
  }
}

function summarize(measured: readonly { subject: Cost; control: Cost }[], options: DumpOptions): Result {
  const compareBy = (of: (cost: Cost) => number) => boundRatio(measured.map(({ subject, control }) => of(subject) / of(control)));
  const [whole, own, children, wall] = [
    compareBy(cpu),
    compareBy(({ own }) => own),
    compareBy(({ children }) => children),
    compareBy(({ wall }) => wall),
  ];
  const typical = median(measured.map(({ control }) => control.wall));
  const addedOwn = median(measured.map(({ subject, control }) => subject.own - control.own));
  const show = ({ ratio, upper95 }: { ratio: number; upper95: number }) => `${ratio.toFixed(4)}, at most ${upper95.toFixed(4)}`;
  return {
    name: `a dump of ${((measured[0]?.control.bytes ?? 0) / 1e6).toFixed(0)} MB by pg_dump, ${options.plain ? 'plain' : 'compressed'}, wrapped and metered, against bare`,
    limits: [
      { what: 'CPU against control, upper 95 % bound', value: whole.upper95, limit: 1.02, unit: 'x' },
      { what: 'wall time against control, upper 95 % bound', value: wall.upper95, limit: 1.05, unit: 'x' },
    ],
    measured: {
      ...options,
      cpu: whole,
      ownCpu: own,
      childrenCpu: children,
      wall,
      addedOwnCpuSeconds: addedOwn,
      controlWallSeconds: typical,
      runs: measured,
    },
    summary: [
      `${typical.toFixed(2)} s bare (median of ${measured.length} pairs); geometric means and one-sided 95 % bounds of the pairs' ratios:`,
      `CPU of all ${show(whole)}`,
      `CPU of this process ${show(own)} (${(addedOwn * 1_000).toFixed(0)} ms added), of pg_dump ${show(children)}`,
      `wall time ${show(wall)}`,
    ].join('\n  '),
  };
}

const cpu = ({ own, children }: Cost) => own + children;

async function measure(work: () => Promise<{ bytes: number; children: number }>): Promise<Cost> {
  const before = process.cpuUsage();
  const began = performance.now();
  const { bytes, children } = await work();
  const wall = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  return { wall, own: (user + system) / 1e6, children, bytes };
}

async function dumpOnce({ bin, environment }: DumpServer, plain: boolean, meters: readonly Transform[]) {
  // The shell says on descriptor 3 what CPU its children took: Node counts itself alone.
  const script = '"$0" --format=plain; code=$?; times >&3; exit $code';
  const child = spawn('/bin/sh', ['-c', script, join(bin, 'pg_dump')], { env: environment, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const [, dumped, , times] = child.stdio as unknown as readonly [null, Socket, null, Socket];
  const closed = once(child, 'close');
  const sink = createWriteStream('/dev/null');
  const packing = plain ? [] : [createGzip({ level: 1 })];
  const [said] = await Promise.all([text(times), pipeline([dumped, ...meters, ...packing, sink])]);
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`Expected pg_dump to end with 0, got ${String(code)}.`);
  return { bytes: dumped.bytesRead, children: readChildrenTimes(said) };
}

/** The second line of `times`: user and system time of the children, such as `0m1.25s 0m0.50s`. */
function readChildrenTimes(said: string) {
  const [, line = ''] = said.split('\n');
  return line.split(' ').reduce((sum, part) => sum + Number.parseFloat(part) * 60 + Number.parseFloat(part.split('m')[1] ?? ''), 0);
}

function median(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
}
