/** How a run or a phase ended. */
export const BACKUP_OUTCOMES = ['success', 'partial', 'failure', 'timeout', 'cancelled', 'skipped'] as const;
export type BackupOutcome = (typeof BACKUP_OUTCOMES)[number];

/** `error.type` where no class is known. OpenTelemetry's. */
export const ERROR_TYPE_VALUE_OTHER = '_OTHER' as const;

/** What a run does with backups. */
export const BACKUP_OPERATIONS = ['backup', 'verify', 'restore', 'copy', 'prune'] as const;
export type BackupOperation = (typeof BACKUP_OPERATIONS)[number];

/** On spans and events of a run whose operation could not be read. Such a run changes no state and proves nothing. */
export const UNKNOWN_OPERATION = 'unknown' as const;

/** What a run covers. */
export const BACKUP_TYPES = ['full', 'incremental', 'differential', 'log', 'snapshot'] as const;
export type BackupType = (typeof BACKUP_TYPES)[number];

/** Why a run was started. */
export const BACKUP_TRIGGERS = ['schedule', 'manual', 'retry', 'event'] as const;
export type BackupTrigger = (typeof BACKUP_TRIGGERS)[number];

/** What a run that had no problem says in its attribute `backup.telemetry.problem`. */
export const NO_PROBLEM = 'none';

/** Kinds of wrong use that are repaired or dropped, and of failures around a backup. Values of the attribute `backup.telemetry.problem`. */
export type ProblemKind =
  | 'options_invalid'
  | 'report_invalid'
  | 'progress_invalid'
  | 'phase_invalid'
  | 'record_invalid'
  | 'definition_invalid'
  | 'configuration_invalid'
  | 'phase_not_awaited'
  | 'work_not_done'
  | 'used_after_end'
  | 'ended_twice'
  | 'listener_failed'
  | 'sdk_failed'
  | 'flush_missed'
  | 'too_many_series';
