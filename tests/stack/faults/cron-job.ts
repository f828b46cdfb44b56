import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { createBackupTelemetry } from '../../../src/index.js';

/** Where a job sends its metrics. */
export interface Ingest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A backup as cron runs it: one run in a process that is gone afterwards, so that nobody exports its end a second time.
 * @throws Error when its end was not accepted
 */
export async function runCronJob(
  ingest: Ingest,
  job: string,
  outcome: 'success' | 'failure',
  place: Readonly<Record<string, string>> = { 'deployment.environment.name': 'production' },
): Promise<void> {
  const exporter = new OTLPMetricExporter({ url: ingest.url, headers: { ...ingest.headers } });
  let isAccepted = false;
  const noting: PushMetricExporter = {
    export: (metrics, done) =>
      exporter.export(metrics, (result) => {
        isAccepted = result.error === undefined;
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
  const meterProvider = new MeterProvider({
    resource: resourceFromAttributes({
      'service.name': 'vault',
      'service.namespace': 'wedsync',
      ...place,
    }),
    readers: [new PeriodicExportingMetricReader({ exporter: noting, exportIntervalMillis: 3_600_000 })],
  });
  await createBackupTelemetry({ meterProvider })
    .withBackup({ job, type: 'full', destination: 's3-eu' }, () =>
      outcome === 'success' ? undefined : Promise.reject(new Error('The disk is full.')),
    )
    .catch(() => undefined);
  await meterProvider.shutdown();
  if (!isAccepted) throw new Error(`Expected ${ingest.url} to accept the end of ${job}.`);
}
