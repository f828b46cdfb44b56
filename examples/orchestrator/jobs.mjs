// @ts-check
import { setTimeout as wait } from 'node:timers/promises';
import { defineBackup } from '@wedsync/backup-telemetry';

/**
 * What a job gets from the orchestrator.
 * @typedef {{ attempt: number, signal: AbortSignal, progress: (filesDone: number, filesTotal: number) => void }} Work
 */

/** @typedef {{ bytes: number, files: number, left?: string }} Result `left` says why something was left out. */

/** @typedef {{ definition: import('@wedsync/backup-telemetry').DefinedBackup, work: (work: Work) => Promise<Result> }} Job */

// Defined when the module loads: a job that never runs is visible from then on, with what was expected of it.
// With as many attempts as the orchestrator makes: a failed one that another follows wakes nobody.
const nightly = /** @type {const} */ ({ every: '24h', startGrace: '30m', rpo: '24h', attempts: 3 });

/** @type {readonly Job[]} */
export const JOBS = [
  {
    definition: defineBackup({
      job: 'wedding-db',
      type: 'full',
      destination: 's3-eu',
      dbSystem: 'postgresql',
      minBytes: 1_000,
      ...nightly,
    }),
    async work({ attempt }) {
      if (attempt === 1) throw Object.assign(new Error('read ECONNRESET by db-7.internal'), { code: 'ECONNRESET' });
      return { bytes: 734_003, files: 1 };
    },
  },
  {
    definition: defineBackup({ job: 'mailboxes', type: 'incremental', destination: 's3-eu', ...nightly }),
    work: async () => ({ bytes: 51_200, files: 11, left: 'mailbox_locked' }),
  },
  {
    definition: defineBackup({ job: 'photos', type: 'incremental', destination: 's3-eu', maxDuration: '2h', ...nightly }),
    async work({ signal, progress }) {
      const albums = 20;
      for (let album = 1; album <= albums; album += 1) {
        await wait(100, undefined, { signal });
        progress(album, albums);
      }
      return { bytes: 9_000_000, files: albums };
    },
  },
];
