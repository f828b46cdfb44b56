import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import type { Check, NodeMajor, Signal } from './table.js';
import { pathWith, type InstalledHost, type Workshop } from './workshop.js';

/** What came of a program in a host. */
export interface Outcome {
  /** What it printed: the result of its job, the events its listener saw. */
  readonly said: { readonly stored?: string; readonly events?: readonly string[] };
  /** Why the preset was not started, where it said so. */
  readonly refused: string | undefined;
  readonly arrived: readonly Signal[];
  /** All its output, to be read when something is wrong. */
  readonly output: string;
}

/** Runs a program of an installed host against a receiver of its own. */
export async function runCheck(workshop: Workshop, host: InstalledHost, check: Check, major: NodeMajor): Promise<Outcome> {
  const sink = await startOtlpSink();
  try {
    const prefix = check.runtime === 'deno' || check.runtime === 'bun' ? [workshop[check.runtime]] : host.manager.node;
    const [command = '', ...args] = [...prefix, ...check.command];
    const child = spawn(command, args, {
      cwd: host.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...host.manager.env, PATH: pathWith(workshop.node[major]), HOME: workshop.folder, ...telemetryEnv(sink.url), ...check.env },
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [, refused] = /^\[backup-telemetry\] warn: Telemetry is not started: (.+)$/m.exec(stderr) ?? [];
    return { said: readLines(stdout), refused, arrived: arrivedAt(sink), output: `${stdout}\n${stderr}` };
  } finally {
    await sink.close();
  }
}

function telemetryEnv(url: string): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_SERVICE_NAME: 'wedsync-backups',
    // Those of clouds ask the network who they are.
    OTEL_NODE_RESOURCE_DETECTORS: 'env',
    NEXT_TELEMETRY_DISABLED: '1',
    // Takes nothing: errors are not what is looked at here.
    SENTRY_DSN: 'http://public@127.0.0.1:9/1',
  };
}

/** Each line that is a JSON object of these programs, put together. */
function readLines(stdout: string): Outcome['said'] {
  const lines = stdout.split('\n').filter((line) => /^\{"stored"/.test(line));
  return Object.assign({}, ...lines.map((line) => JSON.parse(line) as unknown)) as Outcome['said'];
}

/** A signal has arrived when the run and its end are in it. */
function arrivedAt(sink: OtlpSink): readonly Signal[] {
  const [run] = sink.tree().filter(({ name }) => name === 'backup wedding-db-nightly');
  const found: Record<Signal, boolean> = {
    traces: run?.outcome === 'success' && run.children.some(({ name }) => name === 'backup.phase dump'),
    metrics: sink.metric('backup.run.last_end.timestamp').length > 0,
    events: sink.events().some(({ eventName }) => eventName === 'backup.run.finished'),
  };
  return (Object.keys(found) as Signal[]).filter((signal) => found[signal]);
}
