import { SpanStatusCode } from '@opentelemetry/api';
import type { SpanRecord } from './spans.js';

/** A span with its children: plain data, in the order in which they started. */
export interface TestSpan {
  /** Name of the span. */
  readonly name: string;
  /** Name of the instrumentation that made it. */
  readonly scope: string;
  /** Its trace: 32 hexadecimal digits. */
  readonly traceId: string;
  /** Its id: 16 hexadecimal digits. */
  readonly spanId: string;
  /** Its attributes. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Text of an error status; undefined where the status is none. */
  readonly error: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Milliseconds since the Unix epoch; undefined while the span is open. */
  readonly endedAt: number | undefined;
  /** Its span events, in their order. */
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  /** Spans that were begun within it. */
  readonly children: readonly TestSpan[];
}

/** Nests spans under their parents. One whose parent is not among them is a root. */
export function treesOf(records: readonly SpanRecord[]): readonly TestSpan[] {
  const ids = new Set(records.map(({ context }) => context.spanId));
  const toTree = (record: SpanRecord): TestSpan => ({
    name: record.name,
    scope: record.scope,
    traceId: record.context.traceId,
    spanId: record.context.spanId,
    attributes: { ...record.attributes },
    error: record.status.code === SpanStatusCode.ERROR ? (record.status.message ?? '') : undefined,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    events: record.events.map((event) => ({ ...event })),
    children: records.filter(({ parentSpanId }) => parentSpanId === record.context.spanId).map(toTree),
  });
  return records.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId)).map(toTree);
}
