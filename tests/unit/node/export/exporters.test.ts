import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { beforeEach, expect, it } from 'vitest';
import type { Environment, Signal } from '../../../../src/node/settings/environment.js';
import { createExporters } from '../../../../src/node/export/exporters.js';

const said: string[] = [];
const warn = (message: string) => void said.push(message);
const create = (signal: Signal, environment: Environment, endpoint?: string) =>
  createExporters(signal, { endpoint, headers: {}, environment, warn });
const names = (outlets: readonly { readonly exporter: object }[]) => outlets.map(({ exporter }) => exporter.constructor.name);

beforeEach(() => {
  said.length = 0;
});

it('exports every signal over OTLP by default', () => {
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
  expect(create('traces', { OTEL_TRACES_EXPORTER: 'zipkin' })).toEqual([]);
  expect(said).toEqual(['Expected OTEL_TRACES_EXPORTER to be otlp, console or none, got "zipkin"; it is left out.']);
});

it('speaks protobuf with the packages for it', () => {
  const environment = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' };
  expect(create('traces', environment)[0]?.exporter).toBeInstanceOf(OTLPTraceExporter);
  expect(create('metrics', environment)[0]?.exporter).toBeInstanceOf(OTLPMetricExporter);
  expect(create('logs', environment)[0]?.exporter).toBeInstanceOf(OTLPLogExporter);
});

it('takes another spelling of a protocol for it, and http/json where it can not be read', () => {
  expect(create('logs', { OTEL_EXPORTER_OTLP_PROTOCOL: 'HTTP/Protobuf' })[0]?.exporter).toBeInstanceOf(OTLPLogExporter);
  expect(said).toEqual([]);
  expect(names(create('logs', { OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'http/jsn' }))).toEqual(['OTLPLogExporter']);
  expect(said).toEqual(['Expected OTEL_EXPORTER_OTLP_LOGS_PROTOCOL to be http/json or http/protobuf, got "http/jsn"; http/json is used.']);
});

const GRPC = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };

it.each<[string, Environment, string?]>([
  ['the port of gRPC', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317' }],
  ['a port that says nothing', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example' }],
  ['no URL', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }],
  ['the port of gRPC for this signal', { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://collector:4317' }],
  ['the port of gRPC by the program', {}, 'http://collector:4317'],
])('sends nothing over HTTP where gRPC is asked for and the endpoint is %s, and says what to set', (_, environment, endpoint) => {
  expect(create('logs', { ...GRPC, ...environment }, endpoint)).toEqual([]);
  expect(said).toEqual([
    'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc", which is not sent, so no backup telemetry leaves: set it to http/protobuf or http/json for this ' +
      'program and OTEL_EXPORTER_OTLP_ENDPOINT to the HTTP port of the receiver, usually 4318, or state that URL as `endpoint`.',
  ]);
});

it.each<[string, Environment, string?]>([
  ['nothing stated, so the default', {}],
  ['the port of HTTP', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }],
  ['a path', { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'https://otlp.example/v1/logs' }],
  ['stated by the program', {}, 'https://otlp.example'],
])('uses HTTP where gRPC is asked for and the endpoint evidently speaks it: %s', (_, environment, endpoint) => {
  expect(names(create('logs', { ...GRPC, ...environment }, endpoint))).toEqual(['OTLPLogExporter']);
  expect(said).toEqual([
    'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc", which is not sent; the endpoint speaks HTTP, so HTTP is used. Set it to http/protobuf or http/json for this program.',
  ]);
});
