import { LoggerProvider, BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const exporter = {
  /** @param {unknown} _batch @param {(result: { code: number }) => void} done */
  export: (_batch, done) => {
    done({ code: 0 });
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

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
