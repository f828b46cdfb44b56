import { setTimeout } from 'node:timers/promises';
import { withBackup } from '@wedsync/backup-telemetry';

await withBackup({ job: 'all-tenants' }, async (all) => {
  await all.phase('tenants', async () => {
    await withBackup({ job: 'tenant-a' }, (run) => run.phase('dump', () => setTimeout(5)));
    await withBackup({ job: 'tenant-b' }, () => Promise.reject(new RangeError('too large'))).catch(() => undefined);
  });
  await withBackup({ job: 'all-tenants', operation: 'verify' }, (run) => run.skip('no_changes'));
});
