// Starts the preset, which may find its packages missing, and runs the job in either case.
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';

startBackupTelemetry();
await import('./job.mjs');
