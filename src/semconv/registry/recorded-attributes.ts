import type { AttributeRow } from './attribute-row.js';

const KNOWN = { conditionallyRequired: 'If it was recorded.' } as const;

/** Attributes of facts that a run records while it is going on. */
export const RECORDED_ATTRIBUTES = {
  'backup.copy.comparison': {
    type: 'string',
    brief: 'What came of the comparison of a copy with its source.',
    examples: ['match'],
    stability: 'development',
    values: {
      match: 'The copy is what the source is.',
      mismatch: 'The copy differs from the source.',
      missing: 'There is no such copy.',
      unreachable: 'It is not known: one of the two could not be read.',
    },
    typescript: { type: 'CopyComparison', list: 'COPY_COMPARISONS' },
    on: { 'backup.copy.compared': 'required', 'backup.copy.last_compared.timestamp': 'required' },
  },
  'backup.copy.size': {
    type: 'int',
    brief: 'Size in bytes of the copy that was compared.',
    examples: [1048576],
    stability: 'development',
    on: { 'backup.copy.compared': KNOWN },
  },
  'backup.source.size': {
    type: 'int',
    brief: 'Size in bytes of the source that it was compared with.',
    examples: [1048576],
    stability: 'development',
    on: { 'backup.copy.compared': KNOWN },
  },
  'backup.prune.removing': {
    type: 'int',
    brief: 'Copies that a prune is about to remove.',
    examples: [5],
    stability: 'development',
    on: { 'backup.prune.planned': 'required' },
  },
  'backup.prune.remaining': {
    type: 'int',
    brief: 'Good copies that the prune is about to leave.',
    examples: [30],
    stability: 'development',
    on: { 'backup.prune.planned': 'required' },
  },
  'backup.log.until.timestamp': {
    type: 'double',
    brief: 'The log of the database is archived up to here, in seconds since the Unix epoch.',
    examples: [1780279200],
    stability: 'development',
    on: { 'backup.log.archived': 'required' },
  },
  'backup.log.gap.timestamp': {
    type: 'double',
    brief: 'Before here the log that was archived since this was recorded before has a gap, in seconds since the Unix epoch.',
    note: 'Nobody knows where it lies: no more can be replayed past this time by what ended before it.',
    examples: [1780279200],
    stability: 'development',
    on: { 'backup.log.archived': { conditionallyRequired: 'If the log has gaps.' } },
  },
} as const satisfies Record<string, AttributeRow>;
