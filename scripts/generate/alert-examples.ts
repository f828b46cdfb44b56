// An event of each alert, as receivers get them. Times are fixed, so that the files are the same on every machine.
import { createAlertEvent } from '../../dist/alerts.js';
import { loadConditions } from './load-conditions.mjs';

const { CONDITIONS, renderText } = await loadConditions();

const identity = {
  environment: 'production',
  namespace: 'wedsync',
  service: 'backup-service',
  operation: 'backup',
  job: 'wedding-db-nightly',
  destination: 's3-eu',
};
const labels = {
  deployment_environment_name: 'production',
  job: 'wedsync/backup-service',
  backup_operation: 'backup',
  backup_job_name: 'wedding-db-nightly',
  backup_destination_name: 's3-eu',
};
const where = { job: 'backup-collector', instance: 'collector-1:8888', exporter: 'otlp', receiver: 'otlp', filter: 'prometheus' };
const lastSuccess = new Date('2026-06-19T02:04:10Z');
const startedAt = new Date('2026-06-20T02:03:07Z');

const sizes = { sizeBefore: 21_474_836_480, sizeNow: 1_048_576 };
/** Why it happened, as far as the shipped rules know it. */
const REASONS = {
  BackupJobFailed: { errorType: 'ECONNREFUSED', phase: 'dump', exitCode: 1, attempt: 3, attempts: 3, lastSuccessAt: lastSuccess },
  BackupTooSmall: sizes,
  BackupTooFast: sizes,
  BackupSizeAnomaly: sizes,
  ...Object.fromEntries(
    ['BackupPartial', 'BackupOverdue', 'BackupProcessLost', 'BackupStalled', 'BackupRunningLong', 'BackupTelemetryAbsent'].map((name) => [
      name,
      { lastSuccessAt: lastSuccess },
    ]),
  ),
};

function inputOf(condition) {
  const { name, severity, summary, description, runbook, scope } = condition;
  const text = (template) => renderText(template, labels).replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label) => where[label]);
  return {
    alert: name,
    severity,
    identity: scope === 'job' ? identity : whereOf(condition),
    episode: name === 'Watchdog' ? new Date('2026-06-20T02:03:00Z') : lastSuccess,
    startedAt,
    summary: text(summary),
    description: text(description),
    ...REASONS[name],
    runbook: `https://git.example.com/backups/${runbook}`,
  };
}

function whereOf(condition) {
  if (condition.where.length === 0) return {};
  const component = ['instance', 'receiver', 'exporter', 'filter']
    .filter((name) => condition.where.includes(name))
    .map((name) => where[name]);
  return { service: where.job, component: component.join(' ') };
}

/** @returns events by a title for each */
export async function exampleEvents() {
  const failed = inputOf(CONDITIONS.find(({ name }) => name === 'BackupJobFailed'));
  const inputs = {
    ...Object.fromEntries(CONDITIONS.map((condition) => [condition.name, inputOf(condition)])),
    'BackupJobFailed, a warning while there are attempts left': { ...failed, severity: 'warning', attempt: 1 },
    'BackupJobFailed, from somebody who has no page for it': { ...failed, runbook: undefined },
    'BackupJobFailed, escalated because nobody answered': { ...failed, level: 1 },
    'BackupJobFailed, over': { ...failed, status: 'resolved', endedAt: new Date('2026-06-20T03:11:42Z') },
  };
  const entries = Object.entries(inputs).map(async ([title, input]) => [title, await createAlertEvent(input, { source: 'alertmanager' })]);
  return Object.fromEntries(await Promise.all(entries));
}
