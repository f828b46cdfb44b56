// Starts the preset, which may refuse, and runs the job in either case.
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';

try {
  startBackupTelemetry();
} catch ({ code, message }) {
  console.log(JSON.stringify({ refused: { code, message } }));
}
await import('./job.mjs');
