/** How a run or a phase ended. */
export const BACKUP_OUTCOMES = ['success', 'partial', 'failure', 'timeout', 'cancelled', 'skipped'] as const;
export type BackupOutcome = (typeof BACKUP_OUTCOMES)[number];

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
