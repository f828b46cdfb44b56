const { startBackupTelemetry } = require('@wedsync/backup-telemetry/node');

async function main() {
  try {
    startBackupTelemetry({ serviceName: 'wedsync-backups' });
  } catch (error) {
    console.log(JSON.stringify({ name: error.name, code: error.code, message: error.message }));
  }
}

void main();
