// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.
import {
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_PROCESSED_SIZE,
  ATTR_BACKUP_EXPECTED_INTERVAL,
  ATTR_BACKUP_EXPECTED_START_GRACE,
  ATTR_BACKUP_EXPECTED_MAX_DURATION,
  ATTR_BACKUP_EXPECTED_MIN_DURATION,
  ATTR_BACKUP_EXPECTED_MIN_SIZE,
  ATTR_BACKUP_EXPECTED_ATTEMPTS,
  ATTR_BACKUP_EXPECTED_RETRY_WITHIN,
  ATTR_BACKUP_EXPECTED_RPO,
  ATTR_BACKUP_EXPECTED_RTO,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP,
  ATTR_BACKUP_PRUNE_REMOVING,
  ATTR_BACKUP_PRUNE_REMAINING,
  ATTR_BACKUP_LOG_UNTIL_TIMESTAMP,
  ATTR_BACKUP_LOG_GAP_TIMESTAMP,
} from './attributes.js';

// Metrics for people: what happened, summed up over time.
/** Duration of runs. Histogram, unit `s`. When a run ends, whatever its outcome. */
export const METRIC_BACKUP_RUN_DURATION = 'backup.run.duration';
/** Runs going on now. UpDownCounter, unit `{run}`. Raised by one when a run starts, lowered by one when it ends. A process that is killed never lowers it: a run that vanished is seen by its heartbeats, not here. */
export const METRIC_BACKUP_RUN_ACTIVE = 'backup.run.active';
/** Runs ended by an error. Counter, unit `{error}`. When a run ends as `failure` or `timeout`. */
export const METRIC_BACKUP_RUN_ERRORS = 'backup.run.errors';
/** Runs that ended. Counter, unit `{run}`. When a run ends, whatever its outcome. */
export const METRIC_BACKUP_RUN_ENDED = 'backup.run.ended';
/** Duration of phases. Histogram, unit `s`. When a phase ends, whatever its outcome. */
export const METRIC_BACKUP_PHASE_DURATION = 'backup.phase.duration';
/** Size of finished artifacts. Histogram, unit `By`. When a run ends that said how large its artifact is, whatever its outcome. */
export const METRIC_BACKUP_ARTIFACT_SIZE = ATTR_BACKUP_ARTIFACT_SIZE;
/** Bytes through byte counters. Counter, unit `By`. While a run is going on, at most once a second for each byte counter, and when it ends. */
export const METRIC_BACKUP_PROCESSED_SIZE = ATTR_BACKUP_PROCESSED_SIZE;
/** Problems of the package: wrong uses that were repaired or dropped, and parts of the host that failed. Counter, unit `{problem}`. When the instrumentation met something that it could not use as it was: wrong use, or a part of the host that failed. */
export const METRIC_BACKUP_TELEMETRY_PROBLEMS = 'backup.telemetry.problems';
/** Values and keys that a sanitizer removed before telemetry left: the source leaked. Counter, unit `{redaction}`. At each export of metrics, where telemetry passes a sanitizer. Never the value that was removed. Whatever is counted here should not have been recorded in the first place. */
export const METRIC_BACKUP_TELEMETRY_REDACTIONS = 'backup.telemetry.redactions';

