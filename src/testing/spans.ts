import { randomBytes } from 'node:crypto';
import * as api from '@opentelemetry/api';

/** A span as it was recorded, in whatever scope. Times are milliseconds since the Unix epoch. */
export interface SpanRecord {
  name: string;
  readonly scope: string;
  readonly context: api.SpanContext;
  readonly parentSpanId: string | undefined;
  readonly attributes: Record<string, unknown>;
  readonly startedAt: number;
  endedAt: number | undefined;
  status: api.SpanStatus;
  readonly events: { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  readonly links: api.Link[];
}

/** Keeps spans in memory, from their start on. */
export interface SpanStore {
  readonly provider: api.TracerProvider;
  readonly spans: readonly SpanRecord[];
  readonly clear: () => void;
}

export function createSpanStore(now: () => number): SpanStore {
  let spans: SpanRecord[] = [];

  function startSpan(scope: string, name: string, options: api.SpanOptions = {}, context = api.context.active()): api.Span {
    const parent = options.root === true ? undefined : api.trace.getSpanContext(context);
    const isChild = parent !== undefined && api.isSpanContextValid(parent);
    const record: SpanRecord = {
      name,
      scope,
      context: {
        traceId: isChild ? parent.traceId : randomBytes(16).toString('hex'),
        spanId: randomBytes(8).toString('hex'),
        traceFlags: api.TraceFlags.SAMPLED,
        ...(isChild && parent.traceState && { traceState: parent.traceState }),
      },
      parentSpanId: isChild ? parent.spanId : undefined,
      attributes: { ...options.attributes },
      startedAt: toMs(options.startTime) ?? now(),
      endedAt: undefined,
      status: { code: api.SpanStatusCode.UNSET },
      events: [],
      links: [...(options.links ?? [])],
    };
    spans.push(record);
    return createSpan(record, now);
  }

  function createTracer(scope: string): api.Tracer {
    return {
      startSpan: (name, options, context) => startSpan(scope, name, options, context),
      // The three forms of the API, told apart by the number of arguments.
      startActiveSpan(name: string, ...rest: readonly unknown[]) {
        const fn = rest.at(-1) as (span: api.Span) => unknown;
        const [options, given] = rest.slice(0, -1) as [api.SpanOptions?, api.Context?];
        const context = given ?? api.context.active();
        const span = startSpan(scope, name, options, context);
        return api.context.with(api.trace.setSpan(context, span), () => fn(span)) as never;
      },
    };
  }

  return {
    provider: { getTracer: (scope) => createTracer(scope) },
    get spans() {
      return spans;
    },
    clear: () => (spans = []),
  };
}

function createSpan(record: SpanRecord, now: () => number): api.Span {
  const isOpen = () => record.endedAt === undefined;
  return {
    spanContext: () => record.context,
    isRecording: isOpen,
    setAttribute(key, value) {
      if (isOpen()) record.attributes[key] = value;
      return this;
    },
    setAttributes(attributes) {
      if (isOpen()) Object.assign(record.attributes, attributes);
      return this;
    },
    addEvent(name, attributes) {
      const isTime = typeof attributes !== 'object' || attributes instanceof Date || Array.isArray(attributes);
      if (isOpen()) record.events.push({ name, attributes: isTime ? {} : { ...attributes } });
      return this;
    },
    addLink(link) {
      if (isOpen()) record.links.push(link);
      return this;
    },
    addLinks(links) {
      if (isOpen()) record.links.push(...links);
      return this;
    },
    setStatus(status) {
      if (isOpen()) record.status = { ...status };
      return this;
    },
    updateName(name) {
      if (isOpen()) record.name = name;
      return this;
    },
    // Under the names that OpenTelemetry's SDK gives them (semantic conventions, "Exceptions in spans").
    recordException(exception) {
      const { name, message, stack } = typeof exception === 'string' ? { message: exception } : exception;
      const attributes = { 'exception.type': name, 'exception.message': message, 'exception.stacktrace': stack };
      if (isOpen()) record.events.push({ name: 'exception', attributes });
    },
    end(endTime) {
      // As an SDK does where a clock was set back meanwhile.
      record.endedAt ??= Math.max(record.startedAt, toMs(endTime) ?? now());
    },
  };
}

function toMs(time: api.TimeInput | undefined): number | undefined {
  if (time instanceof Date) return time.getTime();
  return Array.isArray(time) ? time[0] * 1_000 + time[1] / 1e6 : time;
}
