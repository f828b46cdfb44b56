import { metrics, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import * as logsHttp from '@opentelemetry/exporter-logs-otlp-http';
import * as logsProto from '@opentelemetry/exporter-logs-otlp-proto';
import * as metricsHttp from '@opentelemetry/exporter-metrics-otlp-http';
import * as metricsProto from '@opentelemetry/exporter-metrics-otlp-proto';
import * as traceHttp from '@opentelemetry/exporter-trace-otlp-http';
import * as traceProto from '@opentelemetry/exporter-trace-otlp-proto';
import * as resources from '@opentelemetry/resources';
import * as sdkLogs from '@opentelemetry/sdk-logs';
import * as sdkMetrics from '@opentelemetry/sdk-metrics';
import * as sdkTrace from '@opentelemetry/sdk-trace';
import { providePackages } from '../../node/process/packages.js';

/** Ids that the next span gets. A command was told them before there was a tracer. */
export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** What NodeSDK is made with, of which only this is asked for. */
interface Configuration {
  readonly spanProcessors: sdkTrace.SpanProcessor[];
  readonly metricReaders: sdkMetrics.PeriodicExportingMetricReader[];
  readonly logRecordProcessors: sdkLogs.LogRecordProcessor[];
  readonly resourceDetectors: readonly { readonly detect: () => { readonly attributes: Record<string, string | number | boolean> } }[];
}

/** The SDK that the command line brings along. */
export interface BundledSdk {
  /** The span that begins next gets these ids. */
  readonly useNext: (ids: SpanIds) => void;
  /** Whether all that was recorded has left, or will not. */
  readonly deliver: () => Promise<boolean>;
}

/** Has this package find the parts of the SDK in the command line itself: nothing needs to be installed beside it. */
export function provideSdk(): BundledSdk {
  const random = new sdkTrace.RandomIdGenerator();
  let next: { traceId?: string | undefined; spanId?: string | undefined } = {};
  let parts: readonly { forceFlush(): Promise<void> }[] = [];
  const idGenerator = {
    generateTraceId() {
      const { traceId } = next;
      next = { spanId: next.spanId };
      return traceId ?? random.generateTraceId();
    },
    generateSpanId() {
      const { spanId } = next;
      next = { traceId: next.traceId };
      return spanId ?? random.generateSpanId();
    },
  };

  // NodeSDK itself would bring gRPC, Zipkin and Prometheus along.
  class NodeSDK {
    readonly #configuration: Configuration;
    #stops: readonly { shutdown(): Promise<void> }[] = [];

    constructor(configuration: Configuration) {
      this.#configuration = configuration;
    }

    start(): void {
      const { spanProcessors, metricReaders, logRecordProcessors, resourceDetectors } = this.#configuration;
      const attributes = Object.assign({}, ...resourceDetectors.map(({ detect }) => detect().attributes)) as Record<string, string>;
      const resource = resources.resourceFromAttributes(attributes);
      const meterProvider = new sdkMetrics.MeterProvider({ resource, readers: metricReaders });
      const tracerProvider = new sdkTrace.TracerProvider({ resource, spanProcessors, idGenerator });
      const loggerProvider = new sdkLogs.LoggerProvider({ resource, processors: logRecordProcessors });
      if (metricReaders.length > 0) metrics.setGlobalMeterProvider(meterProvider);
      if (spanProcessors.length > 0) trace.setGlobalTracerProvider(tracerProvider);
      if (logRecordProcessors.length > 0) logs.setGlobalLoggerProvider(loggerProvider);
      parts = [...spanProcessors, ...metricReaders, ...logRecordProcessors];
      this.#stops = [tracerProvider, meterProvider, loggerProvider];
    }

    async shutdown(): Promise<void> {
      await Promise.allSettled(this.#stops.map((provider) => provider.shutdown()));
    }
  }

  providePackages({
    'sdk-node': { NodeSDK },
    'sdk-trace': sdkTrace,
    'sdk-metrics': sdkMetrics,
    'sdk-logs': sdkLogs,
    'exporter-trace-otlp-http': traceHttp,
    'exporter-trace-otlp-proto': traceProto,
    'exporter-metrics-otlp-http': metricsHttp,
    'exporter-metrics-otlp-proto': metricsProto,
    'exporter-logs-otlp-http': logsHttp,
    'exporter-logs-otlp-proto': logsProto,
  });

  return {
    useNext(ids) {
      next = ids;
    },
    async deliver() {
      const results = await Promise.allSettled(parts.map((part) => part.forceFlush()));
      return parts.length > 0 && results.every(({ status }) => status === 'fulfilled');
    },
  };
}
