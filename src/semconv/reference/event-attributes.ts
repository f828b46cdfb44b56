import * as a from '../attributes.js';
import type { AttributeReference } from './types.js';

/** Attributes that stand on events only, and the one of the package's own metric. */
export const EVENT_ATTRIBUTES = {
  [a.ATTR_BACKUP_EVENT_ID]: {
    type: 'string',
    brief: 'Unique id of the event; the same when the same event is delivered twice.',
    examples: ['0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11-3'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EVENT_SEQUENCE]: {
    type: 'int',
    brief: 'Counts the events of one run from 1; 0 for events outside a run.',
    note: 'Receivers order the events of a run by it, and know by a gap that one is missing.',
    examples: [1, 8],
    stability: 'development',
  },
  [a.ATTR_BACKUP_DURATION]: {
    type: 'double',
    brief: 'Duration of the run or the phase in seconds.',
    examples: [0.25, 412.7],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROGRESS_DONE_SIZE]: {
    type: 'int',
    brief: 'Bytes done so far.',
    examples: [1048576],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROGRESS_TOTAL_SIZE]: {
    type: 'int',
    brief: 'Bytes there are to do.',
    examples: [734003200],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT]: {
    type: 'int',
    brief: 'Files done so far.',
    examples: [12],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT]: {
    type: 'int',
    brief: 'Files there are to do.',
    examples: [2048],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_INTERVAL]: {
    type: 'double',
    brief: 'Stated time between two starts, in seconds.',
    examples: [86400],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_START_GRACE]: {
    type: 'double',
    brief: 'Stated tolerance for a late start, in seconds.',
    examples: [1800],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_MAX_DURATION]: {
    type: 'double',
    brief: 'Stated longest normal duration, in seconds.',
    examples: [7200],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_MIN_DURATION]: {
    type: 'double',
    brief: 'Stated shortest plausible duration, in seconds.',
    examples: [30],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_MIN_SIZE]: {
    type: 'int',
    brief: 'Stated smallest plausible artifact, in bytes.',
    examples: [1000000],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_ATTEMPTS]: {
    type: 'int',
    brief: 'Stated number of tries of a run.',
    examples: [3],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_RETRY_WITHIN]: {
    type: 'double',
    brief: 'Stated time within which a failed try is followed by the next, in seconds.',
    examples: [900],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_RPO]: {
    type: 'double',
    brief: 'Stated recovery point objective, in seconds: at most so much time may be lost.',
    examples: [3600],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_RTO]: {
    type: 'double',
    brief: 'Stated recovery time objective, in seconds: a restore may take so long.',
    examples: [14400],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_DESTINATIONS]: {
    type: 'string[]',
    brief: 'Destinations that must hold a copy of every backup.',
    examples: [['s3-eu', 's3-us']],
    stability: 'development',
  },
  [a.ATTR_BACKUP_EXPECTED_REGIONS]: {
    type: 'string[]',
    brief: 'Regions of these destinations, at the same indexes; an empty string where none was stated.',
    examples: [['eu-central-1', 'us-east-1']],
    stability: 'development',
  },
  [a.ATTR_BACKUP_TELEMETRY_RULE]: {
    type: 'string',
    brief: 'Rule of the sanitizer that struck. A code, never what it struck at.',
    examples: ['private-key', 'attribute-not-allowed'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_TELEMETRY_PROBLEM]: {
    type: 'string',
    brief: 'Kind of a problem: a wrong use of the instrumentation, or a part of the host that failed.',
    examples: ['options_invalid', 'flush_missed'],
    stability: 'development',
    values: {
      options_invalid: 'An option of a run has a wrong value.',
      report_invalid: 'A report has a wrong value.',
      progress_invalid: 'Progress has a wrong value.',
      phase_invalid: 'A phase has no usable name or no function.',
      record_invalid: 'A record of a run that happened elsewhere has a wrong value.',
      definition_invalid: 'A definition of a job has a wrong value, or contradicts itself or an earlier one.',
      configuration_invalid:
        'What telemetry is set up with is wrong: an option of an instance or of the Node preset, a variable that the preset reads, a missing package.',
      phase_not_awaited: 'A run ended well while a phase of it was still open.',
      used_after_end: 'A run was used after its end.',
      ended_twice: 'A run was ended a second time.',
      listener_failed: 'A listener for events threw or rejected.',
      sdk_failed: 'The registered OpenTelemetry SDK, or another part of the host, threw or rejected.',
      flush_missed: 'Telemetry did not leave in time at the end of a run.',
      too_many_series: 'The process holds more job states than it may; new ones are left out.',
    },
  },
} as const satisfies Record<string, AttributeReference>;
