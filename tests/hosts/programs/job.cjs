// The job of every host that reads CommonJS. It knows nothing of an SDK.
const { onBackupEvent, withBackup } = require('@wedsync/backup-telemetry');

const events = [];
onBackupEvent((event) => events.push(event.name));

void withBackup({ job: 'wedding-db-nightly', type: 'full', destination: 's3-eu' }, async (run) => {
  await run.phase('dump', async () => {});
  run.report({ bytes: 66_560, files: 1 });
  return 's3-object';
}).then((stored) => {
  console.log(JSON.stringify({ stored, events }));
});
