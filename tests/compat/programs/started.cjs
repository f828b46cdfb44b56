const { withBackup } = require('@wedsync/backup-telemetry');
const { startBackupTelemetry } = require('@wedsync/backup-telemetry/node');
const nightly = require('./nightly.cjs');

async function main() {
  const telemetry = startBackupTelemetry({ serviceName: 'wedsync-backups' });
  console.log(JSON.stringify({ stored: await nightly(withBackup) }));
  await telemetry.shutdown();
}

void main();
