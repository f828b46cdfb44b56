// @ts-check
// The host's own bootstrap. The package has no part in it.
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetector } from '@opentelemetry/resources';
import { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK({
  serviceName: process.env['OTEL_SERVICE_NAME'] ?? 'orders',
  // The usual detectors put command lines, paths and the name of the user on everything that leaves.
  resourceDetectors: [envDetector],
  traceExporter: new OTLPTraceExporter(),
  // Alerts stand on metrics and events, so both leave sooner than the SDK's defaults would let them.
  metricReaders: [
    new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: 10_000, exportTimeoutMillis: 5_000 }),
  ],
  logRecordProcessors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(), scheduledDelayMillis: 200 })],
});

sdk.start();
process.once('beforeExit', () => {
  sdk.shutdown().catch((/** @type {unknown} */ error) => {
    console.error('Telemetry did not leave:', error instanceof Error ? error.message : error);
  });
});
