import type { BackupOperation, UNKNOWN_OPERATION } from './generated/values.js';

/** Name of a run's span, `{operation} {job}`, as in OpenTelemetry's CICD conventions. */
export function runSpanName(operation: BackupOperation | typeof UNKNOWN_OPERATION, job: string): string {
  return `${operation} ${job}`;
}

/** Name of a phase's span. */
export function phaseSpanName(phase: string): string {
  return `backup.phase ${phase}`;
}
