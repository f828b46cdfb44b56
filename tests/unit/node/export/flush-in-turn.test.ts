import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import { expect, it } from 'vitest';
import { flushInTurn } from '../../../../src/node/export/flush-in-turn.js';
import { createBoundedExporter } from '../../../../src/node/export/bounded-exporter.js';

// With the values of `ExportResultCode`, an enum of a package that is no dependency.
const resultOf = (code: number, error?: Error) => ({ code, error }) as never;

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
const limitMs = 1_000;

/** The end of an export that a test holds back. */
function createGate<T>() {
  const sent: T[] = [];
  const waiting: (() => void)[] = [];
  return {
    sent,
    /** Lets all go that wait, and waits for what that sets off. */
    async open() {
      for (const go of waiting.splice(0)) go();
      await tick();
    },
    hold(items: readonly T[], go: () => void) {
      sent.push(...items);
      waiting.push(go);
    },
  };
}

it('waits for spans that a timer is sending', async () => {
  const gate = createGate<string>();
  const exporter: SpanExporter = {
    export: (spans, done) => {
      gate.hold(
        spans.map(({ name }) => name),
        () => done(resultOf(0)),
      );
    },
    shutdown: () => Promise.resolve(),
  };
  const bounded = createBoundedExporter(exporter, { signal: 'traces', limitMs });
  const processor = flushInTurn(new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1 }), bounded);
  const provider = new TracerProvider({ spanProcessors: [processor] });
  provider.getTracer('test').startSpan('dump').end();
  await tick();
  expect(gate.sent).toEqual(['dump']);

  let isFlushed = false;
  const flushing = provider.forceFlush().then(() => (isFlushed = true));
  await tick();
  expect(isFlushed).toBe(false);
  await gate.open();
  await flushing;
});

it('sends log records that come while another flush is in flight', async () => {
  const gate = createGate<unknown>();
  const exporter: LogRecordExporter = {
    export: (records, done) => {
      gate.hold(
        records.map(({ body }) => body),
        () => done(resultOf(0)),
      );
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const bounded = createBoundedExporter(exporter, { signal: 'logs', limitMs });
  const processor = flushInTurn(new BatchLogRecordProcessor({ exporter, scheduledDelayMillis: 3_600_000 }), bounded);
  const provider = new LoggerProvider({ processors: [processor] });
  provider.getLogger('test').emit({ body: 'started' });
  const first = provider.forceFlush();
  await tick();
  provider.getLogger('test').emit({ body: 'finished' });
  const second = provider.forceFlush();
  await gate.open();
  await first;
  await gate.open();
  await second;
  expect(gate.sent).toEqual(['started', 'finished']);
});

it('rejects when the receiver refused metrics, and only for the flush it refused', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const deliver = exporter.export.bind(exporter);
  let isUp = false;
  exporter.export = (metrics, done) => {
    if (isUp) deliver(metrics, done);
    else done(resultOf(1, new Error('Service Unavailable')));
  };
  const bounded = createBoundedExporter(exporter, { signal: 'metrics', limitMs });
  const reader = flushInTurn(new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 }), bounded);
  const provider = new MeterProvider({ readers: [reader] });
  provider.getMeter('test').createCounter('test').add(1);
  await expect(provider.forceFlush()).rejects.toThrow('Sending metrics failed: Service Unavailable');
  isUp = true;
  await expect(provider.forceFlush()).resolves.toBeUndefined();
});

it('rejects for log records too, and goes on with the next turn', async () => {
  let code = 1;
  const exporter: LogRecordExporter = {
    export: (_, done) => {
      done(resultOf(code));
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const bounded = createBoundedExporter(exporter, { signal: 'logs', limitMs });
  const processor = flushInTurn(new BatchLogRecordProcessor({ exporter }), bounded);
  const logger = new LoggerProvider({ processors: [processor] }).getLogger('test');
  logger.emit({ body: 'lost' });
  const refused = processor.forceFlush();
  await expect(refused).rejects.toThrow('Sending logs failed');
  code = 0;
  logger.emit({ body: 'sent' });
  await expect(processor.forceFlush()).resolves.toBeUndefined();
});
