import { ensureDiagLogger } from '../process/diag-logger.js';
import { readBoolean, type Environment } from '../settings/environment.js';
import { createHandle, type BackupTelemetryHandle } from './handle.js';
import { headerValues, readHeaders } from '../settings/headers.js';
import { flushesOf, registeredProviders, sayWhatIsMissing } from '../process/registered-providers.js';
import { reportMistakes } from '../problems/mistakes.js';
import { repairOptions, type StartOptions } from '../settings/options.js';
import { startSdk } from './sdk.js';
import { messageOf } from '../../untrusted/message-of.js';
import { createWarnings, type Warn } from '../problems/warnings.js';

// One in a process, also when the package is loaded both as ESM and as CommonJS: `--import .../register` and a call, say.
const KEY = Symbol.for('@wedsync/backup-telemetry.node.1');
const holder = globalThis as Record<symbol, BackupTelemetryHandle | undefined>;

/**
 * Starts OpenTelemetry for backups: traces, metrics and events over OTLP/HTTP, with delays that suit alerts and a resource
 * that holds neither command line, paths nor users. Whatever the options leave out comes from the `OTEL_*` variables.
 *
 * Where the host has started an SDK of its own, nothing is started twice; what is missing there is said through `diag`.
 * A second call returns the handle of the first.
 *
 * How a process ends stays its own affair. The end of a run is sent before `withBackup` resolves, so `process.exit()` after it
 * loses nothing; a process that ends by itself sends what is left, if the receiver answers; and nothing keeps a process alive.
 * No signal is listened to: SIGTERM and SIGINT end the process as ever, and the run in it is seen as one that fell silent.
 * To record it as cancelled, abort the `signal` of its options in a handler of your own and let the run end.
 *
 * It never throws: the line that starts telemetry stands in the script that is the backup. What is wrong, in the options, in the
 * variables, with the packages that are installed, is said through `diag` (on stderr unless the host has a logger for it), counted as
 * `backup.telemetry.problems` where metrics are sent, and left out; what works without it works. The handle is the same when nothing
 * could be started.
 *
 * @example
 * ```ts
 * import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
 *
 * const telemetry = startBackupTelemetry({ serviceName: 'backup-service', environment: 'production' });
 * await telemetry.shutdown();
 * ```
 */
export function startBackupTelemetry(options: StartOptions = {}): BackupTelemetryHandle {
  return reportMistakes(startBackupTelemetry, () => startOrNot(options));
}

function startOrNot(options: unknown): BackupTelemetryHandle {
  const warnings = createWarnings();
  try {
    return start(options, warnings.warn);
  } catch (error) {
    warnings.warn(`Telemetry is not started: ${messageOf(error)}`);
    // Whatever the host registers later is flushed all the same.
    return createHandle({ flushes: () => flushesOf(registeredProviders()) });
  }
}

function start(given: unknown, warn: Warn): BackupTelemetryHandle {
  const environment: Environment = process.env;
  const secrets: string[] = [];
  ensureDiagLogger(environment, secrets);
  const options = repairOptions(given, warn);
  const started = holder[KEY];
  if (started) {
    if (Object.keys(options).length > 0)
      warn('Telemetry is started already, by an earlier call or by `--import`; the options of this call have no effect.');
    return started;
  }
  if (readBoolean(environment, 'OTEL_SDK_DISABLED')) return createHandle({ flushes: () => [] });

  const host = registeredProviders();
  if (Object.values(host).some((provider) => provider !== undefined)) {
    sayWhatIsMissing(host);
    // The host's SDK is the host's to stop, and more of it may be registered later.
    return createHandle({ flushes: () => flushesOf(registeredProviders()) });
  }
  const headers = readHeaders(options, environment);
  secrets.push(...headerValues(headers, environment));
  const handle = startSdk({ options, headers, environment, warn, onStop: forget });
  holder[KEY] = handle;
  return handle;

  function forget(): void {
    if (holder[KEY] === handle) holder[KEY] = undefined;
  }
}
