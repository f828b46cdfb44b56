import { createBackupTelemetry, withBackup, type BackupTelemetry } from '@wedsync/backup-telemetry';
import { createByHand } from './by-hand.js';
import { compare } from './measure.js';
import { createSdk, type BenchSdk } from './sdk.js';

const CHUNK = new Uint8Array(64 * 1_024);
const OPTIONS = { job: 'db-nightly', type: 'full', destination: 's3-eu' } as const;

export interface Limit {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly atLeast?: boolean;
  /** An absolute figure: it holds on the machine of docs/benchmarks.md and says little of another, so it is printed and not judged. */
  readonly target?: boolean;
}
/** `summary` says what medians of rounds cannot. */
export interface Result {
  name: string;
  limits: readonly Limit[];
  measured: object;
  summary?: string;
}

/** Everything a run emits and sends, against the same calls with the same values by hand. */
export async function wrappedRun(): Promise<Result> {
  const measured = await compareRuns(createBackupTelemetry(createSdk()), createByHand(createSdk(), true));
  return {
    name: 'a run with two phases, wrapped, against the same calls by hand',
    limits: [
      { what: 'time against control', value: measured.ratio, limit: 1.25, unit: 'x' },
      { what: 'added per run', value: measured.addedUs, limit: 100, unit: 'us', target: true },
    ],
    measured,
  };
}

/** The same without sending: the SDK collects in the background. */
export async function wrappedRunUnsent(): Promise<Result> {
  const measured = await compareRuns(createBackupTelemetry(withoutFlush(createSdk())), createByHand(createSdk(), false));
  return {
    name: 'the same, without sending at start and end',
    limits: [
      { what: 'time against control', value: measured.ratio, limit: 1.5, unit: 'x' },
      { what: 'added per run', value: measured.addedUs, limit: 100, unit: 'us', target: true },
    ],
    measured,
  };
}

function compareRuns(telemetry: BackupTelemetry, byHand: ReturnType<typeof createByHand>) {
  return compare({
    subject: repeat(() =>
      telemetry.withBackup(OPTIONS, async (run) => {
        await run.phase('dump', () => 1);
        await run.phase('upload', () => 1);
        run.report({ bytes: 1_024, files: 1 });
      }),
    ),
    control: repeat(() =>
      byHand(async (run) => {
        await run.phase('dump', () => 1);
        await run.phase('upload', () => 1);
      }),
    ),
    iterations: 300,
    rounds: 100,
  });
}

/** A run while no SDK is registered, against the same with one. */
export async function withoutProvider(): Promise<Result> {
  const telemetry = createBackupTelemetry(withoutFlush(createSdk()));
  const work = () => 1;
  const measured = await compare({
    subject: repeat(() => withBackup(OPTIONS, work)),
    control: repeat(() => telemetry.withBackup(OPTIONS, work)),
    iterations: 2_000,
    rounds: 100,
  });
  return {
    name: 'a run without an SDK, against the same with one that sends in the background',
    limits: [
      { what: 'time against control', value: measured.ratio, limit: 0.6, unit: 'x' },
      { what: 'per run', value: measured.subjectUs, limit: 20, unit: 'us', target: true },
    ],
    measured,
  };
}

/** Chunks of 64 KiB through the byte counter, against an identity stream, both in a run. */
export async function byteCounter(): Promise<Result> {
  const telemetry = createBackupTelemetry(withoutFlush(createSdk()));
  const measured = await compare({
    subject: (chunks) => telemetry.withBackup(OPTIONS, (run) => pump(run.byteCounter(), chunks)),
    control: (chunks) => telemetry.withBackup(OPTIONS, () => pump(new TransformStream(), chunks)),
    // As long as a backup: what a short stream costs is the compiler's work, which is not ours.
    iterations: 100_000,
    rounds: 40,
  });
  return {
    name: '64 KiB chunks through the byte counter, against an identity TransformStream',
    limits: [
      { what: 'throughput against control', value: 1 / measured.ratio, limit: 0.95, unit: 'x', atLeast: true },
      { what: 'added per chunk', value: measured.addedUs, limit: 10, unit: 'us', target: true },
    ],
    measured,
  };
}

function repeat(fn: () => Promise<unknown>): (n: number) => Promise<void> {
  return async (n) => {
    for (let index = 0; index < n; index += 1) await fn();
  };
}

async function pump(stream: TransformStream<Uint8Array, Uint8Array>, chunks: number) {
  const reader = stream.readable.getReader();
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (let index = 0; index < chunks; index += 1) await writer.write(CHUNK);
    await writer.close();
  })();
  while (!(await reader.read()).done);
  await writing;
}

function withoutFlush({ tracerProvider, meterProvider, loggerProvider }: BenchSdk) {
  return {
    tracerProvider: { getTracer: tracerProvider.getTracer.bind(tracerProvider) },
    meterProvider: { getMeter: meterProvider.getMeter.bind(meterProvider) },
    loggerProvider: { getLogger: loggerProvider.getLogger.bind(loggerProvider) },
  };
}
