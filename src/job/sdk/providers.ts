import * as api from '@opentelemetry/api';
import { SCOPE_NAME, SCOPE_VERSION } from '../../semconv.js';
import type { EventAttributes } from '../../events/event.js';
import type { GaugeStore } from '../../state/gauge-store.js';
import { memoizeByObject } from '../../state/memoize.js';
import { quiet } from '../../untrusted/calls.js';
import { behindProxy, isFlushable } from '../../untrusted/providers.js';
import { createInstruments, type RecordMeasurement } from './instruments.js';

/** The part of a logger that events need; the same on both majors of the logs API. */
export interface EventLogger {
  /** Takes one event as a log record. Times are milliseconds since the Unix epoch. */
  emit(record: {
    readonly eventName: string;
    readonly timestamp: number;
    readonly severityNumber: number;
    readonly severityText: string;
    readonly body: string;
    readonly attributes: EventAttributes;
    readonly context?: api.Context;
  }): void;
}

/** The part of a logger provider that events need. */
export interface EventLoggerProvider {
  /** A logger for an instrumentation scope. */
  getLogger(name: string, version?: string): EventLogger;
}

/** Providers to use instead of the global ones. */
export interface InjectedProviders {
  /** Where spans go. @default the global one */
  readonly tracerProvider?: api.TracerProvider | undefined;
  /** Where metrics go. @default the global one */
  readonly meterProvider?: api.MeterProvider | undefined;
  /** Where events go, as log records. @default the global one */
  readonly loggerProvider?: EventLoggerProvider | undefined;
}

/** Whatever SDK is registered now, looked up anew at each use: it may come after the first run. */
export interface Providers {
  tracer(): api.Tracer;
  instruments(): RecordMeasurement;
  logger(): EventLogger | undefined;
  /** Whether metrics and events both have a real receiver. */
  complete(): boolean;
  /** The registered providers themselves, for a flush. */
  all(): readonly unknown[];
}

// An instrument made before its provider is registered stays a no-op for ever, so everything is cached by provider.
export function createProviders(injected: InjectedProviders, gauges: GaugeStore): Providers {
  const instrumentsOf = memoizeByObject((provider: api.MeterProvider) =>
    createInstruments(quiet(provider.getMeter(SCOPE_NAME, SCOPE_VERSION)), gauges),
  );
  const loggerOf = memoizeByObject((provider: EventLoggerProvider) => quiet(provider.getLogger(SCOPE_NAME, SCOPE_VERSION)));
  const tracerOf = memoizeByObject((provider: api.TracerProvider) => quiet(provider.getTracer(SCOPE_NAME, SCOPE_VERSION)));
  const tracerProvider = () => injected.tracerProvider ?? api.trace.getTracerProvider();
  const meterProvider = () => injected.meterProvider ?? api.metrics.getMeterProvider();
  const loggerProvider = () => injected.loggerProvider ?? globalLoggerProvider();

  return {
    tracer: () => tracerOf(tracerProvider()),
    instruments: () => instrumentsOf(meterProvider()),
    logger() {
      const provider = loggerProvider();
      return provider && loggerOf(provider);
    },
    complete: () => (injected.meterProvider !== undefined || isFlushable(meterProvider())) && loggerProvider() !== undefined,
    all: () => [behindProxy(tracerProvider()), meterProvider(), loggerProvider()],
  };
}

/**
 * OpenTelemetry JS 2 keeps the logger provider in `@opentelemetry/api-logs`, version 3 in `@opentelemetry/api`,
 * and nothing bridges the two: both are looked at, the second only when it has a real provider behind its proxy.
 */
function globalLoggerProvider(): EventLoggerProvider | undefined {
  // Asked for at run time: bundlers refuse a name that an older API does not export, however it is spelled.
  const logs = Reflect.get(api, 'logs') as { getLoggerProvider(): EventLoggerProvider } | undefined;
  const provider = logs?.getLoggerProvider();
  if (provider && !isEmptyProxy(provider)) return provider;
  type Getter = (version: number) => EventLoggerProvider | undefined;
  return (globalThis as Record<symbol, Getter | undefined>)[Symbol.for('io.opentelemetry.js.api.logs')]?.(1);
}

function isEmptyProxy(provider: EventLoggerProvider): boolean {
  return '_setDelegate' in provider && (provider as { _delegate?: unknown })._delegate === undefined;
}
