// `node --import @wedsync/backup-telemetry/register app.js` (or `--require`): starts telemetry from the `OTEL_*` variables alone.
import { startBackupTelemetry } from './start.js';

try {
  startBackupTelemetry();
} catch (error) {
  // The program that is being started is somebody's backup: it runs without telemetry rather than not at all.
  process.stderr.write(`[backup-telemetry] not started: ${error instanceof Error ? error.message : String(error)}\n`);
}
