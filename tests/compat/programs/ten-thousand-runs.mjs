// Run with --expose-gc. A hundred rounds of a hundred parallel runs; the first tenth warms up.
import { withBackup } from '@wedsync/backup-telemetry';

const heap = () => {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc();
  return process.memoryUsage().heapUsed;
};

let warm = 0;
let ids = 0;
for (let round = 1; round <= 100; round += 1) {
  const runs = Array.from({ length: 100 }, () =>
    withBackup({ job: 'tenant-dump', type: 'full', destination: 's3-eu' }, async (run) => {
      await run.phase('dump', () => run.report({ bytes: 1_024 }));
      return run.id;
    }),
  );
  ids += new Set(await Promise.all(runs)).size;
  if (round === 10) warm = heap();
}
console.log(JSON.stringify({ ids, warm, end: heap() }));
