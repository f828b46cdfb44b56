import type { SpanRow } from './types.js';

/** The two kinds of spans. */
export const SPANS = {
  run: {
    brief: 'One run of a job, from its start to its end.',
    name: '{operation} {job}',
    nameParts: { '{operation}': 'backup.operation', '{job}': 'backup.job.name' },
    note: 'Its parent is the caller: a stated `traceparent`, else the active span, else, for the first such run of a process only, the environment variable `TRACEPARENT`. Without any of them it is the root of a trace; a later run of the process names the trace of `TRACEPARENT` in `backup.process.trace.id` then.',
    atStart: ['identity', 'type', 'job', 'run'],
    atEnd: ['outcome', 'error', 'bytes', 'result'],
  },
  phase: {
    brief: 'One stage of a run.',
    name: 'backup.phase {phase}',
    nameParts: { '{phase}': 'backup.phase.name' },
    note: 'Its parent is the span of the run, or that of the phase it is part of. Stages are few: never a span for each file.',
    atStart: ['identity'],
    atEnd: ['outcome', 'error', 'bytes'],
  },
} as const satisfies Record<string, SpanRow>;
