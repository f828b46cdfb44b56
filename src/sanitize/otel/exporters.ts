import { BackupTelemetryError } from '../../errors.js';
import { SCOPE_NAME } from '../../semconv.js';
import { orUndefined, quiet } from '../../untrusted/calls.js';
import { refuseUnknown } from '../../untrusted/refuse-unknown.js';
import { keysOf } from '../../untrusted/unknown-keys.js';
import { createSanitizer, type Sanitizer } from '../sanitizer.js';
import { createSharedCleaner, type SharedCleaner } from './clean-context.js';
import { cleanLogRecord } from './clean-log.js';
import { cleanResourceMetrics } from './clean-metrics.js';
import { cleanSpan } from './clean-span.js';
import { cutLengthOf } from './cut-length.js';
import type { ExporterLike, ExportResultLike, LogRecordLike, ResourceMetricsLike, SpanLike } from './shapes.js';

/** How a decorated exporter works. */
export interface SanitizeExporterOptions {
  /** @default createSanitizer() */
  readonly sanitizer?: Sanitizer | undefined;
  /** Hears how many records were dropped because they could not be cleaned, or not in time. A throw is swallowed. */
  readonly onDropped?: ((signal: 'spans' | 'metrics' | 'logs', records: number) => void) | undefined;
}

const KEYS = keysOf<SanitizeExporterOptions>({ sanitizer: 1, onDropped: 1 });

/** What an exporter's `export` takes. */
type BatchOf<E> = E extends { export(batch: infer Batch, done: never): void } ? Batch : never;

type Signal = 'spans' | 'metrics' | 'logs';

/**
 * Wraps a span exporter: nothing passes that was not cleaned, in any slot of a span. What cannot be cleaned is dropped
 * and counted, and the host only sees a failed export.
 *
 * @throws {@link BackupTelemetryError} with code `configuration_invalid` when an option is not known.
 * @example
 * ```ts
 * import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
 * import { sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';
 *
 * const exporter = sanitizeSpanExporter(new OTLPTraceExporter());
 * ```
 */
export function sanitizeSpanExporter<E extends ExporterLike<never>>(exporter: E, options: SanitizeExporterOptions = {}): E {
  return decorate(
    exporter,
    'spans',
    options,
    (spans, clean, shared, drop) =>
      cleanEach(spans as unknown as SpanLike[], clean, drop, (span) => cleanSpan(span, clean, shared)) as BatchOf<E>,
  );
}

/** Wraps a log record exporter, as {@link sanitizeSpanExporter} does for spans. */
export function sanitizeLogExporter<E extends ExporterLike<never>>(exporter: E, options: SanitizeExporterOptions = {}): E {
  return decorate(
    exporter,
    'logs',
    options,
    (records, clean, shared, drop) =>
      cleanEach(records as unknown as LogRecordLike[], clean, drop, (record) => cleanLogRecord(record, clean, shared)) as BatchOf<E>,
  );
}

/**
 * Wraps a metric exporter, as {@link sanitizeSpanExporter} does for spans. Points that become equal are merged; use
 * {@link createSanitizingMetricView} too, so that they are aggregated as one from the start.
 */
export function sanitizeMetricExporter<E extends ExporterLike<never>>(exporter: E, options: SanitizeExporterOptions = {}): E {
  return decorate(
    exporter,
    'metrics',
    options,
    (batch, clean, shared) => cleanResourceMetrics(batch as unknown as ResourceMetricsLike, clean, shared) as BatchOf<E>,
  );
}

/** Each record in its own time. When the batch's is over, those of other scopes are dropped: ours are few, small and wanted. */
function cleanEach<R extends SpanLike | LogRecordLike>(
  records: readonly R[],
  clean: Sanitizer['strict'],
  drop: (records: number) => void,
  cleanOne: (record: R) => R,
): R[] {
  const isOver = clean.startBatch();
  const cleaned: R[] = [];
  for (const record of records) {
    if (record.instrumentationScope.name === SCOPE_NAME) cleaned.push(clean.unhurried(() => cleanOne(record)));
    else if (!clean.ownOnly && !isOver()) cleaned.push(clean.within(cutLengthOf(record), () => cleanOne(record)));
  }
  if (cleaned.length < records.length) drop(records.length - cleaned.length);
  return cleaned;
}

function decorate<E extends ExporterLike<never>>(
  exporter: E,
  signal: Signal,
  options: SanitizeExporterOptions,
  cleanBatch: (batch: BatchOf<E>, clean: Sanitizer['strict'], shared: SharedCleaner, drop: (records: number) => void) => BatchOf<E>,
): E {
  refuseUnknown('the options of a sanitizing exporter', options, KEYS);
  const { sanitizer = createSanitizer(), onDropped } = options;
  const { strict } = sanitizer;
  const shared = createSharedCleaner(strict);
  const drop = (records: number): void => {
    strict.countDropped(signal, records);
    // A listener has no say in what leaves.
    orUndefined<unknown>(() => onDropped?.(signal, records));
  };
  const exportCleaned = (batch: BatchOf<E>, done: (result: ExportResultLike) => void): void => {
    const failed = (error: unknown): void => {
      done({ code: 1, error: error instanceof Error ? error : new Error('The exporter failed.') });
    };
    let cleaned: BatchOf<E>;
    try {
      cleaned = cleanBatch(batch, strict, shared, drop);
    } catch {
      // The error may quote the value that broke the rule: it goes nowhere.
      drop(Array.isArray(batch) ? batch.length : 1);
      done({
        code: 1,
        error: new BackupTelemetryError('sanitizing_failed', `Dropped a batch of ${signal}: it could not be sanitized.`),
      });
      return;
    }
    try {
      // One that is an async function may reject.
      quiet<unknown>((exporter as unknown as ExporterLike<BatchOf<E>>).export(cleaned, done), () => {
        failed(undefined);
      });
    } catch (error) {
      failed(error);
    }
  };
  // A proxy keeps whatever else an exporter offers (temporality, aggregation, fields of its class) on both majors.
  return new Proxy(exporter, {
    get(target, property) {
      if (property === 'export') return exportCleaned;
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? (member as (...input: unknown[]) => unknown).bind(target) : member;
    },
  });
}
