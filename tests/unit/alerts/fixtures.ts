import { createAlertEvent, type AlertInput } from '../../../src/alerts/index.js';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const NEXT_SECRET = 'whsec_0bLWRJ8X0Hs1xkIJ4pD2H7b9mGZ0kJ3oT5vYcXqLw2A=';
export const OTHER_SECRET = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgMzIgYnl0ZXM=';

/** A failed backup, complete. */
export const FAILED: AlertInput = {
  alert: 'BackupJobFailed',
  severity: 'critical',
  identity: {
    environment: 'production',
    namespace: 'wedsync',
    service: 'backups',
    operation: 'backup',
    job: 'nightly',
    destination: 's3-eu',
  },
  episode: '1781834650.000',
  startedAt: new Date('2026-06-20T02:03:07Z'),
  summary: 'Backup nightly failed',
  description: 'It ended without success.',
  runbook: 'https://runbooks.example.com/backup-job-failed',
};

export async function failedEvent(changes: Partial<AlertInput> = {}) {
  return createAlertEvent({ ...FAILED, ...changes });
}
