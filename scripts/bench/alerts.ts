// From the end of a failed run to its acceptance by WS-155, through the programs and the configurations that are shipped.
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackupTelemetry } from '@wedsync/backup-telemetry';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { startAlertStack } from './alert-stack.js';
import type { Result } from './cases.js';

/** The page is evaluated each second. Pauses of one to two of them, drawn at random, spread the failures evenly over it. */
const RULE_INTERVAL_MS = 1_000;
const WARM_UP_LIMIT_MS = 60_000;
const LIMIT_MS = 30_000;

/** Milliseconds since the Unix epoch. */
export interface Failure {
  failedAt: number;
  evaluatedAt?: number;
  acceptedAt?: number;
}

export async function alerts({ failures }: { failures: number }, say: (line: string) => void): Promise<Result> {
  if (!(failures >= 1)) throw new Error(`Expected --failures to be a number from 1 on, got ${String(failures)}.`);
  const known: Map<string, Failure> = new Map();
  say('Prometheus, Alertmanager and the gateway are started');
  const stack = await startAlertStack(({ type, data }) => {
    const failure = known.get(data.identity.job ?? '');
    if (type !== 'alert.firing' || data.alert !== 'BackupJobFailed' || !failure || failure.acceptedAt !== undefined) return;
    failure.acceptedAt = Date.now();
    failure.evaluatedAt = Date.parse(data.startedAt);
  });
  const meterProvider = createMeterProvider(stack.metricsUrl);
  const telemetry = createBackupTelemetry({ meterProvider });
  const fail = async (job: string) => {
    const failure = { failedAt: 0 };
    known.set(job, failure);
    const broken = () => {
      failure.failedAt = Date.now();
      throw new Error('it broke');
    };
    await telemetry.withBackup({ job, type: 'full', destination: 's3-eu' }, broken).catch(() => {});
  };
  try {
    // Prometheus knows its Alertmanager only some seconds after it started.
    await fail('warm-up');
    await allAccepted(known, WARM_UP_LIMIT_MS);
    known.clear();
    for (let index = 1; index <= failures; index += 1) {
      await sleep(RULE_INTERVAL_MS * (1 + Math.random()));
      await fail(`job-${index}`);
      if (index % 10 === 0) say(`${index} of ${failures} jobs have failed`);
    }
    await allAccepted(known, LIMIT_MS);
    return summarize([...known.values()]);
  } finally {
    await meterProvider.shutdown().catch(() => {});
    await stack.stop();
  }
}

function createMeterProvider(url: string) {
  const resource = resourceFromAttributes({
    'service.name': 'vault',
    'service.namespace': 'wedsync',
    'deployment.environment.name': 'production',
  });
  const exporter = new OTLPMetricExporter({ url });
  return new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 10_000 })] });
}

async function allAccepted(failures: Map<string, Failure>, limitMs: number) {
  const end = Date.now() + limitMs;
  const missing = () => [...failures].filter(([, { acceptedAt }]) => acceptedAt === undefined).map(([job]) => job);
  while (missing().length > 0) {
    if (Date.now() > end) throw new Error(`Expected every failure to arrive, got none of: ${missing().join(', ')}.`);
    await sleep(50);
  }
}

function summarize(failures: readonly Failure[]): Result {
  const whole = distribution(failures.map(({ failedAt, acceptedAt = NaN }) => acceptedAt - failedAt));
  const toRule = distribution(failures.map(({ failedAt, evaluatedAt = NaN }) => evaluatedAt - failedAt));
  const fromRule = distribution(failures.map(({ evaluatedAt = NaN, acceptedAt = NaN }) => acceptedAt - evaluatedAt));
  return {
    name: `from the failure of a backup to its acceptance by WS-155, ${failures.length} failures at random moments`,
    limits: [{ what: 'p99', value: whole.p99 / 1_000, limit: 1.5, unit: 's' }],
    measured: { failures: failures.length, whole, toRule, fromRule, runs: failures },
    summary: [
      show('whole pipeline', whole),
      show('until the rule saw it', toRule),
      show('rule, Alertmanager, gateway, receiver', fromRule),
    ].join('\n  '),
  };
}

/** Milliseconds. */
export interface Distribution {
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

/** By nearest rank: each value is one that was measured. */
function distribution(values: readonly number[]): Distribution {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

function show(what: string, { p50, p90, p99, max }: Distribution) {
  const [a, b, c, d] = [p50, p90, p99, max].map((ms) => (ms / 1_000).toFixed(2));
  return `${what}: p50 ${a} s, p90 ${b} s, p99 ${c} s, max ${d} s`;
}
