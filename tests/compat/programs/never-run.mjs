// A job is defined while modules load, the SDK comes later, and the job never runs.
import { defineBackup } from '@wedsync/backup-telemetry';
import { setTimeout } from 'node:timers/promises';

defineBackup({ job: 'vendor-archive', every: '24h', startGrace: '30m' });

const { startBackupTelemetry } = await import('@wedsync/backup-telemetry/node');
const telemetry = startBackupTelemetry({ serviceName: 'wedsync-backups' });
await setTimeout(500);
await telemetry.shutdown();
