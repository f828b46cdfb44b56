import { setTimeout } from 'node:timers/promises';
import { withBackup } from '@wedsync/backup-telemetry';

const ids = await Promise.all(
  Array.from({ length: 200 }, (_, index) =>
    withBackup({ job: 'tenant-dump' }, async (run) => {
      await run.phase('dump', () => setTimeout(index % 20));
      await run.phase('upload', () => setTimeout(index % 7));
      return run.id;
    }),
  ),
);
console.log(JSON.stringify(ids));
process.exit(0);
