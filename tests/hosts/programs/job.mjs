// The job of every host that reads ES modules. It knows nothing of an SDK.
import { onBackupEvent, withBackup } from '@wedsync/backup-telemetry';

const events = [];
onBackupEvent((event) => events.push(event.name));

const stored = await withBackup({ job: 'wedding-db-nightly', type: 'full', destination: 's3-eu' }, async (run) => {
  await run.phase('dump', async () => {});
  run.report({ bytes: 66_560, files: 1 });
  return 's3-object';
});
console.log(JSON.stringify({ stored, events }));
