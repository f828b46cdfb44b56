// Sends every secret of a file through every slot of every signal, over the real OTLP exporters.
// Arguments: how the secrets are held back (`bare`: not at all), the exporters' encoding, the file.
import { readFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import * as api from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
import {
  sanitizeLogExporter,
  sanitizeMetricExporter,
  sanitizeSpanExporter,
  sanitizeLogProcessor,
  createSanitizingMetricView,
  sanitizeSpanProcessor,
} from '@wedsync/backup-telemetry/sanitize';
import { emitLogs, emitMetrics, emitSpan } from './leak-signals.mjs';

const [mode, encoding, file] = argv.slice(2);
const rows = JSON.parse(readFileSync(file, 'utf8'));
const asItIs = (value) => value;
const decorate = mode === 'decorated';
const process = mode === 'processors';

function startPreset() {
  const resourceAttributes = {};
  for (const { row, secrets } of rows) resourceAttributes[`note.${row}`] = secrets.traces['resource attribute'];
  const telemetry = startBackupTelemetry({ serviceName: 'matrix', resourceAttributes });
  const providers = { traces: api.trace, metrics: api.metrics, logs: globalLogs };
  return { providersFor: () => providers, flush: () => telemetry.flush(), stop: () => telemetry.shutdown() };
}

// OpenTelemetry 3 has logs in the API itself, 2 in a package of their own.
const globalLogs = api.logs ?? (await import('@opentelemetry/api-logs')).logs;

async function startOwn() {
  const suffix = encoding === 'protobuf' ? 'proto' : 'http';
  const { OTLPTraceExporter } = await import(`@opentelemetry/exporter-trace-otlp-${suffix}`);
  const { OTLPMetricExporter } = await import(`@opentelemetry/exporter-metrics-otlp-${suffix}`);
  const { OTLPLogExporter } = await import(`@opentelemetry/exporter-logs-otlp-${suffix}`);
  const exporters = {
    traces: (decorate ? sanitizeSpanExporter : asItIs)(new OTLPTraceExporter()),
    metrics: (decorate ? sanitizeMetricExporter : asItIs)(new OTLPMetricExporter()),
    logs: (decorate ? sanitizeLogExporter : asItIs)(new OTLPLogExporter()),
  };
  const resource = (secrets) =>
    resourceFromAttributes({
      note: secrets['resource attribute'],
      ...(secrets['resource attribute list'] && { list: [secrets['resource attribute list']] }),
    });
  const own = { current: undefined };
  return {
    providersFor({ secrets }) {
      const reader = new PeriodicExportingMetricReader({ exporter: exporters.metrics, exportIntervalMillis: 3_600_000 });
      const spanProcessor = (process ? sanitizeSpanProcessor : asItIs)(new BatchSpanProcessor({ exporter: exporters.traces }));
      own.current = {
        traces: new TracerProvider({ resource: resource(secrets.traces), spanProcessors: [spanProcessor] }),
        metrics: new MeterProvider({
          resource: resource(secrets.metrics),
          readers: [reader],
          views: process ? [createSanitizingMetricView()] : [],
        }),
        logs: new LoggerProvider({
          resource: resource(secrets.logs),
          processors: [...(process ? [sanitizeLogProcessor()] : []), new BatchLogRecordProcessor({ exporter: exporters.logs })],
        }),
      };
      return own.current;
    },
    flush: () => Promise.all(Object.values(own.current).map((provider) => provider.forceFlush())),
    stop: () => Promise.all(Object.values(exporters).map((exporter) => exporter.shutdown())),
  };
}

const { providersFor, flush, stop } = mode === 'preset' ? startPreset() : await startOwn();
for (const [index, { row, secrets }] of rows.entries()) {
  const providers = providersFor({ secrets });
  const planted = (signal) => (slot) => secrets[signal][slot];
  emitSpan(api, providers.traces, row, planted('traces'));
  emitMetrics(providers.metrics, row, planted('metrics'));
  emitLogs(providers.logs, row, planted('logs'));
  // The preset has one meter provider for all rows and sends each series again and again.
  if (mode !== 'preset' || index % 25 === 24) await flush();
}
await stop();
console.log(JSON.stringify({ rows: rows.length }));
exit(0);
