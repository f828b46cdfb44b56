// @ts-check
import { defineBackup } from '@wedsync/backup-telemetry';

/** Where backups are kept: a name and a region each. Here they are folders; in production, buckets. */
export const PLACES = {
  eu: { destination: 'vault-eu', region: 'eu-central-1' },
  us: { destination: 'vault-us', region: 'us-east-1' },
};

/** Heartbeats come every 10 s unless stated; a night of this demo would not last for one. */
const JOB = /** @type {const} */ ({ job: 'wedding-db-nightly', dbSystem: 'postgresql', heartbeat: '1s' });

// Stated once, when the program loads: from now on a job that never runs is noticed too.

export const backupJob = defineBackup({
  ...JOB,
  ...PLACES.eu,
  type: 'full',
  retentionTier: 'daily',
  every: '24h',
  startGrace: '30m',
  maxDuration: '2h',
  minBytes: 100_000,
  rpo: '24h',
  copies: [PLACES.eu, PLACES.us],
});

export const copyJob = defineBackup({ ...JOB, ...PLACES.us, operation: 'copy', every: '24h' });

export const verifyJob = defineBackup({ ...JOB, ...PLACES.us, operation: 'verify', every: '24h' });

export const restoreJob = defineBackup({ ...JOB, ...PLACES.us, operation: 'restore', every: '7d', rto: '15m' });
