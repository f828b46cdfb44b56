import type { AttributeRow } from './attribute-row.js';
import { BYTES_COUNTED, EXIT_CODE_KNOWN, IF_PROVED } from './levels.js';

/** What the names of the gauges begin with that say what retention left, and the attributes that they take their values from. */
export const RETENTION_PREFIX = 'backup.retention.';

/** Attributes that say what one run did and what came of it. */
export const RESULT_ATTRIBUTES = {
  'backup.processed.size': {
    type: 'int',
    brief: 'Bytes that went through the byte counters of the run or the phase.',
    examples: [196608, 52428800],
    stability: 'development',
    on: { bytes: BYTES_COUNTED },
  },
  'backup.artifact.size': {
    type: 'int',
    brief: 'Size in bytes of what the run produced.',
    examples: [1048576, 734003200],
    stability: 'development',
    on: { result: 'recommended' },
    feeds: ['backup.run.last_size'],
  },
  'backup.artifact.file.count': {
    type: 'int',
    brief: 'Number of files in what the run produced.',
    examples: [1, 2048],
    stability: 'development',
    on: { result: 'recommended' },
  },
  'backup.artifact.checksum.value': {
    type: 'string',
    brief: 'Checksum of what the run produced, in hexadecimal or base64.',
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    stability: 'development',
    on: { result: 'recommended' },
  },
  'backup.artifact.checksum.algorithm': {
    type: 'string',
    brief: 'Algorithm of the checksum.',
    examples: ['sha256', 'blake3'],
    stability: 'development',
    on: { result: { conditionallyRequired: 'If and only if there is a checksum.' } },
  },
  'backup.retention.copies': {
    type: 'int',
    brief: 'Good copies left after retention was applied.',
    examples: [30],
    stability: 'development',
    on: {
      result: { conditionallyRequired: 'If the operation is `prune` and the number is known.' },
      'backup.retention.checked': 'required',
    },
  },
  'backup.retention.oldest.timestamp': {
    type: 'double',
    brief: 'Time of the oldest good copy, in seconds since the Unix epoch.',
    examples: [1780279200],
    stability: 'development',
    on: { result: 'recommended' },
  },
  'backup.retention.newest.timestamp': {
    type: 'double',
    brief: 'Time of the newest good copy, in seconds since the Unix epoch.',
    examples: [1780279200],
    stability: 'development',
    on: { result: 'recommended' },
  },
  'backup.restore.checks': {
    type: 'string[]',
    brief: 'What was checked of what was restored, and found right.',
    examples: [['rows', 'application']],
    stability: 'development',
    values: {
      rows: 'Rows were counted.',
      checksums: 'Checksums were compared.',
      application: 'The application, or a query of it, ran on what was restored.',
    },
    typescript: { type: 'RestoreCheck', list: 'RESTORE_CHECKS' },
    on: { 'span.run.end': IF_PROVED, 'backup.run.finished': IF_PROVED, 'backup.restore.tested': IF_PROVED },
  },
  'process.exit.code': {
    type: 'int',
    brief: 'Exit code of the program that did the work.',
    examples: [0, 1],
    stability: 'development',
    on: { result: EXIT_CODE_KNOWN, 'backup.run.last_failure.timestamp': EXIT_CODE_KNOWN },
  },
} as const satisfies Record<string, AttributeRow>;
