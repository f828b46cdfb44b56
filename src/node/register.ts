// `node --import @wedsync/backup-telemetry/register app.js` (or `--require`): starts telemetry from the `OTEL_*` variables alone.
import { startBackupTelemetry } from './sdk/start.js';

startBackupTelemetry();
