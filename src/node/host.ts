import { metrics, trace } from '@opentelemetry/api';

/** What of an SDK the host has registered already. */
export interface HostSdk {
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly logs: boolean;
}

/** Looks at the API's registry: a provider that can be flushed is a real one. */
export function detectHostSdk(): HostSdk {
  return { traces: isReal(tracerProvider()), metrics: isReal(metrics.getMeterProvider()), logs: isReal(loggerProvider()) };
}

/** The registered providers, for a flush. */
export function hostProviders(): readonly { forceFlush(): Promise<void> }[] {
  return [tracerProvider(), metrics.getMeterProvider(), loggerProvider()].filter(isReal);
}

function tracerProvider(): unknown {
  const provider = trace.getTracerProvider() as { getDelegate?: () => unknown };
  return provider.getDelegate?.() ?? provider;
}

/** OpenTelemetry JS 3 registers the logger provider with the API, version 2 under a key of its own. */
function loggerProvider(): unknown {
  const registry = globalThis as Record<symbol, unknown>;
  const api = registry[Symbol.for('opentelemetry.js.api.1')] as { readonly logs?: unknown } | undefined;
  const getter = registry[Symbol.for('io.opentelemetry.js.api.logs')];
  return api?.logs ?? (typeof getter === 'function' ? (getter as (version: number) => unknown)(1) : undefined);
}

function isReal(provider: unknown): provider is { forceFlush(): Promise<void> } {
  return typeof (provider as { readonly forceFlush?: unknown } | undefined)?.forceFlush === 'function';
}
