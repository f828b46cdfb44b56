import { ATTR_BACKUP_JOB_NAME, ATTR_BACKUP_OPERATION, ATTR_BACKUP_PHASE_NAME, ATTR_BACKUP_RUN_ID } from '../attributes.js';
import type { SpanReference } from './types.js';
import { IDENTITY, PHASE_ENDING, RUN, RUN_ENDING } from './uses.js';

/** The two kinds of spans. */
export const SPAN_REFERENCE = {
  run: {
    brief: 'One run of a job, from its start to its end.',
    name: '{operation} {job}',
    nameParts: { '{operation}': ATTR_BACKUP_OPERATION, '{job}': ATTR_BACKUP_JOB_NAME },
    note: 'Its parent is the caller: a stated `traceparent`, else the active span, else, for the first such run of a process only, the environment variable `TRACEPARENT`. Without any of them it is the root of a trace; a later run of the process names the trace of `TRACEPARENT` in `backup.process.trace.id` then.',
    atStart: RUN,
    atEnd: RUN_ENDING,
  },
  phase: {
    brief: 'One stage of a run.',
    name: 'backup.phase {phase}',
    nameParts: { '{phase}': ATTR_BACKUP_PHASE_NAME },
    note: 'Its parent is the span of the run, or that of the phase it is part of. Stages are few: never a span for each file.',
    atStart: { ...IDENTITY, [ATTR_BACKUP_PHASE_NAME]: 'required', [ATTR_BACKUP_RUN_ID]: 'required' },
    atEnd: PHASE_ENDING,
  },
} as const satisfies Record<string, SpanReference>;
