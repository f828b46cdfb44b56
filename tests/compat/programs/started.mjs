import { withBackup } from '@wedsync/backup-telemetry';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
import nightly from './nightly.cjs';

const telemetry = startBackupTelemetry({ serviceName: 'wedsync-backups' });
console.log(JSON.stringify({ stored: await nightly(withBackup) }));
await telemetry.shutdown();
