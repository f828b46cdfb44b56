/** A job was defined in a process: it is known from now on, even if it never runs. */
export const EVENT_BACKUP_JOB_DEFINED = 'backup.job.defined';
/** A job was taken out of service on purpose: its absence is no longer a problem. */
export const EVENT_BACKUP_JOB_DECOMMISSIONED = 'backup.job.decommissioned';
/** A run began. */
export const EVENT_BACKUP_RUN_STARTED = 'backup.run.started';
/** A run did more work. Rate-limited. */
export const EVENT_BACKUP_RUN_PROGRESS = 'backup.run.progress';
/** The process of a run is alive; says nothing about its work. */
export const EVENT_BACKUP_RUN_HEARTBEAT = 'backup.run.heartbeat';
/** A run passed its timeout. It was told to stop and may still be stopping. */
export const EVENT_BACKUP_RUN_DEADLINE_EXCEEDED = 'backup.run.deadline_exceeded';
/** A phase of a run ended. */
export const EVENT_BACKUP_PHASE_FINISHED = 'backup.phase.finished';
/** A run ended. Exactly one for each run that got to its end. */
export const EVENT_BACKUP_RUN_FINISHED = 'backup.run.finished';
/** Part of what a job says of itself was not understood. */
export const EVENT_BACKUP_PROBLEM_FOUND = 'backup.problem.found';
/** Fact: a destination now holds a good copy. */
export const EVENT_BACKUP_COPY_STORED = 'backup.copy.stored';
/** Fact: a copy was read back and found complete. */
export const EVENT_BACKUP_COPY_VERIFIED = 'backup.copy.verified';
/** Fact: a backup was restored, in the stated time. */
export const EVENT_BACKUP_RESTORE_TESTED = 'backup.restore.tested';
/** Fact: retention was applied; so many good copies are left. */
export const EVENT_BACKUP_RETENTION_CHECKED = 'backup.retention.checked';
