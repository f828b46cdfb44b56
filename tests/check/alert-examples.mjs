// One event of each kind, as receivers get them. Times and ids are fixed, so that the files are the same on every machine.
import { createAlertEvent } from '../../dist/alerts.js';

const nightly = {
  environment: 'production',
  namespace: 'wedsync',
  service: 'backup-service',
  operation: 'backup',
  job: 'wedding-db-nightly',
  destination: 's3-eu',
};
const lastSuccess = new Date('2026-06-19T02:04:10Z');
const failedAt = new Date('2026-06-20T02:03:07Z');

const failed = {
  alert: 'BackupJobFailed',
  severity: 'critical',
  identity: nightly,
  episode: lastSuccess,
  startedAt: failedAt,
  summary: 'Backup wedding-db-nightly to s3-eu failed',
  description: 'The newest run of wedding-db-nightly ended without success. The last success was at 2026-06-19 02:04 UTC.',
  runbook: 'https://runbooks.example.com/backup-job-failed',
};

const inputs = {
  'A backup failed': failed,
  'Nobody answered: the same failure, escalated': { ...failed, level: 1 },
  'The backup succeeds again': { ...failed, status: 'resolved', endedAt: new Date('2026-06-20T03:11:42Z') },
  'The chain of alerts is alive': {
    alert: 'Watchdog',
    severity: 'info',
    identity: {},
    episode: '1781921100',
    startedAt: new Date('2026-06-01T00:00:00Z'),
    summary: 'Alerts reach you',
  },
};

/** @returns events by a sentence about each */
export async function exampleEvents() {
  const entries = Object.entries(inputs).map(async ([title, input]) => [
    title,
    await createAlertEvent(input, { source: 'alertmanager', now: () => failedAt.getTime() }),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
