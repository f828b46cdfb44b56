import type { EventRow } from './types.js';

const JOB = ['delivery', 'identity', 'type', 'job'] as const;
const RUN = [...JOB, 'run'] as const;
const SUCCESS = [...RUN, 'outcome', 'bytes', 'result', 'duration'] as const;

const FOLLOWS_FINISHED = 'It follows the finished event of the run and carries what that carries.';

/** When each event is emitted, and with which attributes. */
export const EVENTS = {
  'backup.job.defined': {
    brief: 'A job was defined in a process: it is known from now on, even if it never runs.',
    when: 'Once for each definition, at the latest when an SDK is registered.',
    severity: 'INFO',
    sets: [...JOB, 'definition'],
  },
  'backup.job.decommissioned': {
    brief: 'A job was taken out of service on purpose: its absence is no longer a problem.',
    when: 'When the job is decommissioned.',
    note: 'It carries what its definition states, so that a receiver knows which copies go with it.',
    severity: 'INFO',
    sets: [...JOB, 'definition'],
  },
  'backup.run.started': {
    brief: 'A run began.',
    when: 'When a run starts, before its work.',
    severity: 'INFO',
    sets: RUN,
  },
  'backup.run.progress': {
    brief: 'A run did more work.',
    when: 'When bytes or files were done, at most once a second for the run and for each of its phases, and for what is left when they end.',
    severity: 'INFO',
    sets: RUN,
  },
  'backup.run.heartbeat': {
    brief: 'The process of a run is alive.',
    when: 'Every 10 s while a run is going on, unless stated otherwise.',
    note: 'It says nothing about the work: a run that hangs still has a heartbeat, but no progress.',
    severity: 'INFO',
    sets: RUN,
  },
  'backup.run.deadline_exceeded': {
    brief: 'A run passed its time limit. It was asked to stop and may still be stopping.',
    when: 'Once, at the moment the limit passes.',
    severity: 'WARN',
    sets: RUN,
  },
  'backup.phase.finished': {
    brief: 'A phase of a run ended.',
    when: 'When a phase ends, whatever its outcome.',
    severity: 'outcome',
    sets: [...RUN, 'outcome', 'error', 'bytes', 'duration'],
  },
  'backup.run.finished': {
    brief: 'A run ended.',
    when: 'Exactly once for each run that gets to its end, whatever its outcome.',
    note: 'A process that is killed does not get there: its run is known by a start without an end and by heartbeats that stop.',
    severity: 'outcome',
    sets: [...SUCCESS, 'error'],
  },
  'backup.problem.found': {
    brief: 'Part of what a job says of itself was not understood, such as a misspelt option.',
    when: 'When a run or a definition uses the instrumentation wrongly, at most once a second for each.',
    note: 'A run that ends with `none` had none: then the job has none any more.',
    severity: 'INFO',
    sets: ['delivery', 'identity'],
  },
  'backup.copy.stored': {
    brief: 'Fact: a destination now holds a good copy.',
    when: 'When a run succeeded that named its destination.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    sets: [...SUCCESS, 'copy'],
    fact: { operations: ['backup', 'copy'], ofCopy: true },
  },
  'backup.copy.verified': {
    brief: 'Fact: a copy was read back and found complete.',
    when: 'When a run succeeded that named its destination.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    sets: [...SUCCESS, 'copy'],
    fact: { operations: ['verify'], ofCopy: true },
  },
  'backup.copy.compared': {
    brief: 'Fact: a copy was compared with its source, with what came of it.',
    when: 'When a run that named its destination records what came of the comparison, whatever its outcome will be.',
    note: 'What is no match leaves a run `partial`, which verifies nothing. That a copy could not be reached says nothing of it.',
    severity: 'INFO',
    sets: [...RUN, 'copy'],
  },
  'backup.log.archived': {
    brief: 'Fact: the log of a database is archived up to a time.',
    when: 'When a run records up to when, whatever its outcome will be.',
    severity: 'INFO',
    sets: RUN,
  },
  'backup.restore.tested': {
    brief: 'Fact: a backup was restored, in the stated time.',
    when: 'When a run succeeded.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    sets: SUCCESS,
    fact: { operations: ['restore'] },
  },
  'backup.prune.planned': {
    brief: 'Fact: a prune is about to remove so many copies, and to leave so many.',
    when: 'When a run records it, before it prunes.',
    severity: 'INFO',
    sets: RUN,
  },
  'backup.retention.checked': {
    brief: 'Fact: retention was applied; so many good copies are left.',
    when: 'When a run succeeded that said how many copies are left.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    sets: SUCCESS,
    fact: { operations: ['prune'] },
  },
} as const satisfies Record<string, EventRow>;

/** Severity text of an event whose severity the outcome decides. */
export const SEVERITY_OF_OUTCOME = {
  success: 'INFO',
  partial: 'WARN',
  failure: 'ERROR',
  timeout: 'ERROR',
  cancelled: 'WARN',
  skipped: 'INFO',
} as const;
