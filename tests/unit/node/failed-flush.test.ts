import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { expect, it } from 'vitest';
import { rejectFailedFlush } from '../../../src/node/failed-flush.js';

/** A meter provider over an exporter that fails while it is told to. */
function createProvider(error?: Error) {
  const inner = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const deliver = inner.export.bind(inner);
  const receiver = { isUp: false };
  inner.export = (metrics, done) => {
    // 1 is `ExportResultCode.FAILED`.
    const failed: object = { code: 1, ...(error && { error }) };
    if (receiver.isUp) deliver(metrics, done);
    else done(failed as never);
  };
  const reader = new PeriodicExportingMetricReader({ exporter: rejectFailedFlush(inner), exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  provider.getMeter('test').createCounter('test').add(1);
  return { provider, receiver };
}

it('rejects the flush of a metric reader whose export failed, with what the exporter said', async () => {
  const refused = new Error('connect ECONNREFUSED');
  await expect(createProvider(refused).provider.forceFlush()).rejects.toBe(refused);
  await expect(createProvider().provider.forceFlush()).rejects.toThrow('The export of metrics failed.');
});

it('resolves the flush again as soon as an export arrives', async () => {
  const { provider, receiver } = createProvider();
  await expect(provider.forceFlush()).rejects.toThrow();
  receiver.isUp = true;
  await expect(provider.forceFlush()).resolves.toBeUndefined();
});
