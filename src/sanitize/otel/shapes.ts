// The parts of OpenTelemetry's data that the decorators touch, as both SDK majors shape them. Nothing is imported from an SDK.

/** What an exporter reports back: 0 is success, 1 is failure. */
export interface ExportResultLike {
  /** 0 or 1. */
  code: number;
  /** Why it failed. */
  error?: Error;
}

/** A record of attributes. */
export type AttributesLike = Record<string, unknown>;

/** A resource: who sends. */
export interface ResourceLike {
  readonly attributes: AttributesLike;
}

/** An instrumentation scope: which library sends. */
export interface ScopeLike {
  readonly name: string;
  readonly version?: string;
  readonly schemaUrl?: string;
  readonly attributes?: AttributesLike;
}

/** A span's identity. */
export interface SpanContextLike {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote?: boolean;
  readonly traceState?: { serialize(): string } | undefined;
}

/** A finished span. */
export interface SpanLike {
  readonly name: string;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: AttributesLike;
  readonly events: readonly { readonly name: string; readonly attributes?: AttributesLike }[];
  readonly links: readonly { readonly context: SpanContextLike; readonly attributes?: AttributesLike }[];
  readonly parentSpanContext?: SpanContextLike | undefined;
  readonly resource: ResourceLike;
  readonly instrumentationScope: ScopeLike;
  spanContext(): SpanContextLike;
}

/** A log record. */
export interface LogRecordLike {
  readonly body?: unknown;
  readonly attributes: AttributesLike;
  readonly eventName?: string | undefined;
  readonly severityText?: string | undefined;
  readonly spanContext?: SpanContextLike | undefined;
  readonly resource: ResourceLike;
  readonly instrumentationScope: ScopeLike;
}

/** One point of a metric. */
export interface DataPointLike {
  readonly attributes: AttributesLike;
  readonly value: unknown;
  readonly exemplars?: readonly ExemplarLike[];
}

/** A sample behind a point. */
export interface ExemplarLike {
  readonly filteredAttributes: AttributesLike;
}

/** One metric with its points; `dataPointType` is 0 histogram, 1 exponential histogram, 2 gauge, 3 sum. */
export interface MetricLike {
  readonly descriptor: { readonly name: string; readonly description: string; readonly unit: string };
  readonly dataPointType: number;
  readonly dataPoints: readonly DataPointLike[];
}

/** All metrics of one collection. */
export interface ResourceMetricsLike {
  readonly resource: ResourceLike;
  readonly scopeMetrics: readonly { readonly scope: ScopeLike; readonly metrics: readonly MetricLike[] }[];
}

/** An exporter of any signal; `Batch` is what one export takes. */
export interface ExporterLike<Batch> {
  /** Sends a batch, and calls `done` once. */
  export(batch: Batch, done: (result: ExportResultLike) => void): void;
  /** Sends what is left, and ends. */
  shutdown(): Promise<void>;
  /** Sends what is left. */
  forceFlush?(): Promise<void>;
}
