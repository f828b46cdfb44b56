import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { expect, it } from 'vitest';
import type { Environment, Signal } from '../../../src/node/environment.js';
import { createExporters } from '../../../src/node/exporters.js';
import { captureDiag } from './capture-diag.js';

const create = (signal: Signal, environment: Environment) => createExporters(signal, { endpoint: undefined, headers: {}, environment });
const names = (outlets: readonly { readonly exporter: object }[]) => outlets.map(({ exporter }) => exporter.constructor.name);

it('exports every signal over OTLP unless told otherwise', () => {
  expect(names(create('traces', {}))).toEqual(['OTLPTraceExporter']);
  expect(names(create('metrics', {}))).toEqual(['OTLPMetricExporter']);
  expect(names(create('logs', {}))).toEqual(['OTLPLogExporter']);
});

it('exports to the console, to both, or to nothing', () => {
  expect(names(create('traces', { OTEL_TRACES_EXPORTER: 'console' }))).toEqual(['ConsoleSpanExporter']);
  expect(names(create('metrics', { OTEL_METRICS_EXPORTER: 'otlp, console' }))).toEqual(['OTLPMetricExporter', 'ConsoleMetricExporter']);
  expect(create('logs', { OTEL_LOGS_EXPORTER: 'none' })).toEqual([]);
});

it('says an exporter it does not know', () => {
  const said = captureDiag();
  expect(create('traces', { OTEL_TRACES_EXPORTER: 'zipkin' })).toEqual([]);
  expect(said()).toEqual(['Expected OTEL_TRACES_EXPORTER to be otlp, console or none, got "zipkin"; it is left out.']);
});

it('speaks protobuf with the packages for it', () => {
  const environment = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' };
  expect(create('traces', environment)[0]?.exporter).toBeInstanceOf(OTLPTraceExporter);
  expect(create('metrics', environment)[0]?.exporter).toBeInstanceOf(OTLPMetricExporter);
  expect(create('logs', environment)[0]?.exporter).toBeInstanceOf(OTLPLogExporter);
});

it('refuses a protocol that is not supported and names those that are, and the package they need', () => {
  expect(() => create('logs', { OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'grpc' })).toThrow(
    expect.objectContaining({
      code: 'configuration_invalid',
      message:
        'Expected the OTLP protocol of logs to be http/json, or http/protobuf with @opentelemetry/exporter-logs-otlp-proto, ' +
        'got "grpc" from OTEL_EXPORTER_OTLP_PROTOCOL or OTEL_EXPORTER_OTLP_LOGS_PROTOCOL.',
    }),
  );
});
