import * as api from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { createBackupTelemetry, type BackupEvent, type BackupTelemetry, type BackupTelemetryOptions } from '../../../src/index.js';

/** A span and its children; `error` is the message of its status. */
export interface Tree {
  readonly name: string;
  readonly outcome?: unknown;
  readonly error?: string;
  readonly children?: readonly Tree[];
}

/** One exported value of a metric. A histogram's value is its sum. */
export interface Point {
  readonly metric: string;
  readonly value: number;
  readonly attributes: api.Attributes;
}

/** An exported event. */
export interface EmittedEvent {
  readonly name: string;
  readonly at: number;
  readonly severity: string;
  readonly traceId: string | undefined;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** With cumulative temporality the SDK exports a gauge's value for ever, even when it is no longer observed. */
class ForgettingExporter extends InMemoryMetricExporter {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
  }
}

/** A real SDK that keeps what it exports in memory. */
export function createSdk() {
  const spanExporter = new InMemorySpanExporter();
  const logExporter = new InMemoryLogRecordExporter();
  const reader = new PeriodicExportingMetricReader({
    exporter: new ForgettingExporter(AggregationTemporality.CUMULATIVE),
    exportIntervalMillis: 2 ** 31 - 1,
    exportTimeoutMillis: 1_000,
  });
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })] });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const loggerProvider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logExporter })] });

  async function points(metric?: string): Promise<Point[]> {
    const { resourceMetrics, errors } = await reader.collect();
    if (errors.length > 0) throw new AggregateError(errors);
    return resourceMetrics.scopeMetrics
      .flatMap((scope) => scope.metrics)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ value, attributes }) => ({
          metric: descriptor.name,
          value: typeof value === 'number' ? value : (value.sum ?? Number.NaN),
          attributes,
        })),
      )
      .filter((point) => metric === undefined || point.metric === metric);
  }

  return {
    tracerProvider,
    meterProvider,
    loggerProvider,
    reader,
    spans: (): readonly ReadableSpan[] => spanExporter.getFinishedSpans(),
    tree: () => treesOf(spanExporter.getFinishedSpans()),
    points,
    /** The single value of a metric, over all its attribute sets. */
    async value(metric: string): Promise<number | undefined> {
      const found = await points(metric);
      if (found.length > 1) throw new Error(`${metric} has ${String(found.length)} values`);
      return found[0]?.value;
    },
    events: (name?: string): EmittedEvent[] =>
      logExporter
        .getFinishedLogRecords()
        .map((record) => ({
          name: record.eventName ?? '',
          at: record.hrTime[0] * 1_000 + record.hrTime[1] / 1e6,
          severity: record.severityText ?? '',
          traceId: record.spanContext?.traceId,
          body: record.body,
          attributes: record.attributes,
        }))
        .filter((event) => name === undefined || event.name === name),
  };
}

export type Sdk = ReturnType<typeof createSdk>;

export interface Harness extends Sdk {
  readonly telemetry: BackupTelemetry;
  /** What a subscribed listener got. */
  readonly heard: readonly BackupEvent[];
  /** What was said through `diag`. */
  readonly warnings: readonly string[];
  /** How often each kind of problem was counted. */
  problems(): Promise<Readonly<Record<string, number>>>;
}

/** A telemetry instance on a real SDK of its own. Every file of tests runs in a process of its own, so globals may be set. */
export function createHarness(options: BackupTelemetryOptions = {}): Harness {
  const sdk = createSdk();
  const warnings = listenToDiag();
  const { tracerProvider, meterProvider, loggerProvider } = sdk;
  const telemetry = createBackupTelemetry({ tracerProvider, meterProvider, loggerProvider, ...options });
  const heard: BackupEvent[] = [];
  telemetry.onBackupEvent((event) => heard.push(event));
  return {
    ...sdk,
    telemetry,
    heard,
    warnings,
    async problems() {
      const points = await sdk.points('backup.telemetry.problems');
      return Object.fromEntries(points.map(({ attributes, value }) => [String(attributes['backup.telemetry.problem']), value]));
    },
  };
}

/** Collects what is said through `diag` from now on. */
export function listenToDiag(): readonly string[] {
  const warnings: string[] = [];
  const ignore = () => undefined;
  api.diag.setLogger(
    { error: ignore, warn: (...said: unknown[]) => warnings.push(said.join(' ')), info: ignore, debug: ignore, verbose: ignore },
    { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return warnings;
}

/** Makes active spans follow async functions, as Node's SDK does. */
export function useContextManager(): void {
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

/** Finished spans as nested literals, children in the order of their ends. */
function treesOf(spans: readonly ReadableSpan[]): readonly Tree[] {
  const idOf = (span: ReadableSpan) => span.spanContext().spanId;
  const ids = new Set(spans.map(idOf));
  const toTree = (span: ReadableSpan): Tree => {
    const children = spans.filter((child) => child.parentSpanContext?.spanId === idOf(span)).map(toTree);
    return {
      name: span.name,
      outcome: span.attributes['backup.outcome'],
      ...(span.status.message !== undefined && { error: span.status.message }),
      ...(children.length > 0 && { children }),
    };
  };
  return spans.filter((span) => !ids.has(span.parentSpanContext?.spanId ?? '')).map(toTree);
}

/** What a promise did: exactly what it resolved to or rejected with. */
export async function settled(promise: Promise<unknown>): Promise<{ readonly value: unknown } | { readonly error: unknown }> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
