// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.

/** What the run does with backups. Values of `backup.operation`. */
export type BackupOperation = 'backup' | 'verify' | 'restore' | 'copy' | 'prune';

/** What the run covers. Values of `backup.type`. */
export type BackupType = 'full' | 'incremental' | 'differential' | 'log' | 'snapshot';

/** Why the run was started. Values of `backup.trigger`. */
export type BackupTrigger = 'schedule' | 'manual' | 'retry' | 'event';

/** How the run or the phase ended. Values of `backup.outcome`. */
export type BackupOutcome = 'success' | 'partial' | 'failure' | 'timeout' | 'cancelled' | 'skipped';

/** What was checked of what was restored, and found right. Values of `backup.restore.checks`. */
export type RestoreCheck = 'rows' | 'checksums' | 'application';

/** What came of the comparison of a copy with its source. Values of `backup.copy.comparison`. */
export type CopyComparison = 'match' | 'mismatch' | 'missing' | 'unreachable';

/** Kind of a problem: a wrong use of the instrumentation, or a part of the host that failed. Values of `backup.telemetry.problem`. */
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

/** Value of `error.type`: the error has no class of its own. */
export const ERROR_TYPE_VALUE_OTHER = '_OTHER';

/** Value of `backup.telemetry.problem`: a run had no problem. */
export const NO_PROBLEM = 'none';

/** Value of `backup.operation`: could not be read. Such a run changes no state gauge and states no fact. */
export const UNKNOWN_OPERATION = 'unknown';
