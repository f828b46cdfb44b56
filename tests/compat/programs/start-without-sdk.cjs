const { withBackup } = require('@wedsync/backup-telemetry');
const { startBackupTelemetry } = require('@wedsync/backup-telemetry/node');

const telemetry = startBackupTelemetry({ serviceName: 'wedsync-backups' });
void withBackup({ job: 'nightly' }, () => 's3-object').then(async (stored) => {
  await telemetry.shutdown();
  console.log(JSON.stringify({ stored }));
});
