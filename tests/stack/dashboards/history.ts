import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { createBackupTelemetry, type BackupTelemetry, type StartedBackup } from '../../../src/index.js';
import { countRedactions, createSanitizer } from '../../../src/sanitize/index.js';

/** A service that has backups and exports each second. */
interface Service {
  readonly telemetry: BackupTelemetry;
  readonly meters: MeterProvider;
}

function startService(url: string, name: string, environment: string): Service {
  const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics`, headers: { authorization: 'Bearer first' } });
  const meters = new MeterProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'wedsync',
      'service.name': name,
      'service.instance.id': crypto.randomUUID(),
      'deployment.environment.name': environment,
    }),
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000, exportTimeoutMillis: 1_000 })],
  });
  return { telemetry: createBackupTelemetry({ meterProvider: meters }), meters };
}

const fail = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/**
 * Two services with jobs in every state a dashboard shows: good ones, one that fails, one that never succeeded, one that goes on.
 * The runs that go on last until `stop`.
 */
export async function playHistory(url: string): Promise<{ stop: () => Promise<void> }> {
  const vault = startService(url, 'vault', 'production');
  const archive = startService(url, 'archive', 'staging');
  const stated = { every: '1d', maxDuration: '2h', minDuration: '1ms', minBytes: 1_000, rpo: '26h', rto: '4h' } as const;
  const copies = [{ destination: 's3-eu', region: 'eu-central-1' }];
  const nightly = vault.telemetry.defineBackup({ job: 'nightly', type: 'full', destination: 's3-eu', copies, ...stated });
  const archived = archive.telemetry.defineBackup({ job: 'archive', every: '1h' });
  archive.telemetry.defineBackup({ job: 'never-run', every: '1h' });

  // Ends are exported two minutes late.
  const earlier = Date.now() - 300_000;
  await nightly.record({ startedAt: earlier - 60_000, endedAt: earlier, outcome: 'partial', reason: 'table_locked' });
  for (const operation of ['verify', 'restore', 'prune'] as const)
    await vault.telemetry.withBackup({ job: 'nightly', operation, destination: 's3-eu', region: 'eu-central-1' }, (run) =>
      run.report(operation === 'prune' ? { retainedCopies: 30, oldestCopy: Date.now() - 30 * 86_400_000 } : {}),
    );
  await archived.run(() => undefined);
  await archived.run(fail).catch(() => undefined);
  // A name that is none: repaired, and counted as a wrong use.
  await archive.telemetry.withBackup({ job: 'archive', operation: 'bakcup' as 'backup' }, () => undefined);
  const sanitizer = createSanitizer();
  sanitizer.text('postgres://admin:Peony77@db.internal/weddings');
  countRedactions(sanitizer, archive.meters.getMeter('archive'));

  // A usual size is known from five successes on; each needs its moment to be seen by the rules.
  for (let count = 0; count < 6; count += 1) {
    await nightly.run(async (run) => {
      await run.phase('dump', () => pause(20));
      await run.phase('upload', () => pause(10));
      run.report({ bytes: 2_000_000 + count });
    });
    await pause(3_500);
  }
  await nightly.run(fail).catch(() => undefined);
  const goingOn = nightly.start();
  const ticking = meterBytes(goingOn);
  return {
    async stop() {
      clearInterval(ticking);
      await goingOn.succeed();
      await Promise.all([vault.meters.shutdown(), archive.meters.shutdown()]);
    },
  };
}

function meterBytes(run: StartedBackup): NodeJS.Timeout {
  return setInterval(() => run.addBytes(10_000), 500);
}
