// Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.

/** A job was defined in a process: it is known from now on, even if it never runs. Once for each definition, at the latest when an SDK is registered. */
export const EVENT_BACKUP_JOB_DEFINED = 'backup.job.defined';
/** A job was taken out of service on purpose: its absence is no longer a problem. When the job is decommissioned. It carries what its definition states, so that a receiver knows which copies go with it. */
export const EVENT_BACKUP_JOB_DECOMMISSIONED = 'backup.job.decommissioned';
/** A run began. When a run starts, before its work. */
export const EVENT_BACKUP_RUN_STARTED = 'backup.run.started';
/** A run did more work. When bytes or files were done, at most once a second for the run and for each of its phases, and for what is left when they end. */
export const EVENT_BACKUP_RUN_PROGRESS = 'backup.run.progress';
/** The process of a run is alive. Every 10 s while a run is going on, unless stated otherwise. It says nothing about the work: a run that hangs still has a heartbeat, but no progress. */
export const EVENT_BACKUP_RUN_HEARTBEAT = 'backup.run.heartbeat';
/** A run passed its time limit. It was asked to stop and may still be stopping. Once, at the moment the limit passes. */
export const EVENT_BACKUP_RUN_DEADLINE_EXCEEDED = 'backup.run.deadline_exceeded';
/** A phase of a run ended. When a phase ends, whatever its outcome. */
export const EVENT_BACKUP_PHASE_FINISHED = 'backup.phase.finished';
/** A run ended. Exactly once for each run that gets to its end, whatever its outcome. A process that is killed does not get there: its run is known by a start without an end and by heartbeats that stop. */
export const EVENT_BACKUP_RUN_FINISHED = 'backup.run.finished';
/** Part of what a job says of itself was not understood, such as a misspelt option. When a run or a definition uses the instrumentation wrongly, at most once a second for each. A run that ends with `none` had none: then the job has none any more. */
export const EVENT_BACKUP_PROBLEM_FOUND = 'backup.problem.found';
/** Fact: a destination now holds a good copy. When a run succeeded that named its destination. It follows the finished event of the run and carries what that carries. */
export const EVENT_BACKUP_COPY_STORED = 'backup.copy.stored';
/** Fact: a copy was read back and found complete. When a run succeeded that named its destination. It follows the finished event of the run and carries what that carries. */
export const EVENT_BACKUP_COPY_VERIFIED = 'backup.copy.verified';
/** Fact: a copy was compared with its source, with what came of it. When a run that named its destination records what came of the comparison, whatever its outcome will be. What is no match leaves a run `partial`, which verifies nothing. That a copy could not be reached says nothing of it. */
export const EVENT_BACKUP_COPY_COMPARED = 'backup.copy.compared';
/** Fact: the log of a database is archived up to a time. When a run records up to when, whatever its outcome will be. */
export const EVENT_BACKUP_LOG_ARCHIVED = 'backup.log.archived';
/** Fact: a backup was restored, in the stated time. When a run succeeded. It follows the finished event of the run and carries what that carries. */
export const EVENT_BACKUP_RESTORE_TESTED = 'backup.restore.tested';
/** Fact: a prune is about to remove so many copies, and to leave so many. When a run records it, before it prunes. */
export const EVENT_BACKUP_PRUNE_PLANNED = 'backup.prune.planned';
/** Fact: retention was applied; so many good copies are left. When a run succeeded that said how many copies are left. It follows the finished event of the run and carries what that carries. */
export const EVENT_BACKUP_RETENTION_CHECKED = 'backup.retention.checked';
