import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { expect, test } from 'vitest';
import { findProblems } from '../../../src/cli/doctor/problems.js';
import { createBackupTelemetry } from '../../../src/index.js';

const FORMS = [
  ['application/json', JsonMetricsSerializer],
  ['application/x-protobuf', ProtobufMetricsSerializer],
] as const;

/** What a real SDK sends of some runs. */
async function requestsOf(options: object, [contentType, serializer]: (typeof FORMS)[number]) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 31 - 1, exportTimeoutMillis: 1_000 });
  const { withBackup } = createBackupTelemetry({ meterProvider: new MeterProvider({ readers: [reader] }) });
  await withBackup({ job: 'well', destination: 's3-eu' }, () => undefined);
  await withBackup(options as Parameters<typeof withBackup>[0], () => undefined);
  const { resourceMetrics } = await reader.collect();
  await reader.shutdown();
  return [{ path: '/v1/metrics', contentType, body: Buffer.from(serializer.serializeRequest(resourceMetrics) ?? []) }];
}

test.each(FORMS)('the problems that a program counts are read from %s, with the jobs that have them', async (...form) => {
  const wrong = { job: 'nightly', destination: '/var/backups/smith', retentionTier: 3 };
  expect(findProblems(await requestsOf(wrong, form))).toEqual({ kinds: ['options_invalid'], jobs: ['nightly'] });
  expect(findProblems(await requestsOf({ job: 'nightly' }, form))).toEqual({ kinds: [], jobs: [] });
});

test('what is no OTLP has none', () => {
  const request = { path: '/v1/metrics', contentType: 'application/json', body: Buffer.from('{') };
  expect(findProblems([request, { ...request, contentType: 'application/x-protobuf' }])).toEqual({ kinds: [], jobs: [] });
});
