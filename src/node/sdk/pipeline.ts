import type { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { parseDuration, type Duration } from '../../policy/duration.js';
import { sanitizeLogExporter, sanitizeMetricExporter, sanitizeSpanExporter } from '../../sanitize/otel/exporters.js';
import type { Sanitizer } from '../../sanitize/sanitizer.js';
import { readPositive, type Environment, type Signal } from '../settings/environment.js';
import { createExporters, type ExporterBySignal, type ExporterSettings } from '../export/exporters.js';
import { flushInTurn, type Flushable } from '../export/flush-in-turn.js';
import { letGaugesEnd } from '../export/gauge-temporality.js';
import type { BoundedExporter } from '../export/bounded-exporter.js';
import { loadPackage } from '../process/packages.js';
import { messageOf } from '../../untrusted/message-of.js';

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
  /** Milliseconds for which somebody may still wait for the receiver. */
  readonly patienceMs: () => number;
  /** Refuses what comes from now on and cuts what is in flight. */
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

/**
 * Makes processors and readers, the same way on both majors of the SDK. NodeSDK's own have delays made for dashboards.
 * A signal whose packages are missing or fail costs that signal only.
 */
export function createPipeline(settings: ExporterSettings, sanitizer: Sanitizer, metricInterval?: Duration): Pipeline {
  const { environment, warn } = settings;
  const onDropped = (signal: string, records: number): void =>
    warn(`Dropped ${records} ${signal}: they could not be sanitized, or not in time.`);
  const parts: Pipeline['parts'] = { spanProcessors: [], metricReaders: [], logRecordProcessors: [] };
  const all: BoundedExporter[] = [];
  const makeAll = <S extends Signal, P extends Flushable>(
    signal: S,
    into: P[],
    make: (bounded: BoundedExporter<ExporterBySignal[S]>) => P,
  ) => {
    try {
      const made = createExporters(signal, settings).map((bounded) => ({ bounded, part: flushInTurn(make(bounded), bounded) }));
      into.push(...made.map(({ part }) => part));
      all.push(...made.map(({ bounded }) => bounded));
    } catch (error) {
      warn(`No ${signal} are sent: ${messageOf(error)}`);
    }
  };

  makeAll('traces', parts.spanProcessors, ({ exporter }) => {
    const sdk = loadPackage('sdk-trace') as { BatchSpanProcessor: typeof BatchSpanProcessor };
    const batching = readBatching('OTEL_BSP', SPAN_DELAY_MS, environment);
    return new sdk.BatchSpanProcessor({ exporter: sanitizeSpanExporter(exporter, { sanitizer, onDropped }), ...batching });
  });
  makeAll('metrics', parts.metricReaders, ({ exporter }) => {
    const sdk = loadPackage('sdk-metrics') as { PeriodicExportingMetricReader: typeof PeriodicExportingMetricReader };
    const interval = readInterval(environment, metricInterval);
    return new sdk.PeriodicExportingMetricReader({
      exporter: sanitizeMetricExporter(letGaugesEnd(exporter), { sanitizer, onDropped }),
      ...interval,
    });
  });
  makeAll('logs', parts.logRecordProcessors, ({ exporter }) => {
    const sdk = loadPackage('sdk-logs') as { BatchLogRecordProcessor: typeof BatchLogRecordProcessor };
    const batching = readBatching('OTEL_BLRP', LOG_DELAY_MS, environment);
    return new sdk.BatchLogRecordProcessor({ exporter: sanitizeLogExporter(exporter, { sanitizer, onDropped }), ...batching });
  });

  return {
    parts,
    flushes: [...parts.spanProcessors, ...parts.metricReaders, ...parts.logRecordProcessors].map((part) => () => part.forceFlush()),
    isFailing: () => all.some((bounded) => bounded.isFailing()),
    patienceMs: () => Math.min(...all.map((bounded) => bounded.patienceMs())),
    close() {
      for (const bounded of all) bounded.close();
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
