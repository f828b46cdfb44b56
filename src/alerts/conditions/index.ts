// The conditions that people are told about: one file each, everything in it.
import { backupAlertsNotDelivered } from './backup-alerts-not-delivered.js';
import { backupClockSkew } from './backup-clock-skew.js';
import { backupJobFailed } from './backup-job-failed.js';
import { backupNeverSucceeded } from './backup-never-succeeded.js';
import { backupNoneKnown } from './backup-none-known.js';
import { backupOverdue } from './backup-overdue.js';
import { backupPartial } from './backup-partial.js';
import { backupProcessLost } from './backup-process-lost.js';
import { backupRunningLong } from './backup-running-long.js';
import { backupSizeAnomaly } from './backup-size-anomaly.js';
import { backupStalled } from './backup-stalled.js';
import { backupTelemetryAbsent } from './backup-telemetry-absent.js';
import { backupTelemetryProblem } from './backup-telemetry-problem.js';
import { backupTooFast } from './backup-too-fast.js';
import { backupTooSmall } from './backup-too-small.js';
import { collectorDown } from './collector-down.js';
import { collectorDropping } from './collector-dropping.js';
import { collectorExportFailing } from './collector-export-failing.js';
import { collectorQueueFilling } from './collector-queue-filling.js';
import { collectorRefusing } from './collector-refusing.js';
import { ruleGroups } from './groups.js';
import type { Condition, JobCondition, PathCondition } from './types.js';
import { watchdog } from './watchdog.js';

/** Conditions of a job: read by Prometheus, and by whoever keeps the state of jobs itself. */
export const JOB_CONDITIONS: readonly JobCondition[] = [
  backupJobFailed,
  backupPartial,
  backupOverdue,
  backupNeverSucceeded,
  backupStalled,
  backupProcessLost,
  backupRunningLong,
  backupTooFast,
  backupTooSmall,
  backupSizeAnomaly,
  backupTelemetryAbsent,
  backupClockSkew,
  backupTelemetryProblem,
];

/** Conditions of the way that telemetry and alerts take. */
const PATH_CONDITIONS: readonly PathCondition[] = [
  watchdog,
  backupAlertsNotDelivered,
  backupNoneKnown,
  collectorDown,
  collectorQueueFilling,
  collectorRefusing,
  collectorDropping,
  collectorExportFailing,
];

/** Every condition. */
export const CONDITIONS: readonly Condition[] = [...JOB_CONDITIONS, ...PATH_CONDITIONS];

/** The rules for Prometheus. */
export const RULE_GROUPS = ruleGroups(JOB_CONDITIONS, PATH_CONDITIONS);

export { DEFAULTS, isFromFuture } from './defaults.js';
export { evaluateConditions, formatEpisode } from './evaluate.js';
export { pagedAt } from './facts.js';
export { prometheusMetric, prometheusName } from './prometheus-name.js';
export { IDENTITY_LABELS } from './promql.js';
export { renderText } from './texts.js';
export type { TrackedJob, TrackedRun, TrackedSuccess } from './tracked-job.js';
