import type { AttributeRow } from './attribute-row.js';

/** Attributes of what the package says of itself. */
export const TELEMETRY_ATTRIBUTES = {
  'backup.telemetry.rule': {
    type: 'string',
    brief: 'Rule of the sanitizer that struck. A code, never what it struck at.',
    examples: ['private-key', 'attribute-not-allowed'],
    stability: 'development',
    on: { 'backup.telemetry.redactions': 'required' },
  },
  'backup.telemetry.problem': {
    type: 'string',
    brief: 'Kind of a problem: a wrong use of the instrumentation, or a part of the host that failed.',
    examples: ['options_invalid', 'flush_missed'],
    stability: 'development',
    values: {
      none: 'A run had no problem.',
      options_invalid: 'An option of a run has a wrong value.',
      report_invalid: 'A report has a wrong value.',
      progress_invalid: 'Progress has a wrong value.',
      phase_invalid: 'A phase has no usable name or no function.',
      record_invalid: 'A record of a run that happened elsewhere has a wrong value.',
      definition_invalid: 'A definition of a job has a wrong value, or contradicts itself or an earlier one.',
      configuration_invalid:
        'What telemetry is set up with is wrong: an option of an instance or of the Node preset, a variable that the preset reads, a missing package.',
      phase_not_awaited: 'A run ended well while a phase of it was still open.',
      work_not_done: 'A job returned work that nobody did, such as a generator, a function or a process that still runs.',
      used_after_end: 'A run was used after its end.',
      ended_twice: 'A run was ended a second time.',
      listener_failed: 'A listener for events threw or rejected.',
      sdk_failed: 'The registered OpenTelemetry SDK, or another part of the host, threw or rejected.',
      flush_missed: 'Telemetry did not leave in time at the end of a run.',
      too_many_series: 'The process holds more job states than it may; new ones are left out.',
    },
    typescript: { type: 'ProblemKind', constants: { NO_PROBLEM: 'none' } },
    on: { result: 'required', 'backup.problem.found': 'required', 'backup.telemetry.problems': 'required' },
  },
} as const satisfies Record<string, AttributeRow>;
