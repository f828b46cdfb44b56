// @ts-check
// The service's own bootstrap, loaded before anything it has to instrument.
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { envDetector } from '@opentelemetry/resources';
import { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { sanitizeLogExporter, sanitizeMetricExporter, sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';

const sdk = new NodeSDK({
  serviceName: process.env['OTEL_SERVICE_NAME'] ?? 'guests',
  // The usual detectors put command lines, paths and the name of the user on everything that leaves.
  resourceDetectors: [envDetector],
  instrumentations: [new HttpInstrumentation(), new PgInstrumentation()],
  traceExporter: sanitizeSpanExporter(new OTLPTraceExporter()),
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