// Metrics for rules: last known state, one value for each identity.
/** Start of the newest run. Gauge, unit `s`. When a run starts. Goes with the event `backup.run.started`. */
export const METRIC_BACKUP_LAST_START_TIMESTAMP = 'backup.run.last_start.timestamp';
/** End of the newest run of this outcome. Gauge, unit `s`. When a run ends. Outcomes: `success`, `partial`, `failure`, `timeout`, `cancelled`, `skipped`. */
export const METRIC_BACKUP_LAST_END_TIMESTAMP = 'backup.run.last_end.timestamp';
/** End of the newest run that failed or timed out, with what is known of the cause. Gauge, unit `s`. When a run ends. Outcomes: `failure`, `timeout`. A process states one for each identity, the newest; an SDK may go on exporting older ones beside it, with their own times. At most 32 different causes of one job, and then `_OTHER`. */
export const METRIC_BACKUP_LAST_FAILURE_TIMESTAMP = 'backup.run.last_failure.timestamp';
/** Newest sign of life of a run. Gauge, unit `s`. At each heartbeat of a run, every 10 s unless stated otherwise. Goes with the event `backup.run.heartbeat`. Says that the process lives, not that its work goes on. */
export const METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP = 'backup.run.last_heartbeat.timestamp';
/** Newest progress of a run. Gauge, unit `s`. When a run does more work, at most once a second. Goes with the event `backup.run.progress`. A job that learns only its total again and again does not move it. */
export const METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP = 'backup.run.last_progress.timestamp';
/** Artifact of the newest successful run. Gauge, unit `By`. When a run ends that said how large its artifact is. Outcomes: `success`. */
export const METRIC_BACKUP_LAST_SIZE = 'backup.run.last_size';
/** Duration of the newest successful run. Gauge, unit `s`. When a run ends. Outcomes: `success`. */
export const METRIC_BACKUP_LAST_DURATION = 'backup.run.last_duration';
/** Definition of the job in this process. Gauge, unit `s`. When the job is defined. Without it a job that never ran would be no series at all, and no rule could see it. */
export const METRIC_BACKUP_REGISTERED_TIMESTAMP = 'backup.job.registered.timestamp';
/** Decommissioning of the job. Gauge, unit `s`. When the job is decommissioned. All other state gauges of the job end with it. */
export const METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP = 'backup.job.decommissioned.timestamp';
/** Newest problem of the job with its telemetry. Gauge, unit `s`. When a run or a definition of the job uses the instrumentation wrongly. Goes with the event `backup.problem.found`. A receiver that does not answer, a listener or an SDK that fails is nothing of the job, and is not dated here. */
export const METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP = 'backup.telemetry.last_problem.timestamp';
/** End of the newest run without such a problem. Gauge, unit `s`. When a run ends that had no problem, and neither had the definition of its job. A job has a problem as long as this is older than the time of its last problem. */
export const METRIC_BACKUP_LAST_CLEAN_TIMESTAMP = 'backup.telemetry.last_clean.timestamp';
/** Stated time between starts. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_INTERVAL = ATTR_BACKUP_EXPECTED_INTERVAL;
/** Next expected start. Gauge, unit `s`. When the job is defined and when a run starts, if an interval is stated. One interval after the newest start, or after the definition when the job never started. */
export const METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP = 'backup.expected.next_start.timestamp';
/** Stated tolerance for a late start. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_START_GRACE = ATTR_BACKUP_EXPECTED_START_GRACE;
/** Stated longest normal duration. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_MAX_DURATION = ATTR_BACKUP_EXPECTED_MAX_DURATION;
/** Stated shortest plausible duration. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_MIN_DURATION = ATTR_BACKUP_EXPECTED_MIN_DURATION;
/** Stated smallest plausible artifact. Gauge, unit `By`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_MIN_SIZE = ATTR_BACKUP_EXPECTED_MIN_SIZE;
/** Stated number of tries of a run. Gauge, unit `{attempt}`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_ATTEMPTS = ATTR_BACKUP_EXPECTED_ATTEMPTS;
/** Stated time within which a failed try is followed by the next. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_RETRY_WITHIN = ATTR_BACKUP_EXPECTED_RETRY_WITHIN;
/** Stated recovery point objective. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_RPO = ATTR_BACKUP_EXPECTED_RPO;
/** Stated recovery time objective. Gauge, unit `s`. When the job is defined, if its definition states it. */
export const METRIC_BACKUP_EXPECTED_RTO = ATTR_BACKUP_EXPECTED_RTO;
/** Statement that the destination must hold a copy. Gauge, unit `s`. When a job is defined, for each destination that must hold a copy. Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it. */
export const METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP = 'backup.copy.registered.timestamp';
/** Newest good copy at the destination. Gauge, unit `s`. When a run ends that named its destination. Goes with the event `backup.copy.stored`. Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it. */
export const METRIC_BACKUP_COPY_STORED_TIMESTAMP = 'backup.copy.last_stored.timestamp';
/** Newest verification of a copy at the destination. Gauge, unit `s`. When a run ends that named its destination. Goes with the event `backup.copy.verified`. Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it. */
export const METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP = 'backup.copy.last_verified.timestamp';
/** Newest comparison of a copy at the destination with its source that came out like this. Gauge, unit `s`. When a run that named its destination records what came of the comparison. Goes with the event `backup.copy.compared`. Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it. */
export const METRIC_BACKUP_COPY_COMPARED_TIMESTAMP = 'backup.copy.last_compared.timestamp';
/** Newest backup of the tier that stored a copy. Gauge, unit `s`. When a run ends that named its destination. Goes with the event `backup.copy.stored`. By tier, so that an hourly log never hides a missing weekly. */
export const METRIC_BACKUP_TIER_STORED_TIMESTAMP = 'backup.tier.last_stored.timestamp';
/** Newest successful restore. Gauge, unit `s`. When a run ends. Goes with the event `backup.restore.tested`. */
export const METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP = 'backup.restore.last_success.timestamp';
/** Duration of the newest successful restore. Gauge, unit `s`. When a run ends. Goes with the event `backup.restore.tested`. */
export const METRIC_BACKUP_RESTORE_DURATION = 'backup.restore.last_duration';
/** End of the backup that the newest successful restore proved. Gauge, unit `s`. When a run ends that recorded when the backup ended. Goes with the event `backup.restore.tested`. A restore that works proves nothing newer than what it restored. */
export const METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP = 'backup.restore.proved.timestamp';
/** Good copies kept. Gauge, unit `{copy}`. When a run ends that said how many copies are left. Goes with the event `backup.retention.checked`. */
export const METRIC_BACKUP_RETENTION_COPIES = ATTR_BACKUP_RETENTION_COPIES;
/** Oldest good copy kept. Gauge, unit `s`. When a run ends that said how many copies are left and of when the oldest is. Goes with the event `backup.retention.checked`. */
export const METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP = ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP;
/** Newest good copy kept. Gauge, unit `s`. When a run ends that said how many copies are left and of when the newest is. Goes with the event `backup.retention.checked`. */
export const METRIC_BACKUP_RETENTION_NEWEST_TIMESTAMP = ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP;
/** Copies that a prune is about to remove. Gauge, unit `{copy}`. When a run records what it is about to remove. Goes with the event `backup.prune.planned`. The prune is still to come as long as none ended since. */
export const METRIC_BACKUP_PRUNE_REMOVING = ATTR_BACKUP_PRUNE_REMOVING;
/** Good copies that the prune is about to leave. Gauge, unit `{copy}`. When a run records what it is about to remove. Goes with the event `backup.prune.planned`. */
export const METRIC_BACKUP_PRUNE_REMAINING = ATTR_BACKUP_PRUNE_REMAINING;
/** The log of the database is archived up to here. Gauge, unit `s`. When a run records up to when the log is archived. Goes with the event `backup.log.archived`. */
export const METRIC_BACKUP_LOG_UNTIL_TIMESTAMP = ATTR_BACKUP_LOG_UNTIL_TIMESTAMP;
/** Before here the archived log has a gap: the newest that is known. Gauge, unit `s`. When a run records that the log which was archived has gaps. Goes with the event `backup.log.archived`. What ended before it cannot be replayed past it: only a backup that ended after it closes the gap. */
export const METRIC_BACKUP_LOG_GAP_TIMESTAMP = ATTR_BACKUP_LOG_GAP_TIMESTAMP;

