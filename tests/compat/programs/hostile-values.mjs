// Records what a careless or hostile caller could record, and something ordinary behind it; says how long exports took and what was dropped.
import * as api from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { AggregationTemporality, AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createSanitizer, sanitizeLogExporter, sanitizeMetricExporter, sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';

const SECRET = 'hunter2-Blue-Lagoon';
const sanitizer = createSanitizer();
const dropped = [];
const options = { sanitizer, onDropped: (signal, records) => dropped.push([signal, records]) };
const spanExporter = sanitizeSpanExporter(new OTLPTraceExporter(), options);
const traces = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter: spanExporter })] });
const tracer = traces.getTracer('shop');
const logs = new LoggerProvider({
  processors: [new BatchLogRecordProcessor({ exporter: sanitizeLogExporter(new OTLPLogExporter(), options) })],
});
const logger = logs.getLogger('shop');

function throwing() {
  throw new Error(`password=${SECRET}`);
}
const trap = new Proxy({}, { ownKeys: throwing, get: throwing });
const getter = Object.defineProperty({}, 'note', { enumerable: true, get: throwing });
const cyclic = { note: 'round' };
cyclic.self = cyclic;
// Few objects, but a walk along all references would never end.
let wide = Array.from({ length: 1000 }, () => 'x');
for (let level = 0; level < 7; level++) wide = Array.from({ length: 1000 }, () => wide);
let deep = { note: 'bottom' };
for (let level = 0; level < 5_000; level++) deep = { deep };
const long = `${'word '.repeat(400_000)}password=${SECRET}`;

async function took(run) {
  const began = performance.now();
  run();
  await Promise.all([traces.forceFlush().catch(() => undefined), logs.forceFlush().catch(() => undefined)]);
  return Math.round(performance.now() - began);
}

const times = {
  getter: await took(() => logger.emit({ body: getter })),
  proxy: await took(() => logger.emit({ body: { trap } })),
  name: await took(() => tracer.startSpan({ toString: throwing }).end()),
  cyclic: await took(() => logger.emit({ body: cyclic, eventName: 'cyclic' })),
  wide: await took(() => logger.emit({ body: wide, eventName: 'wide' })),
  deep: await took(() => logger.emit({ body: deep, eventName: 'deep' })),
  long: await took(() => logger.emit({ body: long, eventName: 'long' })),
  number: await took(() => tracer.startSpan(42).end()),
  ordinary: await took(() => {
    tracer.startSpan('ordinary').end();
    logger.emit({ body: 'ordinary', eventName: 'ordinary' });
  }),
};

// Points whose attributes differ in nothing but a secret, of each kind and in both temporalities.
for (const [name, temporality] of Object.entries({ cumulative: AggregationTemporality.CUMULATIVE, delta: AggregationTemporality.DELTA })) {
  const exporter = new OTLPMetricExporter({ temporalityPreference: temporality });
  const reader = new PeriodicExportingMetricReader({ exporter: sanitizeMetricExporter(exporter, options), exportIntervalMillis: 60_000 });
  const views = [{ instrumentName: 'exponential.*', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }];
  const meters = new MeterProvider({ readers: [reader], views });
  const meter = meters.getMeter('shop');
  const both = (record) => ['anna', 'bob'].forEach((person, index) => record(index + 1, { to: `${person}@example.org`, kept: 'yes' }));
  const sum = meter.createCounter(`sum.${name}`);
  const upDown = meter.createUpDownCounter(`up.down.${name}`);
  const histogram = meter.createHistogram(`histogram.${name}`);
  const exponential = meter.createHistogram(`exponential.${name}`);
  const gauge = meter.createGauge(`gauge.${name}`);
  for (let round = 0; round < 2; round++) {
    for (const instrument of [sum, upDown]) both((value, attributes) => instrument.add(value, attributes));
    for (const instrument of [histogram, exponential, gauge]) both((value, attributes) => instrument.record(value * 100, attributes));
    await reader.forceFlush();
  }
  await meters.shutdown();
}
await Promise.all([traces.shutdown(), logs.shutdown()]);
console.log(JSON.stringify({ times, dropped, counts: sanitizer.counts(), tracing: typeof api.trace }));
