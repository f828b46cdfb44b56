// @ts-check
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { defineBackup } from '@wedsync/backup-telemetry';
import { byteCounterStream } from '@wedsync/backup-telemetry/node';

const job = defineBackup({
  job: 'guests-db',
  type: 'full',
  destination: 'local-disk',
  dbSystem: 'postgresql',
  every: '24h',
  startGrace: '30m',
  rpo: '24h',
  timeout: '1h',
  // The service lives on, so nobody has to wait for the telemetry of a run.
  flush: 'background',
});

/**
 * @typedef {object} Site
 * @property {import('pg').Pool} pool
 * @property {URL} database
 * @property {string} folder - Where dumps are kept.
 */

/**
 * Dumps the database into the folder.
 * @param {Site} site
 * @param {AbortSignal} stop
 * @returns {Promise<{ file: string, bytes: number }>}
 */
export function backUp({ pool, database, folder }, stop) {
  return job.run({ trigger: 'manual', signal: stop }, async (run) => {
    const file = join(folder, `${run.id}.dump`);
    const role = await run.phase('create-role', () => createRole(pool));
    try {
      await run.phase('dump', (phase) => dump({ database, role, file, phase, signal: run.signal }));
    } finally {
      await run.phase('drop-role', () => pool.query(`DROP ROLE ${role.name}`));
    }
    const { size: bytes } = await stat(file);
    run.report({ bytes, files: 1 });
    return { file, bytes };
  });
}

/** A role for one dump: it may read everything, and nothing else. @param {import('pg').Pool} pool */
async function createRole(pool) {
  const role = { name: `backup_${randomBytes(6).toString('hex')}`, password: randomBytes(24).toString('base64url') };
  await pool.query(`CREATE ROLE ${role.name} LOGIN PASSWORD '${role.password}' IN ROLE pg_read_all_data`);
  return role;
}

/**
 * @param {object} work
 * @param {URL} work.database
 * @param {{ name: string, password: string }} work.role
 * @param {string} work.file
 * @param {import('@wedsync/backup-telemetry').BackupRun} work.phase
 * @param {AbortSignal} work.signal
 */
async function dump({ database, role, file, phase, signal }) {
  const part = `${file}.part`;
  const child = spawn('pg_dump', ['--format=custom', '--no-password'], {
    // Others can read a command line; the environment they cannot.
    env: {
      ...process.env,
      PGHOST: database.hostname,
      PGPORT: database.port || '5432',
      PGDATABASE: decodeURIComponent(database.pathname.slice(1)),
      PGUSER: role.name,
      PGPASSWORD: role.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  try {
    const [[code]] = await Promise.all([once(child, 'close'), pipeline(child.stdout, byteCounterStream(phase), createWriteStream(part))]);
    if (code !== 0) throw new DumpFailed(`pg_dump ended with ${code}.`);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

// The class of an error is what telemetry says of it.
class DumpFailed extends Error {}
