// A bug beside the job takes the process down: a rejection that nobody handles. The first line on stdin sets it off.
import { once } from 'node:events';
import { withBackup } from '@wedsync/backup-telemetry';

await withBackup({ job: 'nightly' }, async (run) => {
  await run.phase('dump', () => once(process.stdin, 'data'));
  void Promise.reject(new TypeError('a bug'));
  await run.phase('upload', () => new Promise(() => setInterval(() => undefined, 1_000)));
});
