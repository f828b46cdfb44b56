import * as a from '../attributes.js';
import * as e from '../events.js';
import type { AttributeUses, EventReference } from './types.js';
import { IDENTITY, JOB, PHASE_ENDING, RUN, RUN_ENDING, SUCCESS } from './uses.js';

const EVENT = { [a.ATTR_BACKUP_EVENT_ID]: 'required', [a.ATTR_BACKUP_EVENT_SEQUENCE]: 'required' } as const satisfies AttributeUses;
const FACT = { ...EVENT, ...RUN, ...SUCCESS, [a.ATTR_BACKUP_DURATION]: 'required' } as const satisfies AttributeUses;
const EXPECTED = { conditionallyRequired: 'If the definition states it.' } as const;
const EXPECTATIONS = {
  [a.ATTR_BACKUP_EXPECTED_INTERVAL]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_START_GRACE]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_MAX_DURATION]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_MIN_DURATION]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_MIN_SIZE]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_ATTEMPTS]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_RETRY_WITHIN]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_RPO]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_RTO]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_DESTINATIONS]: EXPECTED,
  [a.ATTR_BACKUP_EXPECTED_REGIONS]: { conditionallyRequired: 'If and only if destinations are stated.' },
} as const satisfies AttributeUses;
const FOLLOWS_FINISHED = 'It follows the finished event of the run and carries what that carries.';

/** When each event is emitted, and with which attributes. */
export const EVENT_REFERENCE = {
  [e.EVENT_BACKUP_JOB_DEFINED]: {
    brief: 'A job was defined in a process: it is known from now on, even if it never runs.',
    when: 'Once for each definition, at the latest when an SDK is registered.',
    severity: 'INFO',
    attributes: {
      ...EVENT,
      ...JOB,
      ...EXPECTATIONS,
    },
  },
  [e.EVENT_BACKUP_JOB_DECOMMISSIONED]: {
    brief: 'A job was taken out of service on purpose: its absence is no longer a problem.',
    when: 'When the job is decommissioned.',
    note: 'It carries what its definition states, so that a receiver knows which copies go with it.',
    severity: 'INFO',
    attributes: { ...EVENT, ...JOB, ...EXPECTATIONS },
  },
  [e.EVENT_BACKUP_RUN_STARTED]: {
    brief: 'A run began.',
    when: 'When a run starts, before its work.',
    severity: 'INFO',
    attributes: { ...EVENT, ...RUN },
  },
  [e.EVENT_BACKUP_RUN_PROGRESS]: {
    brief: 'A run did more work.',
    when: 'When bytes or files were done, at most once a second for the run and for each of its phases, and for what is left when they end.',
    severity: 'INFO',
    attributes: {
      ...EVENT,
      ...RUN,
      [a.ATTR_BACKUP_PHASE_NAME]: { conditionallyRequired: 'If a phase tells its progress.' },
      [a.ATTR_BACKUP_PROGRESS_DONE_SIZE]: 'recommended',
      [a.ATTR_BACKUP_PROGRESS_TOTAL_SIZE]: 'recommended',
      [a.ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT]: 'recommended',
      [a.ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT]: 'recommended',
    },
  },
  [e.EVENT_BACKUP_RUN_HEARTBEAT]: {
    brief: 'The process of a run is alive.',
    when: 'Every 10 s while a run is going on, unless stated otherwise.',
    note: 'It says nothing about the work: a run that hangs still has a heartbeat, but no progress.',
    severity: 'INFO',
    attributes: { ...EVENT, ...RUN },
  },
  [e.EVENT_BACKUP_RUN_DEADLINE_EXCEEDED]: {
    brief: 'A run passed its time limit. It was told to stop and may still be stopping.',
    when: 'Once, at the moment the limit passes.',
    severity: 'WARN',
    attributes: { ...EVENT, ...RUN },
  },
  [e.EVENT_BACKUP_PHASE_FINISHED]: {
    brief: 'A phase of a run ended.',
    when: 'When a phase ends, whatever its outcome.',
    severity: 'outcome',
    attributes: {
      ...EVENT,
      ...RUN,
      ...PHASE_ENDING,
      [a.ATTR_BACKUP_PHASE_NAME]: 'required',
      [a.ATTR_BACKUP_DURATION]: 'required',
    },
  },
  [e.EVENT_BACKUP_RUN_FINISHED]: {
    brief: 'A run ended.',
    when: 'Exactly once for each run that gets to its end, whatever its outcome.',
    note: 'A process that is killed does not get there: its run is known by a start without an end and by heartbeats that stop.',
    severity: 'outcome',
    attributes: {
      ...EVENT,
      ...RUN,
      ...RUN_ENDING,
      [a.ATTR_BACKUP_PHASE_NAME]: { conditionallyRequired: 'If the outcome is `failure` or `timeout` and the error arose in a phase.' },
      [a.ATTR_BACKUP_DURATION]: 'required',
    },
  },
  [e.EVENT_BACKUP_PROBLEM_FOUND]: {
    brief: 'Part of what a job says of itself was not understood, such as a misspelt option.',
    when: 'When a run or a definition uses the instrumentation wrongly, at most once a second for each.',
    note: 'A run that ends with `none` had none: then the job has none any more.',
    severity: 'INFO',
    attributes: { ...EVENT, ...IDENTITY, [a.ATTR_BACKUP_TELEMETRY_PROBLEM]: 'required' },
  },
  [e.EVENT_BACKUP_COPY_STORED]: {
    brief: 'Fact: a destination now holds a good copy.',
    when: 'When a run succeeded that named its destination.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    attributes: { ...FACT, [a.ATTR_BACKUP_DESTINATION_NAME]: 'required' },
  },
  [e.EVENT_BACKUP_COPY_VERIFIED]: {
    brief: 'Fact: a copy was read back and found complete.',
    when: 'When a run succeeded that named its destination.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    attributes: { ...FACT, [a.ATTR_BACKUP_DESTINATION_NAME]: 'required' },
  },
  [e.EVENT_BACKUP_RESTORE_TESTED]: {
    brief: 'Fact: a backup was restored, in the stated time.',
    when: 'When a run succeeded.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    attributes: FACT,
  },
  [e.EVENT_BACKUP_RETENTION_CHECKED]: {
    brief: 'Fact: retention was applied; so many good copies are left.',
    when: 'When a run succeeded that said how many copies are left.',
    note: FOLLOWS_FINISHED,
    severity: 'INFO',
    attributes: { ...FACT, [a.ATTR_BACKUP_RETENTION_COPIES]: 'required' },
  },
} as const satisfies Record<string, EventReference>;

/** Severity text of an event whose severity the outcome decides. */
export const SEVERITY_OF_OUTCOME = {
  success: 'INFO',
  partial: 'WARN',
  failure: 'ERROR',
  timeout: 'ERROR',
  cancelled: 'WARN',
  skipped: 'INFO',
} as const;
