import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';

try {
  startBackupTelemetry({ serviceName: 'wedsync-backups' });
} catch (error) {
  console.log(JSON.stringify({ name: error.name, code: error.code, message: error.message }));
}
