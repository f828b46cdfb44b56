import type { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { parseDuration } from '../policy/duration.js';
import { readPositive, type Environment } from './environment.js';
import { createExporters } from './exporters.js';
import { rejectFailedFlush } from './failed-flush.js';
import type { StartOptions } from './options.js';
import { loadPackage } from './packages.js';

/** What collects each signal and hands it to its exporters. */
export interface Pipeline {
  readonly spanProcessors: BatchSpanProcessor[];
  readonly metricReaders: PeriodicExportingMetricReader[];
  readonly logRecordProcessors: BatchLogRecordProcessor[];
}

// Alerts are made of events and state: both leave soon. Spans are for people and may take a second.
const LOG_DELAY_MS = 200;
const SPAN_DELAY_MS = 1_000;
const METRIC_INTERVAL_MS = 10_000;

// The SDK's queue of 2048 loses what hundreds of runs that start together say at once.
const QUEUE_SIZE = 8_192;

/** Makes processors and readers, the same way on both majors of the SDK. NodeSDK's own have delays made for dashboards. */
export function createPipeline(options: StartOptions, environment: Environment): Pipeline {
  const read = (name: string, fallback: number) => readPositive(environment, name, fallback);
  const traceSdk = loadPackage('sdk-trace') as { BatchSpanProcessor: typeof BatchSpanProcessor };
  const metricSdk = loadPackage('sdk-metrics') as { PeriodicExportingMetricReader: typeof PeriodicExportingMetricReader };
  const logSdk = loadPackage('sdk-logs') as { BatchLogRecordProcessor: typeof BatchLogRecordProcessor };
  const exportIntervalMillis = parseDuration(options.metricInterval) ?? read('OTEL_METRIC_EXPORT_INTERVAL', METRIC_INTERVAL_MS);
  const exportTimeoutMillis = Math.min(read('OTEL_METRIC_EXPORT_TIMEOUT', METRIC_INTERVAL_MS), exportIntervalMillis);
  const spans = {
    scheduledDelayMillis: read('OTEL_BSP_SCHEDULE_DELAY', SPAN_DELAY_MS),
    maxQueueSize: read('OTEL_BSP_MAX_QUEUE_SIZE', QUEUE_SIZE),
  };
  const logs = {
    scheduledDelayMillis: read('OTEL_BLRP_SCHEDULE_DELAY', LOG_DELAY_MS),
    maxQueueSize: read('OTEL_BLRP_MAX_QUEUE_SIZE', QUEUE_SIZE),
  };
  return {
    spanProcessors: createExporters('traces', options, environment).map(
      (exporter) => new traceSdk.BatchSpanProcessor({ exporter, ...spans }),
    ),
    metricReaders: createExporters('metrics', options, environment).map(
      (exporter) =>
        new metricSdk.PeriodicExportingMetricReader({ exporter: rejectFailedFlush(exporter), exportIntervalMillis, exportTimeoutMillis }),
    ),
    logRecordProcessors: createExporters('logs', options, environment).map(
      (exporter) => new logSdk.BatchLogRecordProcessor({ exporter, ...logs }),
    ),
  };
}
