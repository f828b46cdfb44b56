import { LoggerProvider, BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const exporter = {
  export: (_batch: unknown, done: (result: { code: number }) => void) => {
    done({ code: 0 });
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

export type BenchSdk = ReturnType<typeof createSdk>;

/** The real SDK, with everything but the network: batches are made and dropped. */
export function createSdk() {
  return {
    tracerProvider: new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] }),
    loggerProvider: new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] }),
    meterProvider: new MeterProvider({
      readers: [
        new PeriodicExportingMetricReader({
          exporter: { ...exporter, selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE },
          exportIntervalMillis: 60_000,
        }),
      ],
    }),
  };
}
