import type { AttributeRow } from './attribute-row.js';
import { EXPECTED } from './levels.js';

/** What the name of each expectation begins with. */
export const EXPECTED_PREFIX = 'backup.expected.';

/** Attributes that say what the definition of a job states. The numbers among them have the names of the state gauges that they set. */
export const DEFINITION_ATTRIBUTES = {
  'backup.expected.interval': {
    type: 'double',
    brief: 'Stated time between two starts, in seconds.',
    examples: [86400],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.start_grace': {
    type: 'double',
    brief: 'Stated tolerance for a late start, in seconds.',
    examples: [1800],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.max_duration': {
    type: 'double',
    brief: 'Stated longest normal duration, in seconds.',
    examples: [7200],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.min_duration': {
    type: 'double',
    brief: 'Stated shortest plausible duration, in seconds.',
    examples: [30],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.min_size': {
    type: 'int',
    brief: 'Stated smallest plausible artifact, in bytes.',
    examples: [1000000],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.attempts': {
    type: 'int',
    brief: 'Stated number of tries of a run.',
    examples: [3],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.retry_within': {
    type: 'double',
    brief: 'Stated time within which a failed try is followed by the next, in seconds.',
    examples: [900],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.rpo': {
    type: 'double',
    brief: 'Stated recovery point objective, in seconds: at most so much time may be lost.',
    examples: [3600],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.rto': {
    type: 'double',
    brief: 'Stated recovery time objective, in seconds: a restore may take so long.',
    examples: [14400],
    stability: 'development',
    on: { definition: EXPECTED },
  },
  'backup.expected.destinations': {
    type: 'string[]',
    brief: 'Destinations that must hold a copy of every backup.',
    examples: [['s3-eu', 's3-us']],
    stability: 'development',
    isName: true,
    on: { definition: EXPECTED },
  },
  'backup.expected.regions': {
    type: 'string[]',
    brief: 'Regions of these destinations, at the same indexes; an empty string where none was stated.',
    examples: [['eu-central-1', 'us-east-1']],
    stability: 'development',
    isName: true,
    on: { definition: { conditionallyRequired: 'If and only if destinations are stated.' } },
  },
} as const satisfies Record<string, AttributeRow>;
