import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROBE_ENV, type ProbeOrder, type ProbeReport } from './probe-report.js';
import { within } from '../../untrusted/within.js';
import { contentOf } from './canary-slots.js';

export interface HostOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** File URL of the probe. */
  readonly probe: string;
  readonly sinkUrl: string;
  readonly seed: string;
  readonly timeoutMs: number;
  /** Ends the host early, such as at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** How the host went. */
export interface HostRun {
  /** `done`: its probe sent everything; `ended`: the host ended before; `timeout`, `stopped`: it was ended before. */
  readonly end: 'done' | 'ended' | 'timeout' | 'stopped';
  /** Of a host that ended by itself. */
  readonly exitCode: number | undefined;
  /** One for each process that said something. */
  readonly reports: readonly ProbeReport[];
}

const LOOK_EVERY_MS = 100;
const GRACE_MS = 2_000;
// For exporters that answer a flush before they have sent.
const LINGER_MS = 700;

/** Runs the host with the probe inside until everything was sent, or it ended, or time is up. No process of it stays. */
export async function runHost({ command, cwd, env, probe, sinkUrl, seed, timeoutMs, signal }: HostOptions): Promise<HostRun> {
  const folder = mkdtempSync(join(tmpdir(), 'backup-telemetry-doctor-'));
  const [program = '', ...args] = command;
  // A group of its own, so that what `npm start` started ends too.
  const group = process.platform !== 'win32';
  const child = spawn(program, args, {
    cwd,
    env: hostEnv(env, { folder, seed }, probe, sinkUrl),
    stdio: ['ignore', 2, 2],
    detached: group,
  });
  const kill = (name: NodeJS.Signals) => {
    try {
      if (group && child.pid !== undefined) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It has ended already.
    }
  };
  let ended = false;
  let exitCode: number | undefined;
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      ended = true;
      exitCode = code ?? 1;
      resolve();
    });
  });
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  try {
    const until = performance.now() + timeoutMs;
    let end: HostRun['end'] | undefined;
    while (end === undefined) {
      await within(LOOK_EVERY_MS, closed, undefined);
      if (readReports(folder).some(({ sent }) => sent)) end = 'done';
      else if (ended) end = 'ended';
      else if (signal.aborted) end = 'stopped';
      else if (performance.now() > until) end = 'timeout';
    }
    if (end === 'done') await pause(LINGER_MS);
    const byItself = ended ? exitCode : undefined;
    kill('SIGTERM');
    if (!ended) await within(GRACE_MS, closed, undefined);
    return { end, exitCode: byItself, reports: readReports(folder) };
  } finally {
    kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReports(folder: string): readonly ProbeReport[] {
  return readdirSync(folder).flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProbeReport];
    } catch {
      return []; // It is being written.
    }
  });
}

/** The host's own environment with all exporters turned to the sink. */
function hostEnv(
  env: Readonly<Record<string, string | undefined>>,
  order: ProbeOrder,
  probe: string,
  sinkUrl: string,
): Record<string, string | undefined> {
  const protocols = Object.fromEntries(
    ['PROTOCOL', 'TRACES_PROTOCOL', 'METRICS_PROTOCOL', 'LOGS_PROTOCOL']
      .map((name) => `OTEL_EXPORTER_OTLP_${name}`)
      .filter((name) => env[name] === 'grpc')
      // The sink speaks HTTP.
      .map((name) => [name, 'http/protobuf']),
  );
  return {
    ...env,
    ...protocols,
    OTEL_EXPORTER_OTLP_ENDPOINT: sinkUrl,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${sinkUrl}/v1/traces`,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${sinkUrl}/v1/metrics`,
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${sinkUrl}/v1/logs`,
    OTEL_RESOURCE_ATTRIBUTES: [
      env['OTEL_RESOURCE_ATTRIBUTES'],
      `probe.text=${encodeURIComponent(contentOf('traces: resource attribute', order.seed))}`,
    ]
      .filter(Boolean)
      .join(','),
    NODE_OPTIONS: [env['NODE_OPTIONS'], `--import=${probe}`].filter(Boolean).join(' '),
    [PROBE_ENV]: JSON.stringify(order),
  };
}
