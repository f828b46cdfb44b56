// A backup that succeeds, or fails on demand: its argument is `fail`. It prints what it did as a line of JSON.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { withBackup } from '@wedsync/backup-telemetry';
import { PLANTED } from './planted.js';

const fails = process.argv[2] === 'fail';

try {
  await withBackup({ job: 'nightly', type: 'full', destination: 'vault-eu', dbSystem: 'postgresql' }, async (run) => {
    try {
      await run.phase('dump', () => sleep(30));
      await run.phase('upload', () => (fails ? connectToClosedPort() : sleep(30)));
      run.report({ bytes: 2_400_000, files: 1 });
    } finally {
      console.log(JSON.stringify({ traceId: run.reference.traceId, endedAt: Date.now() }));
    }
  });
} catch {
  process.exitCode = 1;
}

/** Port 1 is reserved and nobody listens on it: a real refusal by the system. */
async function connectToClosedPort() {
  const { user, password, host, email } = PLANTED;
  const socket = connect({ host: '127.0.0.1', port: 1 });
  try {
    await once(socket, 'connect');
  } catch (cause) {
    const error = new Error(`could not connect to postgres://${user}:${password}@${host}:5432/app while dumping ${email}`, { cause });
    throw Object.assign(error, { code: (cause as { code?: string }).code });
  } finally {
    socket.destroy();
  }
}
