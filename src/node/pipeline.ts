import type { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { parseDuration, type Duration } from '../policy/duration.js';
import { sanitizeLogExporter, sanitizeMetricExporter, sanitizeSpanExporter } from '../sanitize/otel/exporters.js';
import type { Sanitizer } from '../sanitize/sanitizer.js';
import { readPositive, type Environment } from './environment.js';
import { createExporters, type ExporterSettings } from './exporters.js';
import { flushInTurn } from './flush-in-turn.js';
import { letGaugesEnd } from './gauge-temporality.js';
import { loadPackage } from './packages.js';

/** What collects each signal and sends it. */
export interface Pipeline {
  /** For NodeSDK. */
  readonly parts: {
    readonly spanProcessors: BatchSpanProcessor[];
    readonly metricReaders: PeriodicExportingMetricReader[];
    readonly logRecordProcessors: BatchLogRecordProcessor[];
  };
  /** One for each part; a flush rejects when something did not leave. */
  readonly flushes: readonly (() => Promise<void>)[];
  /** Whether the newest export of some signal failed. */
  readonly isFailing: () => boolean;
  /** Refuses what comes from now on and cuts what is on the way. */
  readonly close: () => void;
}

// Alerts are made of events and state: both leave soon. Spans are for people and may take a second.
const LOG_DELAY_MS = 200;
const SPAN_DELAY_MS = 1_000;
const METRIC_INTERVAL_MS = 10_000;

// The SDK's queue of 2048 loses what hundreds of runs that start together say at once.
const QUEUE_SIZE = 8_192;
const BATCH_SIZE = 512;

// The SDK folds what is above 2000 series of an instrument into one: the ends of a thousand jobs by outcome are more.
const SERIES = 10_000;

// As the specification has it; exporters end sooner.
const PART_TIMEOUT_MS = 30_000;

/** Makes processors and readers, the same way on both majors of the SDK. NodeSDK's own have delays made for dashboards. */
export function createPipeline(settings: ExporterSettings, sanitizer: Sanitizer, metricInterval?: Duration): Pipeline {
  const traceSdk = loadPackage('sdk-trace') as { BatchSpanProcessor: typeof BatchSpanProcessor };
  const metricSdk = loadPackage('sdk-metrics') as { PeriodicExportingMetricReader: typeof PeriodicExportingMetricReader };
  const logSdk = loadPackage('sdk-logs') as { BatchLogRecordProcessor: typeof BatchLogRecordProcessor };
  const outlets = {
    traces: createExporters('traces', settings),
    metrics: createExporters('metrics', settings),
    logs: createExporters('logs', settings),
  };
  const spans = readBatching('OTEL_BSP', SPAN_DELAY_MS, settings.environment);
  const logs = readBatching('OTEL_BLRP', LOG_DELAY_MS, settings.environment);
  const interval = readInterval(settings.environment, metricInterval);

  const parts = {
    spanProcessors: outlets.traces.map((outlet) =>
      flushInTurn(new traceSdk.BatchSpanProcessor({ exporter: sanitizeSpanExporter(outlet.exporter, { sanitizer }), ...spans }), outlet),
    ),
    metricReaders: outlets.metrics.map((outlet) =>
      flushInTurn(
        new metricSdk.PeriodicExportingMetricReader({
          exporter: sanitizeMetricExporter(letGaugesEnd(outlet.exporter), { sanitizer }),
          ...interval,
        }),
        outlet,
      ),
    ),
    logRecordProcessors: outlets.logs.map((outlet) =>
      flushInTurn(new logSdk.BatchLogRecordProcessor({ exporter: sanitizeLogExporter(outlet.exporter, { sanitizer }), ...logs }), outlet),
    ),
  };
  const all = [...outlets.traces, ...outlets.metrics, ...outlets.logs];
  return {
    parts,
    flushes: [...parts.spanProcessors, ...parts.metricReaders, ...parts.logRecordProcessors].map((part) => () => part.forceFlush()),
    isFailing: () => all.some((outlet) => outlet.isFailing()),
    close() {
      for (const outlet of all) outlet.close();
    },
  };
}

function readBatching(prefix: 'OTEL_BSP' | 'OTEL_BLRP', delayMs: number, environment: Environment) {
  const read = (name: string, fallback: number) => readPositive(environment, `${prefix}_${name}`, fallback);
  return {
    scheduledDelayMillis: read('SCHEDULE_DELAY', delayMs),
    maxQueueSize: read('MAX_QUEUE_SIZE', QUEUE_SIZE),
    maxExportBatchSize: read('MAX_EXPORT_BATCH_SIZE', BATCH_SIZE),
    exportTimeoutMillis: read('EXPORT_TIMEOUT', PART_TIMEOUT_MS),
  };
}

function readInterval(environment: Environment, stated: Duration | undefined) {
  const exportIntervalMillis = parseDuration(stated) ?? readPositive(environment, 'OTEL_METRIC_EXPORT_INTERVAL', METRIC_INTERVAL_MS);
  const timeoutMs = readPositive(environment, 'OTEL_METRIC_EXPORT_TIMEOUT', PART_TIMEOUT_MS);
  // The SDK refuses a timeout above the interval.
  return { exportIntervalMillis, exportTimeoutMillis: Math.min(timeoutMs, exportIntervalMillis), cardinalityLimits: { default: SERIES } };
}