/** Name of a state gauge. */
export type StateGaugeName =
  | 'backup.run.last_start.timestamp'
  | 'backup.run.last_end.timestamp'
  | 'backup.run.last_failure.timestamp'
  | 'backup.run.last_heartbeat.timestamp'
  | 'backup.run.last_progress.timestamp'
  | 'backup.run.last_size'
  | 'backup.run.last_duration'
  | 'backup.job.registered.timestamp'
  | 'backup.job.decommissioned.timestamp'
  | 'backup.telemetry.last_problem.timestamp'
  | 'backup.telemetry.last_clean.timestamp'
  | 'backup.expected.interval'
  | 'backup.expected.next_start.timestamp'
  | 'backup.expected.start_grace'
  | 'backup.expected.max_duration'
  | 'backup.expected.min_duration'
  | 'backup.expected.min_size'
  | 'backup.expected.attempts'
  | 'backup.expected.retry_within'
  | 'backup.expected.rpo'
  | 'backup.expected.rto'
  | 'backup.copy.registered.timestamp'
  | 'backup.copy.last_stored.timestamp'
  | 'backup.copy.last_verified.timestamp'
  | 'backup.copy.last_compared.timestamp'
  | 'backup.tier.last_stored.timestamp'
  | 'backup.restore.last_success.timestamp'
  | 'backup.restore.last_duration'
  | 'backup.restore.proved.timestamp'
  | 'backup.retention.copies'
  | 'backup.retention.oldest.timestamp'
  | 'backup.retention.newest.timestamp'
  | 'backup.prune.removing'
  | 'backup.prune.remaining'
  | 'backup.log.until.timestamp'
  | 'backup.log.gap.timestamp';

/** Name of a histogram or counter that runs record. */
export type InstrumentName =
  | 'backup.run.duration'
  | 'backup.run.active'
  | 'backup.run.errors'
  | 'backup.run.ended'
  | 'backup.phase.duration'
  | 'backup.artifact.size'
  | 'backup.processed.size'
  | 'backup.telemetry.problems';
