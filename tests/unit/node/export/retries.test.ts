import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { expect, it } from 'vitest';
import { letRetriesGo } from '../../../../src/node/export/retries.js';

it.each([OTLPTraceExporter, OTLPMetricExporter, OTLPLogExporter])('finds where the exporters of this SDK try again: %o', (Exporter) => {
  const exporter = new Exporter();
  const { _transport } = (exporter as unknown as { _delegate: { _transport: object } })._delegate;
  letRetriesGo(exporter);
  expect(Object.hasOwn(_transport, 'retry')).toBe(true);
});

it('tries again after the pause, as the exporter would, with a timer that keeps no process alive', async () => {
  const sent: unknown[] = [];
  const inner = {
    answer: { status: 'success' },
    send(data: unknown, timeoutMs: number) {
      sent.push([data, timeoutMs]);
      return Promise.resolve(this.answer);
    },
  };
  const retrying = { _transport: inner, retry: () => Promise.reject(new Error('replaced')) } as {
    _transport: typeof inner;
    retry: (data: unknown, timeoutMs: number, inMs: number) => Promise<unknown>;
  };
  letRetriesGo({ _delegate: { _transport: retrying } });
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const again = retrying.retry('data', 700, 20);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  expect(await again).toEqual({ status: 'success' });
  expect(sent).toEqual([['data', 700]]);
});

it.each([
  {},
  { _delegate: null },
  { _delegate: { _transport: { retry: 1, _transport: {} } } },
  { _delegate: { _transport: { retry() {} } } },
])('leaves an exporter that is made in another way as it is: %o', (exporter) => {
  expect(() => {
    letRetriesGo(exporter);
  }).not.toThrow();
});
