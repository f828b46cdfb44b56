// @ts-check
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { backupJob, copyJob, PLACES, restoreJob, verifyJob } from './jobs.mjs';
import { formatBytes, formatCount } from './format.mjs';
import { gunzip, gzip, openRegion, readFrom, sha256, sizeOf, writeTo } from './regions.mjs';

/** @typedef {import('./database.mjs').TableCount} TableCount */
/** @typedef {import('@wedsync/backup-telemetry').RunReference} RunReference */

/**
 * What the four jobs work with.
 * @typedef {object} Site
 * @property {import('./database.mjs').DemoDatabase} database
 * @property {string} folder
 * @property {import('./live.mjs').Live} live
 * @property {AbortSignal} signal
 */

/** @typedef {{ path: string, bytes: number, checksum: string, proves: RunReference }} Artifact */

/**
 * Dumps and compresses the database into the first region.
 * @param {Site} site
 * @returns {Promise<Artifact>}
 */
export function backUp({ database, folder, live, signal }) {
  return live.during('backup', (step) =>
    backupJob.run({ signal, trigger: 'schedule' }, async (run) => {
      const dump = join(folder, 'dump.sql');
      const { artifact } = await openRegion(folder, PLACES.eu.region);

      await run.phase('dump', async (phase) => {
        const { counter } = step.stage('dump');
        const sql = await database.dump();
        await sql.pipeThrough(phase.byteCounter()).pipeThrough(counter()).pipeTo(writeTo(dump), { signal });
      });
      const total = await sizeOf(dump);
      await run.phase('compress', async (phase) => {
        const { counter } = step.stage('compress', total);
        await readFrom(dump)
          .pipeThrough(phase.byteCounter())
          .pipeThrough(counter())
          .pipeThrough(gzip())
          .pipeTo(writeTo(artifact), { signal });
      });
      const checksum = await run.phase('checksum', () => sha256(readFrom(artifact)));

      const bytes = await sizeOf(artifact);
      run.report({ bytes, files: 1, checksum: `sha256:${checksum}` });
      step.done(`${formatBytes(total)} dumped, ${formatBytes(bytes)} stored in ${PLACES.eu.region}`);
      return { path: artifact, bytes, checksum, proves: run.reference };
    }),
  );
}

/**
 * Copies an artifact to the second region.
 * @param {Site} site
 * @param {Artifact} original
 * @returns {Promise<string>} Path of the copy.
 */
export function copyToSecondRegion({ folder, live, signal }, { path, bytes, proves }) {
  return live.during('copy', (step) =>
    copyJob.run({ signal, proves }, async (run) => {
      const { artifact } = await openRegion(folder, PLACES.us.region);
      await run.phase('transfer', async (phase) => {
        const { counter } = step.stage('transfer', bytes);
        await readFrom(path).pipeThrough(phase.byteCounter()).pipeThrough(counter()).pipeTo(writeTo(artifact), { signal });
      });
      run.report({ bytes: await sizeOf(artifact), files: 1 });
      step.done(`${formatBytes(bytes)} from ${PLACES.eu.region} to ${PLACES.us.region}`);
      return artifact;
    }),
  );
}

/**
 * Reads the copy back and compares its checksum with the backup's.
 * @param {Site} site
 * @param {string} copy
 * @param {Artifact} original
 * @returns {Promise<string>} Checksum of the copy.
 */
export function verifyCopy({ live, signal }, copy, { checksum: expected, proves }) {
  return live.during('verify', (step) =>
    verifyJob.run({ signal, proves }, async (run) => {
      const checksum = await run.phase('read-back', (phase) => sha256(readFrom(copy).pipeThrough(phase.byteCounter())));
      run.report({ bytes: await sizeOf(copy), checksum: `sha256:${checksum}` });
      if (checksum !== expected) throw new ChecksumMismatch("The copy's checksum differs from the backup's.");
      step.done(`${PLACES.us.region} read back, sha256 ${checksum.slice(0, 12)}… is the same`);
      return checksum;
    }),
  );
}

/**
 * Restores the copy into a fresh database and compares the rows of every table.
 * @param {Site} site
 * @param {string} copy
 * @param {Artifact} original
 * @param {readonly TableCount[]} expected
 * @returns {Promise<TableCount[]>}
 */
export async function restoreDrill({ database, live, signal }, copy, { proves }, expected) {
  try {
    return await live.during('restore', (step) =>
      restoreJob.run({ signal, proves }, async (run) => {
        step.say('fresh database', true);
        await run.phase('fresh-database', () => database.prepareRestore());
        await run.phase('load', async (phase) => {
          const { show } = step.stage('load');
          await database.loadRestore(readFrom(copy).pipeThrough(phase.byteCounter()).pipeThrough(gunzip()), show);
        });
        step.say('compare', true);
        const rows = await run.phase('compare', () => database.countRestored());
        const different = expected.filter((table) => rows.find(({ name }) => name === table.name)?.rows !== table.rows);
        if (different.length > 0) throw new RowCountsDiffer(`Not all rows came back: ${different.map(({ name }) => name).join(', ')}.`);
        run.report({ bytes: await sizeOf(copy) });
        const total = rows.reduce((sum, table) => sum + table.rows, 0);
        step.done(`${formatCount(total)} rows in ${rows.length} tables of a fresh database, all equal`);
        return rows;
      }),
    );
  } finally {
    // Not part of what a restore takes.
    await database.discardRestore().catch(() => {});
  }
}

/** Flips one bit in the middle of a file. @param {string} path */
export async function damage(path) {
  const file = await open(path, 'r+');
  const position = Math.floor((await file.stat()).size / 2);
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, position);
  await file.write(Buffer.of((byte[0] ?? 0) ^ 1), 0, 1, position);
  await file.close();
}

// The class of an error is what telemetry says of it.

class ChecksumMismatch extends Error {}

class RowCountsDiffer extends Error {}
