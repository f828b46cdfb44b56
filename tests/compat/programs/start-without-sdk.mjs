import { withBackup } from '@wedsync/backup-telemetry';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';

const telemetry = startBackupTelemetry({ serviceName: 'wedsync-backups' });
const stored = await withBackup({ job: 'nightly' }, () => 's3-object');
await telemetry.shutdown();
console.log(JSON.stringify({ stored }));
