// @ts-check
import { onBackupEvent } from '@wedsync/backup-telemetry';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
import { connectTelemetry } from './bridge.mjs';
import { JOBS } from './jobs.mjs';
import { createOrchestrator } from './orchestrator.mjs';

const telemetry = startBackupTelemetry({ serviceName: 'backup-orchestrator', environment: 'example' });

onBackupEvent((event) => {
  if (event.name === 'backup.run.progress') {
    console.log(event.attributes['backup.job.name'], `${event.attributes['backup.progress.done.file.count']} files`);
  }
  if (event.name === 'backup.run.finished') {
    const { 'backup.job.name': job, 'backup.attempt': attempt, 'backup.outcome': outcome, 'error.type': error } = event.attributes;
    console.log([job, `attempt ${attempt}`, outcome, error].filter(Boolean).join(' · '));
  }
});

const stop = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    stop.abort();
  });
}

const orchestrator = createOrchestrator(JOBS, stop.signal);
const ends = connectTelemetry(orchestrator.events);
await orchestrator.runAll();
await ends();
await telemetry.shutdown();
