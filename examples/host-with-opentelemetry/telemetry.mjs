// @ts-check
// The host's own bootstrap. All it has of this package are the decorators: what leaves is sanitized, whoever recorded it.
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetector } from '@opentelemetry/resources';
import { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { sanitizeLogExporter, sanitizeMetricExporter, sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';

const sdk = new NodeSDK({
  serviceName: process.env['OTEL_SERVICE_NAME'] ?? 'orders',
  // The usual detectors put command lines, paths and the name of the user on everything that leaves.
  resourceDetectors: [envDetector],
  traceExporter: sanitizeSpanExporter(new OTLPTraceExporter()),
  // Alerts stand on metrics and events, so both leave sooner than the SDK's defaults would let them.
  metricReaders: [
    new PeriodicExportingMetricReader({
      exporter: sanitizeMetricExporter(new OTLPMetricExporter()),
      exportIntervalMillis: 10_000,
      exportTimeoutMillis: 5_000,
    }),
  ],
  logRecordProcessors: [new BatchLogRecordProcessor({ exporter: sanitizeLogExporter(new OTLPLogExporter()), scheduledDelayMillis: 200 })],
});

sdk.start();
process.once('beforeExit', () => {
  sdk.shutdown().catch((/** @type {unknown} */ error) => {
    console.error('Telemetry did not leave:', error instanceof Error ? error.message : error);
  });
});
