// An event of each alert, as receivers get them. Times are fixed, so that the files are the same on every machine.
import { createAlertEvent, type AlertEvent, type AlertInput } from '../../src/alerts/index.js';
import { CONDITIONS, renderText } from '../../src/conditions/index.js';
import type { Condition, PipelineCondition } from '../../src/conditions/types.js';

const identity = {
  environment: 'production',
  namespace: 'wedsync',
  service: 'backup-service',
  operation: 'backup',
  job: 'wedding-db-nightly',
  destination: 's3-eu',
};
const where: Readonly<Record<string, string>> = {
  job: 'backup-collector',
  instance: 'collector-1:8888',
  exporter: 'otlp',
  receiver: 'otlp',
  filter: 'prometheus',
};
const lastSuccess = new Date('2026-06-19T02:04:10Z');
const startedAt = new Date('2026-06-20T02:03:07Z');

const sizes = { sizeBefore: 21_474_836_480, sizeNow: 1_048_576 };
/** Why it happened, as far as the shipped rules know it. */
const REASONS: Readonly<Record<string, Partial<AlertInput>>> = {
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

function inputOf(condition: Condition): AlertInput {
  const { name, severity, summary, description, runbook } = condition;
  const text = (template: string) =>
    renderText(template, identity).replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => valueAt(label));
  return {
    alert: name,
    severity,
    identity: condition.scope === 'job' ? identity : whereOf(condition),
    episode: name === 'Watchdog' ? new Date('2026-06-20T02:03:00Z') : lastSuccess,
    startedAt,
    summary: text(summary),
    description: text(description),
    ...REASONS[name],
    runbook: `https://git.example.com/backups/${runbook}`,
  };
}

function whereOf({ where: labelNames }: PipelineCondition): AlertInput['identity'] {
  if (labelNames.length === 0) return {};
  const component = ['instance', 'receiver', 'exporter', 'filter'].filter((name) => labelNames.includes(name)).map(valueAt);
  return { service: valueAt('job'), component: component.join(' ') };
}

function valueAt(label: string): string {
  const value = where[label];
  if (value === undefined) throw new Error(`Expected a value of the label ${label} for the examples, found none.`);
  return value;
}

/** @returns events by a title for each */
export async function exampleEvents(): Promise<Readonly<Record<string, AlertEvent>>> {
  const condition = CONDITIONS.find(({ name }) => name === 'BackupJobFailed');
  if (condition === undefined) throw new Error('Expected a condition BackupJobFailed, found none.');
  const failed = inputOf(condition);
  const { runbook: _, ...withoutRunbook } = failed;
  const inputs: Readonly<Record<string, AlertInput>> = {
    ...Object.fromEntries(CONDITIONS.map((condition) => [condition.name, inputOf(condition)])),
    'BackupJobFailed, a warning while there are attempts left': { ...failed, severity: 'warning', attempt: 1 },
    'BackupJobFailed, from somebody who has no page for it': withoutRunbook,
    'BackupJobFailed, escalated because nobody answered': { ...failed, level: 1 },
    'BackupJobFailed, over': { ...failed, status: 'resolved', endedAt: new Date('2026-06-20T03:11:42Z') },
  };
  const entries = Object.entries(inputs).map(async ([title, input]): Promise<[string, AlertEvent]> => [
    title,
    await createAlertEvent(input, { source: 'alertmanager' }),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
