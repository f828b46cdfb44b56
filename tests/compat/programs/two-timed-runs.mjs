// Prints what two runs returned or threw, and how long their functions and their ends took.
import { setTimeout } from 'node:timers/promises';
import { withBackup } from '@wedsync/backup-telemetry';

async function timedRun(work) {
  const began = performance.now();
  let workedMs = 0;
  const result = await withBackup({ job: 'nightly' }, async () => {
    const workBegan = performance.now();
    try {
      return await work();
    } finally {
      workedMs = performance.now() - workBegan;
    }
  }).catch((error) => error);
  return { result, workedMs, endMs: performance.now() - began - workedMs };
}

const thrown = new Error('disk full');
const good = await timedRun(() => setTimeout(100, 's3-object'));
const bad = await timedRun(() => Promise.reject(thrown));
console.log(JSON.stringify({ good, bad: { ...bad, result: bad.result === thrown ? 'the same error' : 'another error' } }));
