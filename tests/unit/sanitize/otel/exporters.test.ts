import * as api from '@opentelemetry/api';
import * as transformer from '@opentelemetry/otlp-transformer';
import * as resources from '@opentelemetry/resources';
import * as logs from '@opentelemetry/sdk-logs';
import * as metrics from '@opentelemetry/sdk-metrics';
import * as trace from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import {
  createSanitizer,
  type ExportResultLike,
  sanitizeLogExporter,
  sanitizeMetricExporter,
  sanitizeSpanExporter,
  sanitizeLogProcessor,
  createSanitizingMetricView,
  sanitizeSpanProcessor,
} from '../../../../src/sanitize/index.js';
import { decodePoints } from '../../../kit/otlp-decode.js';
import { exportEverySlot } from './every-slot.mjs';

const sdk = { api, transformer, resources, logs, metrics, trace };
const asItIs = <E>(exporter: E): E => exporter;
const bare = { span: asItIs, metric: asItIs, log: asItIs };
const decorated = { span: sanitizeSpanExporter, metric: sanitizeMetricExporter, log: sanitizeLogExporter };
const secret = ['password=hun', 'ter', '2-Blue'].join('');
const core2 = ['hun', 'ter', '2-Blue'].join('');

const flushable = { forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };

const spanSink = () => {
  const spans: trace.ReadableSpan[] = [];
  return {
    spans,
    export: (batch: trace.ReadableSpan[], done: (result: { code: number }) => void) => (spans.push(...batch), done({ code: 0 })),
    shutdown: () => Promise.resolve(),
  };
};

describe('the exporter decorators', () => {
  it('let a secret out of no slot of spans, metrics and logs', async () => {
    const before = await exportEverySlot(sdk, bare, secret);
    for (const signal of Object.values(before)) expect(signal).toContain(core2);
    const after = await exportEverySlot(sdk, decorated, secret);
    for (const signal of Object.values(after)) {
      expect(signal.length).toBeGreaterThan(200);
      expect(signal).not.toContain(core2);
      expect(signal).not.toContain(Buffer.from(core2).toString('base64').slice(0, 12));
    }
  });

  it('merge points that become equal', async () => {
    const after = await exportEverySlot(sdk, decorated, secret);
    const copies = decodePoints(JSON.parse(after.metrics)).filter(({ metric }) => metric === 'copies');
    expect(copies.map(({ value }) => value)).toEqual([3]);
  });

  it('keep a span whole but for its secrets', () => {
    const sink = spanSink();
    const provider = new trace.TracerProvider({
      spanProcessors: [new trace.SimpleSpanProcessor({ exporter: sanitizeSpanExporter(sink) })],
    });
    const span = provider
      .getTracer('@acme/shop', '1.2.3')
      .startSpan('backup nightly', { attributes: { 'backup.job.name': 'nightly', count: 3 } });
    span.end();
    const [exported] = sink.spans;
    expect(exported?.spanContext()).toEqual(span.spanContext());
    expect(exported).toMatchObject({
      name: 'backup nightly',
      ended: true,
      attributes: { 'backup.job.name': 'nightly', count: 3 },
      instrumentationScope: { name: '@acme/shop', version: '1.2.3' },
    });
    expect(exported?.duration).toHaveLength(2);
  });

  it('clean a shared resource once, so that exporters still group by it', () => {
    const sink = spanSink();
    const provider = new trace.TracerProvider({
      spanProcessors: [new trace.SimpleSpanProcessor({ exporter: sanitizeSpanExporter(sink) })],
    });
    for (const name of ['a', 'b']) provider.getTracer('t').startSpan(name).end();
    expect(sink.spans[0]?.resource).toBe(sink.spans[1]?.resource);
    expect(sink.spans[0]?.instrumentationScope).toBe(sink.spans[1]?.instrumentationScope);
  });

  it('drop and count a batch that cannot be cleaned, and report nothing of its content', () => {
    const sanitizer = createSanitizer();
    const dropped: unknown[] = [];
    const sink = spanSink();
    const exporter = sanitizeSpanExporter(sink, {
      sanitizer,
      onDropped: (signal, records) => dropped.push([signal, records]),
    });
    const broken = {
      get name(): string {
        throw new Error(secret);
      },
    } as trace.ReadableSpan;
    const results: ExportResultLike[] = [];
    exporter.export([broken], (result) => results.push(result));
    expect(sink.spans).toEqual([]);
    expect(dropped).toEqual([['spans', 1]]);
    expect(sanitizer.counts()).toEqual({ 'dropped-spans': 1 });
    expect(results[0]?.code).toBe(1);
    expect(String(results[0]?.error)).not.toContain(core2);
  });

  it('hand a throw of the exporter behind back as a failed export', () => {
    const exporter = sanitizeSpanExporter({
      export: () => {
        throw new Error('down');
      },
      shutdown: () => Promise.resolve(),
    });
    const results: ExportResultLike[] = [];
    (exporter as unknown as trace.SpanExporter).export([], (result) => results.push(result));
    expect(results).toMatchObject([{ code: 1 }]);
  });

  it('keep the temporality of a metric exporter', () => {
    const exporter = sanitizeMetricExporter(new metrics.InMemoryMetricExporter(metrics.AggregationTemporality.DELTA));
    expect(exporter.selectAggregationTemporality(metrics.InstrumentType.COUNTER)).toBe(metrics.AggregationTemporality.DELTA);
  });
});

