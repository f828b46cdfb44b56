import { diag } from '@opentelemetry/api';
import type { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { NodeSDK } from '@opentelemetry/sdk-node';
import type { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { parseDuration } from '../policy/duration.js';
import { settleWithin } from './deadline.js';
import { ensureDiagLogger } from './diag-logger.js';
import { readBoolean, readMs, type Environment } from './environment.js';
import { createExporters } from './exporters.js';
import { detectHostSdk, hostProviders, type HostSdk } from './host.js';
import { checkOptions, type StartOptions } from './options.js';
import { loadPackage } from './packages.js';
import { readResource } from './resource.js';

/** A started SDK. No member ever rejects or takes longer than 2 s. */
export interface BackupTelemetryHandle extends AsyncDisposable {
  /** Sends what is buffered. */
  readonly flush: () => Promise<void>;
  /** Sends what is buffered and stops. Later calls return the same promise. */
  readonly shutdown: () => Promise<void>;
}

// Alerts are made of events and state: both leave soon. Spans are for people and may take a second.
const LOG_DELAY_MS = 200;
const SPAN_DELAY_MS = 1_000;
const METRIC_INTERVAL_MS = 10_000;
const DEADLINE_MS = 2_000;

/**
 * Starts OpenTelemetry for backups: traces, metrics and events over OTLP/HTTP, with delays that suit alerts and a resource
 * that tells neither command line, paths nor users. Whatever the options leave out comes from the `OTEL_*` variables.
 *
 * Where the host has started an SDK of its own, nothing is started twice; what is missing there is said through `diag`.
 * Nothing is installed on signals or on exit: a script that ends by itself or calls `process.exit()` after `withBackup`
 * has sent everything, because the end of a run is sent before `withBackup` resolves.
 *
 * @throws BackupTelemetryError with the code `configuration_invalid` or `package_missing`
 * @example
 * ```ts
 * import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
 *
 * const telemetry = startBackupTelemetry({ serviceName: 'backup-service', environment: 'production' });
 * await telemetry.shutdown();
 * ```
 */
export function startBackupTelemetry(options: StartOptions = {}): BackupTelemetryHandle {
  checkOptions(options);
  const environment: Environment = process.env;
  const restoreDiagLogger = ensureDiagLogger(environment);
  if (readBoolean(environment, 'OTEL_SDK_DISABLED'))
    return createHandle(
      () => [],
      () => [],
    );
  const host = detectHostSdk();
  if (host.traces || host.metrics) {
    sayWhatHostMisses(host);
    const flushes = () => hostProviders().map((provider) => () => provider.forceFlush());
    // The host's SDK is the host's to stop.
    return createHandle(flushes, flushes);
  }
  const handle = startSdk(options, environment);
  restoreDiagLogger();
  return handle;
}

function startSdk(options: StartOptions, environment: Environment): BackupTelemetryHandle {
  const { NodeSDK: Sdk } = loadPackage('sdk-node') as { NodeSDK: typeof NodeSDK };
  const traceSdk = loadPackage('sdk-trace') as { BatchSpanProcessor: typeof BatchSpanProcessor };
  const metricSdk = loadPackage('sdk-metrics') as { PeriodicExportingMetricReader: typeof PeriodicExportingMetricReader };
  const logSdk = loadPackage('sdk-logs') as { BatchLogRecordProcessor: typeof BatchLogRecordProcessor };
  const exportIntervalMillis =
    parseDuration(options.metricInterval) ?? readMs(environment, 'OTEL_METRIC_EXPORT_INTERVAL', METRIC_INTERVAL_MS);
  const exportTimeoutMillis = Math.min(readMs(environment, 'OTEL_METRIC_EXPORT_TIMEOUT', METRIC_INTERVAL_MS), exportIntervalMillis);

  const spanProcessors = createExporters('traces', options, environment).map(
    (exporter) =>
      new traceSdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: readMs(environment, 'OTEL_BSP_SCHEDULE_DELAY', SPAN_DELAY_MS) }),
  );
  const metricReaders = createExporters('metrics', options, environment).map(
    (exporter) => new metricSdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis }),
  );
  const logRecordProcessors = createExporters('logs', options, environment).map(
    (exporter) =>
      new logSdk.BatchLogRecordProcessor({ exporter, scheduledDelayMillis: readMs(environment, 'OTEL_BLRP_SCHEDULE_DELAY', LOG_DELAY_MS) }),
  );
  const sdk = new Sdk({
    spanProcessors,
    metricReaders,
    logRecordProcessors,
    // The default detectors put command lines, paths and the user's name on the resource.
    resourceDetectors: [{ detect: () => ({ attributes: readResource(options, environment) }) }],
    instrumentations: [],
  });
  sdk.start();
  return createHandle(
    () => [...spanProcessors, ...metricReaders, ...logRecordProcessors].map((part) => () => part.forceFlush()),
    () => [() => sdk.shutdown()],
  );
}

type Tasks = () => readonly (() => Promise<unknown>)[];

function createHandle(flushes: Tasks, shutdowns: Tasks): BackupTelemetryHandle {
  let stopped: Promise<void> | undefined;
  const within = async (tasks: Tasks, what: string) => {
    if (!(await settleWithin(DEADLINE_MS, tasks()))) diag.warn(`Telemetry could not be sent at ${what}; is the receiver up?`);
  };
  const shutdown = () => (stopped ??= within(shutdowns, 'shutdown'));
  return { flush: () => within(flushes, 'flush'), shutdown, [Symbol.asyncDispose]: shutdown };
}

function sayWhatHostMisses({ traces, metrics, logs }: HostSdk): void {
  const missing = [
    ...(traces ? [] : ['a span processor (no spans leave)']),
    ...(metrics ? [] : ['a metric reader (no metrics leave, so no alert rule sees a backup)']),
    ...(logs ? [] : ['a log record processor (no events leave, so no live status)']),
  ];
  if (missing.length > 0)
    diag.warn(`This process has an OpenTelemetry SDK of its own; nothing is started twice. Add to it: ${missing.join('; ')}.`);
}
