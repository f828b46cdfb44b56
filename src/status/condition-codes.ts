import type { HeldCondition } from '../conditions/evaluate.js';
import type { StatusCode } from './status-code.js';

/** What a job is while a condition holds for it, where its severity alone does not say so. */
const CODES: Readonly<Record<string, StatusCode>> = {
  BackupNeverSucceeded: 'never_succeeded',
  BackupOverdue: 'missed',
  BackupRunningLong: 'stuck',
  BackupStalled: 'stuck',
  BackupTelemetryAbsent: 'unknown',
};

/** The status that a condition stands for: never a good one. */
export function codeOf({ condition, severity }: HeldCondition): StatusCode {
  return CODES[condition.name] ?? (severity === 'critical' ? 'failed' : 'warning');
}
