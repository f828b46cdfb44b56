import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import {
  decodeEvents,
  decodePoints,
  decodeSpans,
  type PlainAttributes,
  type ReceivedEvent,
  type ReceivedPoint,
  type ReceivedSpan,
} from './otlp-decode.js';
import { close, listen } from './loopback.js';

/** How the sink answers: as a collector should, never, with a page that is no OTLP, or with this HTTP status. */
export type SinkMode = 'ok' | 'hang' | 'garbage' | number;

/** What came over the wire, whether it was accepted or not. */
export interface SinkRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As sent: still compressed if it was. */
  readonly body: Buffer;
  /** Not compressed any more. */
  readonly content: Buffer;
  readonly receivedAt: number;
}

/** A trace as a literal: children by their start, which SDKs state in whole milliseconds, then by their end. */
export interface SpanTree {
  readonly name: string;
  readonly outcome: unknown;
  readonly children: readonly SpanTree[];
}

export interface SinkOptions {
  /** How it answers until `setMode` is called. @default 'ok' */
  readonly mode?: SinkMode;
  /** Take whatever comes on whatever path, unread: a backend that is no OTLP endpoint. @default false */
  readonly raw?: boolean;
}

/** A real HTTP server that takes OTLP/JSON, and OTLP in protobuf without reading it. Only what was answered in mode `ok` counts as received. */
export interface OtlpSink {
  /** Base URL for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly requests: readonly SinkRequest[];
  /** Those of them that were accepted. */
  readonly accepted: readonly SinkRequest[];
  setMode(mode: SinkMode): void;
  spans(): readonly ReceivedSpan[];
  /** One tree for each span whose parent did not arrive. */
  tree(): readonly SpanTree[];
  /** The newest point of each series of a metric. */
  metric(name: string): readonly ReceivedPoint[];
  /** Every point of every export, oldest first. */
  points(): readonly ReceivedPoint[];
  events(): readonly ReceivedEvent[];
  /** Resolves when the predicate holds; looks again after each request and every 50 ms. @throws when it does not within the time */
  until(predicate: () => boolean, timeoutMs?: number): Promise<void>;
  /** Forgets what was received. */
  clear(): void;
  /** Stops listening and cuts all connections: a dead collector. */
  close(): Promise<void>;
}

/** Starts a sink on a free port of 127.0.0.1. */
export async function startOtlpSink({ mode: firstMode = 'ok', raw = false }: SinkOptions = {}): Promise<OtlpSink> {
  let mode = firstMode;
  const requests: SinkRequest[] = [];
  const accepted: SinkRequest[] = [];
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const events: ReceivedEvent[] = [];
  const waiting = new Set<() => void>();

  const server = createServer((request, response) => {
    receive(request).then(
      (received) => {
        requests.push(received);
        answer(received, response);
        for (const look of waiting) look();
      },
      () => response.destroy(), // The sender went away in mid-request, or compressed nothing.
    );
  });

  function answer(received: SinkRequest, response: ServerResponse): void {
    if (mode === 'hang') return;
    if (mode === 'garbage') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>\u0000 no collector here');
    else if (typeof mode === 'number') response.writeHead(mode, { 'content-type': 'application/json' }).end('{"message":"no"}');
    else if (raw || received.headers['content-type'] === 'application/x-protobuf' || accept(received)) {
      accepted.push(received);
      // An empty answer in protobuf is one without bytes.
      const contentType = received.headers['content-type'] ?? 'application/json';
      response.writeHead(200, { 'content-type': contentType }).end(contentType === 'application/json' ? '{}' : '');
    } else response.writeHead(400, { 'content-type': 'application/json' }).end('{"message":"not OTLP/JSON"}');
  }

  function accept({ path, content }: SinkRequest): boolean {
    try {
      const json: unknown = JSON.parse(content.toString());
      if (path === '/v1/traces') spans.push(...decodeSpans(json));
      else if (path === '/v1/metrics') points.push(...decodePoints(json));
      else if (path === '/v1/logs') events.push(...decodeEvents(json));
      else return false;
      return true;
    } catch {
      return false;
    }
  }

  const url = await listen(server);

  return {
    url,
    requests,
    accepted,
    setMode(next) {
      mode = next;
    },
    spans: () => spans,
    tree: () => buildTree(spans),
    metric: (name) => [...newestBySeries(points.filter((point) => point.metric === name)).values()],
    points: () => points,
    events: () => events,
    until(predicate, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const stop = () => {
          waiting.delete(look);
          clearInterval(interval);
          clearTimeout(timer);
        };
        const timer = setTimeout(() => {
          stop();
          const arrived = [...spans.map(({ name }) => name), ...events.map(({ eventName }) => eventName)];
          reject(
            new Error(`Not within ${timeoutMs} ms. ${requests.length} requests brought ${points.length} points and: ${arrived.join(', ')}`),
          );
        }, timeoutMs);
        const look = () => {
          if (!predicate()) return;
          stop();
          resolve();
        };
        const interval = setInterval(look, 50);
        waiting.add(look);
        look();
      });
    },
    clear() {
      for (const received of [requests, accepted, spans, points, events]) received.length = 0;
    },
    close: () => close(server),
  };
}

async function receive(request: IncomingMessage): Promise<SinkRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const content = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  return { path: request.url ?? '', headers: request.headers, body, content, receivedAt: Date.now() };
}

function newestBySeries(points: readonly ReceivedPoint[]): ReadonlyMap<string, ReceivedPoint> {
  return new Map(points.map((point) => [`${stableText(point.resource)} ${stableText(point.attributes)}`, point]));
}

function stableText(attributes: PlainAttributes): string {
  return JSON.stringify(Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b)));
}

function buildTree(spans: readonly ReceivedSpan[]): readonly SpanTree[] {
  const arrived = new Set(spans.map(({ spanId }) => spanId));
  const byStart = [...spans].sort((a, b) => a.startMs - b.startMs);
  const render = (span: ReceivedSpan): SpanTree => ({
    name: span.name,
    outcome: span.attributes['backup.outcome'],
    children: byStart.filter(({ parentSpanId }) => parentSpanId === span.spanId).map(render),
  });
  return byStart.filter(({ parentSpanId }) => !arrived.has(parentSpanId)).map(render);
}
