import { metrics } from '@opentelemetry/api';
import type { NodeSDK } from '@opentelemetry/sdk-node';
import { countRedactions } from '../../sanitize/otel/redaction-metric.js';
import { createTolerantSanitizer } from '../../sanitize/tolerant.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../semconv.js';
import { apiRegistry } from '../process/api-registry.js';
import { guardDiagLogger, withLogLevelHidden } from '../process/diag-logger.js';
import type { Environment } from '../settings/environment.js';
import { createHandle, type BackupTelemetryHandle } from './handle.js';
import { registeredProviders, unregister, type Registered } from '../process/registered-providers.js';
import { log } from '../problems/log.js';
import type { StartOptions } from '../settings/options.js';
import type { Warn } from '../problems/warnings.js';
import { loadPackage } from '../process/packages.js';
import { createPipeline, type Pipeline } from './pipeline.js';
import { readResource } from './resource.js';

/** What an SDK is started with. */
export interface SdkSettings {
  readonly options: StartOptions;
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly warn: Warn;
  readonly onStop: () => void;
}

/**
 * Starts NodeSDK and registers its providers.
 *
 * @throws whatever stands in its way; nothing is left behind then
 */
export function startSdk({ options, headers, environment, warn, onStop }: SdkSettings): BackupTelemetryHandle {
  guardDiagLogger();
  const { NodeSDK: Sdk } = loadPackage('sdk-node') as { NodeSDK: typeof NodeSDK };
  const sanitizer = createTolerantSanitizer(options.sanitize, warn);
  const pipeline = createPipeline({ endpoint: options.endpoint, headers, environment, warn }, sanitizer, options.metricInterval);
  const attributes = readResource(options, environment);
  const configuration = {
    ...pipeline.parts,
    // In place of the default detectors, which put command lines, paths and the user's name on the resource.
    resourceDetectors: [{ detect: () => ({ attributes }) }],
    instrumentations: [],
    ...keepRegistered(),
  };
  const sdk = startOrLeaveNothing(() => {
    const made = withLogLevelHidden(() => new Sdk(configuration));
    made.start();
    countRedactions(sanitizer, metrics.getMeter(SCOPE_NAME, SCOPE_VERSION));
    return made;
  }, pipeline);
  const providers = registeredProviders();
  sayWhatIsNotRegistered(pipeline, providers);

  const handle = createHandle({
    flushes: () => pipeline.flushes,
    patienceMs: pipeline.patienceMs,
    close() {
      process.off('beforeExit', sendRest);
      pipeline.close();
      unregister(providers);
      onStop();
    },
    stop: () => sdk.shutdown(),
  });
  // Once: a flush keeps the process alive a little longer, and then it emits the event again.
  process.once('beforeExit', sendRest);
  return handle;

  function sendRest(): void {
    // A receiver that is down must not hold up the end of a script another time.
    if (!pipeline.isFailing() && pipeline.patienceMs() > 0) void handle.flush();
  }
}

function startOrLeaveNothing<T>(start: () => T, pipeline: Pipeline): T {
  try {
    return start();
  } catch (error) {
    pipeline.close();
    unregister(registeredProviders());
    throw error;
  }
}

/** What a host has registered stays; NodeSDK would reject of a second one. `null` stands for none. */
function keepRegistered(): { readonly contextManager?: never; readonly textMapPropagator?: null } {
  const { context, propagation } = apiRegistry();
  return {
    ...(context !== undefined && { contextManager: null as never }),
    ...(propagation !== undefined && { textMapPropagator: null }),
  };
}

function sayWhatIsNotRegistered({ parts }: Pipeline, { traces, metrics }: Registered): void {
  if ((parts.spanProcessors.length > 0 && traces === undefined) || (parts.metricReaders.length > 0 && metrics === undefined))
    log(
      'error',
      'The SDK could not register its providers: is there more than one copy of @opentelemetry/api? `npm ls @opentelemetry/api` shows it.',
    );
}