describe('the processors and the view', () => {
  it('give a host processor cleaned spans', () => {
    const sink = spanSink();
    const provider = new trace.TracerProvider({
      spanProcessors: [sanitizeSpanProcessor(new trace.SimpleSpanProcessor({ exporter: sink }))],
    });
    provider
      .getTracer('t')
      .startSpan(`run ${secret}`, { attributes: { note: secret } })
      .end();
    expect(sink.spans[0]).toMatchObject({
      name: 'run password=[REDACTED]',
      attributes: { note: 'password=[REDACTED]' },
    });
  });

  it('clean a log record before the exporting processor sees it', () => {
    const memory = new logs.InMemoryLogRecordExporter();
    const provider = new logs.LoggerProvider({
      processors: [sanitizeLogProcessor(), new logs.SimpleLogRecordProcessor({ exporter: memory })],
    });
    provider.getLogger('t').emit({
      body: { note: secret },
      attributes: { note: secret, backup_path: '/x', kept: 'yes' },
      severityText: 'INFO',
      eventName: 'done',
    });
    const [record] = memory.getFinishedLogRecords();
    expect(record).toMatchObject({ body: { note: 'password=[REDACTED]' }, severityText: 'INFO', eventName: 'done' });
    expect(record?.attributes).toEqual({ note: 'password=[REDACTED]', kept: 'yes' });
  });

  it('aggregate points as one that become equal', async () => {
    const memory = new metrics.InMemoryMetricExporter(metrics.AggregationTemporality.CUMULATIVE);
    const reader = new metrics.PeriodicExportingMetricReader({ exporter: memory, exportIntervalMillis: 60_000 });
    const provider = new metrics.MeterProvider({
      readers: [reader],
      views: [createSanitizingMetricView() as metrics.ViewOptions],
    });
    const counter = provider.getMeter('t').createCounter('copies');
    counter.add(1, { to: 'a@example.com' });
    counter.add(2, { to: 'b@example.com' });
    await reader.forceFlush();
    expect(memory.getMetrics()[0]?.scopeMetrics[0]?.metrics[0]?.dataPoints).toMatchObject([{ attributes: { to: '[REDACTED]' }, value: 3 }]);
    await provider.shutdown();
  });
});

describe('what the host gives to a decorator', () => {
  const misspelt = { sanitzer: createSanitizer() } as object;

  it.each([
    ['sanitizeSpanExporter', () => sanitizeSpanExporter(spanSink(), misspelt)],
    ['sanitizeLogExporter', () => sanitizeLogExporter(spanSink(), misspelt)],
    ['sanitizeMetricExporter', () => sanitizeMetricExporter(spanSink(), misspelt)],
    ['sanitizeSpanProcessor', () => sanitizeSpanProcessor({ onStart() {}, onEnd() {}, ...flushable }, misspelt)],
    ['sanitizeLogProcessor', () => sanitizeLogProcessor(misspelt)],
    ['createSanitizingMetricView', () => createSanitizingMetricView(misspelt)],
  ])('is refused where %s knows no such option: rules of its sanitizer would not be applied', (_, decorate) => {
    expect(decorate).toThrow(/^Expected `sanitzer` to be a field of the options of .* \(did you mean `sanitizer`\?\)\.$/);
  });

  it('may reject: the export fails, and the process goes on', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const exporter = sanitizeSpanExporter({ ...flushable, export: () => Promise.reject(new Error('not now')) });
    const result = await new Promise<ExportResultLike>((done) => {
      (exporter.export as (spans: unknown[], done: (result: ExportResultLike) => void) => void)([], done);
    });
    const broken = sanitizeSpanExporter(spanSink(), { onDropped: () => Promise.reject(new Error('not now')) as never });
    const spoilt = Object.defineProperty({}, 'instrumentationScope', {
      get() {
        throw new Error('spoilt');
      },
    });
    broken.export([spoilt as never], () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(result).toMatchObject({ code: 1 });
    expect(unhandled).toEqual([]);
  });
});
