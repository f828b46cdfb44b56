import { diag } from '@opentelemetry/api';
import type { NodeSDK } from '@opentelemetry/sdk-node';
import { settleWithin } from './deadline.js';
import { ensureDiagLogger } from './diag-logger.js';
import { readBoolean, type Environment } from './environment.js';
import { detectHostSdk, hostProviders, type HostSdk } from './host.js';
import { checkOptions, type StartOptions } from './options.js';
import { loadPackage } from './packages.js';
import { createPipeline } from './pipeline.js';
import { readResource } from './resource.js';

/** A started SDK. No member ever rejects or takes longer than 2 s. */
export interface BackupTelemetryHandle extends AsyncDisposable {
  /** Sends what is buffered. */
  readonly flush: () => Promise<void>;
  /** Sends what is buffered and stops. Later calls return the same promise. */
  readonly shutdown: () => Promise<void>;
}

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
  const withoutDiagLogger = ensureDiagLogger(environment);
  if (readBoolean(environment, 'OTEL_SDK_DISABLED')) return createHandle(NOTHING, NOTHING);
  const host = detectHostSdk();
  if (host.traces || host.metrics) {
    sayWhatHostMisses(host);
    const flushes = () => hostProviders().map((provider) => () => provider.forceFlush());
    // The host's SDK is the host's to stop.
    return createHandle(flushes, flushes);
  }
  return startSdk(options, environment, withoutDiagLogger);
}

function startSdk(options: StartOptions, environment: Environment, withoutDiagLogger: <T>(fn: () => T) => T): BackupTelemetryHandle {
  const { NodeSDK: Sdk } = loadPackage('sdk-node') as { NodeSDK: typeof NodeSDK };
  const pipeline = createPipeline(options, environment);
  // In place of the default detectors, which put command lines, paths and the user's name on the resource.
  const resourceDetectors = [{ detect: () => ({ attributes: readResource(options, environment) }) }];
  const sdk = withoutDiagLogger(() => new Sdk({ ...pipeline, resourceDetectors, instrumentations: [] }));
  sdk.start();
  return createHandle(
    () => [...pipeline.spanProcessors, ...pipeline.metricReaders, ...pipeline.logRecordProcessors].map((part) => () => part.forceFlush()),
    () => [() => sdk.shutdown()],
  );
}

type Tasks = () => readonly (() => Promise<unknown>)[];
const NOTHING: Tasks = () => [];

function createHandle(flushes: Tasks, shutdowns: Tasks): BackupTelemetryHandle {
  let stopped: Promise<void> | undefined;
  const within = async (tasks: Tasks, what: string) => {
    if (!(await settleWithin(DEADLINE_MS, tasks()))) diag.warn(`Telemetry could not be sent at ${what}; is the receiver up?`);
  };
  const shutdown = () => (stopped ??= within(shutdowns, 'shutdown'));
  const flush = () => stopped ?? within(flushes, 'flush');
  return { flush, shutdown, [Symbol.asyncDispose]: shutdown };
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
