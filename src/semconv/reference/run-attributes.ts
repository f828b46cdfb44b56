import * as a from '../attributes.js';
import type { AttributeReference } from './types.js';

/** Attributes that say what one run did and how it ended. */
export const RUN_ATTRIBUTES = {
  [a.ATTR_BACKUP_RUN_ID]: {
    type: 'string',
    brief: 'Unique id of the run. Never on a metric.',
    examples: ['0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_ATTEMPT]: {
    type: 'int',
    brief: 'Number of the try: 1 for the first, 2 for the first retry, and so on.',
    examples: [1, 2],
    stability: 'development',
  },
  [a.ATTR_BACKUP_TRIGGER]: {
    type: 'string',
    brief: 'Why the run was started.',
    examples: ['schedule', 'manual'],
    stability: 'development',
    values: {
      schedule: 'Its time had come.',
      manual: 'A person asked for it.',
      retry: 'An earlier try had failed.',
      event: 'Something happened that asks for it, such as a deployment.',
    },
  },
  [a.ATTR_BACKUP_PHASE_NAME]: {
    type: 'string',
    brief: 'Name of a stage of the run.',
    note: 'Low in number: a stage such as `upload`, never a file or a table.',
    examples: ['dump', 'compress', 'upload'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_OUTCOME]: {
    type: 'string',
    brief: 'How the run or the phase ended.',
    examples: ['success', 'failure'],
    stability: 'development',
    values: {
      success: 'All the work was done.',
      partial: 'Part of the work was done; what there is can be used.',
      failure: 'It ended by an error.',
      timeout: 'It ended by an error after its time limit had passed.',
      cancelled: 'It was stopped on purpose.',
      skipped: 'There was nothing to do.',
    },
  },
  [a.ATTR_BACKUP_REASON]: {
    type: 'string',
    brief: 'Short code that explains a `partial` or `skipped` outcome.',
    note: 'Letters, digits, `_`, `-` and `.`, at most 64: a code, never a message.',
    examples: ['table_locked', 'no_changes'],
    stability: 'development',
  },
  [a.ATTR_ERROR_TYPE]: {
    type: 'string',
    brief: 'Class of the error the run or the phase ended with.',
    note: 'A known code (of the system, of the runtime, SQLSTATE) where the error has one, else the name of its class. Never its message: messages carry paths, hosts and passwords.',
    examples: ['ECONNREFUSED', '57P01', 'TimeoutError'],
    stability: 'stable',
    values: { _OTHER: 'The error has no class of its own.' },
    open: true,
  },
  [a.ATTR_BACKUP_DEADLINE_EXCEEDED]: {
    type: 'boolean',
    brief: 'Whether the run passed its time limit. A run that did so and still returned is a `success` with this mark.',
    examples: [true],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROCESSED_SIZE]: {
    type: 'int',
    brief: 'Bytes that went through the byte meters of the run or the phase.',
    examples: [196608, 52428800],
    stability: 'development',
  },
  [a.ATTR_BACKUP_ARTIFACT_SIZE]: {
    type: 'int',
    brief: 'Size in bytes of what the run produced.',
    examples: [1048576, 734003200],
    stability: 'development',
  },
  [a.ATTR_BACKUP_ARTIFACT_FILE_COUNT]: {
    type: 'int',
    brief: 'Number of files in what the run produced.',
    examples: [1, 2048],
    stability: 'development',
  },
  [a.ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE]: {
    type: 'string',
    brief: 'Checksum of what the run produced, in hexadecimal or base64.',
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM]: {
    type: 'string',
    brief: 'Algorithm of the checksum.',
    examples: ['sha256', 'blake3'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROVED_RUN_ID]: {
    type: 'string',
    brief: 'Id of the run whose result this one copies, verifies or restores.',
    examples: ['0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_PROVED_TRACE_ID]: {
    type: 'string',
    brief: 'Trace of that run: 32 hexadecimal digits.',
    note: 'An attribute rather than a span link, because collectors cannot filter the attributes of links.',
    examples: ['4bf92f3577b34da6a3ce929d0e0e4736'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_RETENTION_COPIES]: {
    type: 'int',
    brief: 'Good copies left after retention was applied.',
    examples: [30],
    stability: 'development',
  },
  [a.ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP]: {
    type: 'double',
    brief: 'Time of the oldest good copy, in seconds since the Unix epoch.',
    examples: [1780279200],
    stability: 'development',
  },
  [a.ATTR_PROCESS_EXIT_CODE]: {
    type: 'int',
    brief: 'Exit code of the program that did the work.',
    examples: [0, 1],
    stability: 'development',
  },
} as const satisfies Record<string, AttributeReference>;
