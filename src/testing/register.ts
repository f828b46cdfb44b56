import * as api from '@opentelemetry/api';
import { BackupTelemetryError } from '../errors.js';
import { defaultCore } from '../job/default.js';
import { bindProviders } from '../job/sdk/late-registration.js';
import type { EventLoggerProvider } from '../job/sdk/providers.js';
import { apiRegistry, registerLoggerProvider } from '../node/process/api-registry.js';
import { registeredProviders, unregister } from '../node/process/registered-providers.js';
import { createContextManager } from './context.js';
import { forgetRuns } from './forget-runs.js';

/** Where OpenTelemetry JS 3 has its logger provider; version 2 has a package of its own for it. */
interface LogsApi {
  readonly setGlobalLoggerProvider: (provider: EventLoggerProvider) => unknown;
  readonly disable: () => void;
}

const { logs: logsApi } = api as { readonly logs?: LogsApi };

/** Providers to make global. */
export interface TestProviders {
  readonly tracerProvider: api.TracerProvider;
  readonly meterProvider: api.MeterProvider;
  readonly loggerProvider: EventLoggerProvider;
}

/** Makes providers global until the returned function is called. */
export function registerProviders({ tracerProvider, meterProvider, loggerProvider }: TestProviders): () => void {
  const present = Object.entries(registeredProviders()).flatMap(([signal, provider]) => (provider === undefined ? [] : signal));
  if (present.length > 0) {
    const expected = `Expected no OpenTelemetry SDK in this process, got one for ${present.join(', ')}.`;
    throw new BackupTelemetryError(
      'configuration_invalid',
      `${expected} Call what an earlier register() returned, or start none in tests.`,
    );
  }
  const contextManager = apiRegistry().context === undefined ? createContextManager() : undefined;
  if (contextManager) api.context.setGlobalContextManager(contextManager);
  api.trace.setGlobalTracerProvider(tracerProvider);
  api.metrics.setGlobalMeterProvider(meterProvider);
  registerLoggerProvider(loggerProvider);
  logsApi?.setGlobalLoggerProvider(loggerProvider);
  // Runs of earlier tests are no news; jobs defined while modules loaded are.
  forgetRuns(defaultCore);
  bindProviders(defaultCore);
  return () => {
    if (registeredProviders().logs === loggerProvider) logsApi?.disable();
    unregister({ traces: tracerProvider, metrics: meterProvider, logs: loggerProvider });
    if (contextManager && apiRegistry().context === contextManager) api.context.disable();
  };
}
