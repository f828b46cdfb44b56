/** Attributes as a plain record; integers are numbers, maps are records. */
export type PlainAttributes = Readonly<Record<string, unknown>>;

/** Where a signal came from. */
interface Origin {
  readonly resource: PlainAttributes;
  /** Name of the instrumentation scope. */
  readonly scope: string;
}

export interface ReceivedSpan extends Origin {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly attributes: PlainAttributes;
  /** 0 unset, 1 ok, 2 error. */
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly events: readonly { readonly name: string; readonly attributes: PlainAttributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: PlainAttributes }[];
  /** Milliseconds since the Unix epoch. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface ReceivedPoint extends Origin {
  readonly metric: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly unit: string;
  readonly attributes: PlainAttributes;
  /** The sum of a histogram. */
  readonly value: number;
  /** Histograms only. */
  readonly count: number | undefined;
  readonly bounds: readonly number[] | undefined;
  /** Sums and histograms only: 1 delta, 2 cumulative. */
  readonly temporality: number | undefined;
  readonly monotonic: boolean | undefined;
}

export interface ReceivedEvent extends Origin {
  readonly eventName: string;
  readonly attributes: PlainAttributes;
  readonly severityText: string;
  readonly severityNumber: number;
  readonly body: unknown;
  readonly traceId: string;
  readonly spanId: string;
  /** Milliseconds since the Unix epoch. */
  readonly timeMs: number;
}

type Json = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
// OTLP/JSON writes 64-bit integers as strings or as numbers.
const nanosToMs = (value: unknown): number => Number(value ?? 0) / 1e6;

/** Spans of the body of a request to `/v1/traces`. */
export function decodeSpans(body: unknown): readonly ReceivedSpan[] {
  return each(body, 'resourceSpans', 'scopeSpans', 'spans', (span, origin) => [
    {
      ...origin,
      name: text(span['name']),
      traceId: text(span['traceId']),
      spanId: text(span['spanId']),
      parentSpanId: text(span['parentSpanId']),
      attributes: decodeAttributes(span['attributes']),
      statusCode: Number(object(span['status'])['code'] ?? 0),
      statusMessage: text(object(span['status'])['message']),
      events: list(span['events']).map((event) => ({ name: text(event['name']), attributes: decodeAttributes(event['attributes']) })),
      links: list(span['links']).map((link) => ({
        traceId: text(link['traceId']),
        spanId: text(link['spanId']),
        attributes: decodeAttributes(link['attributes']),
      })),
      startMs: nanosToMs(span['startTimeUnixNano']),
      endMs: nanosToMs(span['endTimeUnixNano']),
    },
  ]);
}

/** Data points of the body of a request to `/v1/metrics`. */
export function decodePoints(body: unknown): readonly ReceivedPoint[] {
  return each(body, 'resourceMetrics', 'scopeMetrics', 'metrics', (metric, origin) => {
    const kind = (['gauge', 'sum', 'histogram'] as const).find((name) => name in metric) ?? 'gauge';
    const data = object(metric[kind]);
    return list(data['dataPoints']).map((point) => ({
      ...origin,
      metric: text(metric['name']),
      kind,
      unit: text(metric['unit']),
      attributes: decodeAttributes(point['attributes']),
      value: Number(point['asDouble'] ?? point['asInt'] ?? point['sum'] ?? 0),
      count: kind === 'histogram' ? Number(point['count']) : undefined,
      bounds: kind === 'histogram' ? (point['explicitBounds'] as number[]) : undefined,
      temporality: kind === 'gauge' ? undefined : Number(data['aggregationTemporality']),
      monotonic: kind === 'sum' ? data['isMonotonic'] === true : undefined,
    }));
  });
}

/** Log records of the body of a request to `/v1/logs`. */
export function decodeEvents(body: unknown): readonly ReceivedEvent[] {
  return each(body, 'resourceLogs', 'scopeLogs', 'logRecords', (record, origin) => [
    {
      ...origin,
      eventName: text(record['eventName']),
      attributes: decodeAttributes(record['attributes']),
      severityText: text(record['severityText']),
      severityNumber: Number(record['severityNumber'] ?? 0),
      body: decodeValue(record['body']),
      traceId: text(record['traceId']),
      spanId: text(record['spanId']),
      timeMs: nanosToMs(record['timeUnixNano']),
    },
  ]);
}

function each<T>(
  body: unknown,
  resources: string,
  scopes: string,
  items: string,
  decode: (item: Json, origin: Origin) => readonly T[],
): readonly T[] {
  return list(object(body)[resources]).flatMap((group) => {
    const resource = decodeAttributes(object(group['resource'])['attributes']);
    return list(group[scopes]).flatMap((scoped) => {
      const origin: Origin = { resource, scope: text(object(scoped['scope'])['name']) };
      return list(scoped[items]).flatMap((item) => decode(item, origin));
    });
  });
}

function decodeAttributes(attributes: unknown): PlainAttributes {
  return Object.fromEntries(list(attributes).map(({ key, value }) => [text(key), decodeValue(value)]));
}

function decodeValue(value: unknown): unknown {
  const any = object(value);
  if ('stringValue' in any) return any['stringValue'];
  if ('boolValue' in any) return any['boolValue'];
  if ('intValue' in any) return Number(any['intValue']);
  if ('doubleValue' in any) return any['doubleValue'];
  if ('bytesValue' in any) return any['bytesValue'];
  if ('arrayValue' in any) return list(object(any['arrayValue'])['values']).map(decodeValue);
  if ('kvlistValue' in any) return decodeAttributes(object(any['kvlistValue'])['values']);
  return undefined;
}
