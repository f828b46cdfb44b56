// The conditions that people are notified of: one file each, everything in it.
import { backupAlertsNotDelivered } from './pipeline/backup-alerts-not-delivered.js';
import { backupClockSkew } from './job/backup-clock-skew.js';
import { backupJobFailed } from './job/backup-job-failed.js';
import { backupNeverSucceeded } from './job/backup-never-succeeded.js';
import { backupNoneKnown } from './pipeline/backup-none-known.js';
import { backupOverdue } from './job/backup-overdue.js';
import { backupPartial } from './job/backup-partial.js';
import { backupProcessLost } from './job/backup-process-lost.js';
import { backupRunningLong } from './job/backup-running-long.js';
import { backupSizeAnomaly } from './job/backup-size-anomaly.js';
import { backupStalled } from './job/backup-stalled.js';
import { backupTelemetryAbsent } from './job/backup-telemetry-absent.js';
import { backupTelemetryProblem } from './job/backup-telemetry-problem.js';
import { backupTooFast } from './job/backup-too-fast.js';
import { backupTooSmall } from './job/backup-too-small.js';
import { collectorDown } from './pipeline/collector-down.js';
import { collectorDropping } from './pipeline/collector-dropping.js';
import { collectorExportFailing } from './pipeline/collector-export-failing.js';
import { collectorQueueFilling } from './pipeline/collector-queue-filling.js';
import { collectorRefusing } from './pipeline/collector-refusing.js';
import { ruleGroups } from './groups.js';
import type { Condition, JobCondition, PipelineCondition } from './types.js';
import { watchdog } from './pipeline/watchdog.js';

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

/** Conditions of the pipeline of telemetry and alerts. */
const PIPELINE_CONDITIONS: readonly PipelineCondition[] = [
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
export const CONDITIONS: readonly Condition[] = [...JOB_CONDITIONS, ...PIPELINE_CONDITIONS];

/** The rules for Prometheus. */
export const RULE_GROUPS = ruleGroups(JOB_CONDITIONS, PIPELINE_CONDITIONS);

export { evaluateConditions, formatEpisode } from './evaluate.js';
export { passTime } from './pass-time.js';
export { prometheusMetric, prometheusName } from './promql/prometheus-name.js';
export { renderText } from './texts.js';
