import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { expect, it } from 'vitest';
import { createBackupTelemetry } from '../../../../src/index.js';
import { letGaugesEnd } from '../../../../src/node/export/gauge-temporality.js';

it('ends the series of a decommissioned job but for the one that says so', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: letGaugesEnd(exporter), exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const gauges = async () => {
    exporter.reset();
    await meterProvider.forceFlush();
    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    return metrics.filter(({ descriptor }) => /timestamp|expected/.test(descriptor.name)).map(({ descriptor }) => descriptor.name);
  };

  const job = createBackupTelemetry({ meterProvider }).defineBackup({ job: 'db-nightly', every: '24h' });
  await job.run(() => undefined);
  expect(await gauges()).toContain('backup.run.last_end.timestamp');
  await job.decommission();
  expect(await gauges()).toEqual(['backup.job.decommissioned.timestamp']);
});

it('leaves an exporter without a preference as it is', () => {
  const exporter = { export: () => undefined, forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
  expect(letGaugesEnd(exporter)).not.toHaveProperty('selectAggregationTemporality');
});
