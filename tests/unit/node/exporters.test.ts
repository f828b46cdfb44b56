import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createExporters } from '../../../src/node/exporters.js';
import { captureDiag } from './capture-diag.js';

const names = (exporters: readonly object[]) => exporters.map((exporter) => exporter.constructor.name);

it('exports every signal over OTLP unless told otherwise', () => {
  expect(names(createExporters('traces', {}, {}))).toEqual(['OTLPTraceExporter']);
  expect(names(createExporters('metrics', {}, {}))).toEqual(['OTLPMetricExporter']);
  expect(names(createExporters('logs', {}, {}))).toEqual(['OTLPLogExporter']);
});

it('exports to the console, to both, or to nothing', () => {
  expect(names(createExporters('traces', {}, { OTEL_TRACES_EXPORTER: 'console' }))).toEqual(['ConsoleSpanExporter']);
  expect(names(createExporters('metrics', {}, { OTEL_METRICS_EXPORTER: 'otlp, console' }))).toEqual([
    'OTLPMetricExporter',
    'ConsoleMetricExporter',
  ]);
  expect(createExporters('logs', {}, { OTEL_LOGS_EXPORTER: 'none' })).toEqual([]);
});

it('says an exporter it does not know', () => {
  const said = captureDiag();
  expect(createExporters('traces', {}, { OTEL_TRACES_EXPORTER: 'zipkin' })).toEqual([]);
  expect(said()).toEqual(['Expected OTEL_TRACES_EXPORTER to be otlp, console or none, got "zipkin"; it is left out.']);
});

it('speaks protobuf with the packages for it', async () => {
  const [exporter] = createExporters('logs', {}, { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' });
  const { OTLPLogExporter } = await import('@opentelemetry/exporter-logs-otlp-proto');
  expect(exporter).toBeInstanceOf(OTLPLogExporter);
});

it('refuses a protocol that is not supported and names those that are', () => {
  expect(() => createExporters('logs', {}, { OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'grpc' })).toThrow(
    expect.objectContaining({
      code: 'configuration_invalid',
      message: expect.stringMatching(/grpc is not supported; use http\/json/) as string,
    }),
  );
});

it('says which file of headers cannot be read by its variable and reason', () => {
  expect(() => createExporters('logs', {}, { BACKUP_TELEMETRY_OTLP_HEADERS_FILE: '/nowhere/headers' })).toThrow(
    expect.objectContaining({
      code: 'configuration_invalid',
      message: 'The file named by BACKUP_TELEMETRY_OTLP_HEADERS_FILE cannot be read (ENOENT).',
    }),
  );
});

it('reads headers from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headers-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'headers');
  writeFileSync(file, 'authorization=Bearer%20abc\nx-tenant=wedsync\n');
  expect(names(createExporters('logs', {}, { BACKUP_TELEMETRY_OTLP_HEADERS_FILE: file }))).toEqual(['OTLPLogExporter']);
});
