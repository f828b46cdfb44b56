import { context, type ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { AlwaysOffSampler, AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** The three providers of an SDK that belongs to the host, not to this package. */
export interface HostSdk {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly loggerProvider: LoggerProvider;
  shutdown(): Promise<void>;
}

export interface HostSdkOptions {
  /** Base URL of an OTLP/HTTP receiver. */
  readonly url: string;
  readonly sampled?: boolean;
}

/**
 * Builds an SDK as a host would, exporting over real HTTP. Nothing leaves before a flush:
 * what arrives arrived because a run's end flushed it.
 */
export function startHostSdk({ url, sampled = true }: HostSdkOptions): HostSdk {
  const resource = resourceFromAttributes({ 'service.name': 'host', 'deployment.environment.name': 'test' });
  const late = { scheduledDelayMillis: 3_600_000 };
  const tracerProvider = new TracerProvider({
    resource,
    sampler: sampled ? new AlwaysOnSampler() : new AlwaysOffSampler(),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }), ...late })],
  });
  const meterProvider = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${url}/v1/metrics` }),
        exportIntervalMillis: late.scheduledDelayMillis,
      }),
    ],
  });
  const loggerProvider = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${url}/v1/logs` }), ...late })],
  });
  return {
    tracerProvider,
    meterProvider,
    loggerProvider,
    async shutdown() {
      // A dead receiver makes a provider's shutdown reject; that is the host's business.
      await Promise.allSettled([tracerProvider.shutdown(), meterProvider.shutdown(), loggerProvider.shutdown()]);
    },
  };
}

/** Registers a context manager, so that a run is the parent of what its function starts. Returns what undoes it. */
export function registerContextManager(): () => void {
  const manager: ContextManager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  return () => {
    context.disable();
  };
}
