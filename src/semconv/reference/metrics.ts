import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_TELEMETRY_PROBLEM,
  ATTR_BACKUP_TELEMETRY_RULE,
  ATTR_ERROR_TYPE,
  ATTR_PROCESS_EXIT_CODE,
} from '../attributes.js';
import * as m from '../metrics.js';
import type { MetricReference } from './types.js';
import { COPY, ENDING, IDENTITY, SLOTTED, TYPED } from './uses.js';

const ENDED = { ...IDENTITY, [ATTR_BACKUP_OUTCOME]: 'required' } as const;
const IN_TIER = {
  ...IDENTITY,
  [ATTR_BACKUP_RETENTION_TIER]: { conditionallyRequired: 'If retention was applied to one tier.' },
} as const;

const AT_DEFINITION = 'When the job is defined.';
const IF_STATED = 'When the job is defined, if its definition states it.';
const FILED_UNDER_COPY =
  'Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it.';

/** When each metric is recorded, and with which attributes. */
export const METRIC_REFERENCE = {
  [m.METRIC_BACKUP_RUN_DURATION]: {
    when: 'When a run ends, whatever its outcome.',
    attributes: { ...TYPED, ...ENDING },
  },
  [m.METRIC_BACKUP_RUN_ACTIVE]: {
    when: 'Raised by one when a run starts, lowered by one when it ends.',
    note: 'A process that is killed never lowers it: a run that vanished is seen by its heartbeats, not here.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_RUN_ERRORS]: {
    when: 'When a run ends as `failure` or `timeout`.',
    attributes: { ...TYPED, [ATTR_ERROR_TYPE]: 'required' },
  },
  [m.METRIC_BACKUP_RUN_ENDED]: {
    when: 'When a run ends, whatever its outcome.',
    attributes: { ...TYPED, [ATTR_BACKUP_OUTCOME]: 'required' },
  },
  [m.METRIC_BACKUP_PHASE_DURATION]: {
    when: 'When a phase ends, whatever its outcome.',
    attributes: { ...ENDED, [ATTR_BACKUP_PHASE_NAME]: 'required' },
  },
  [m.METRIC_BACKUP_ARTIFACT_SIZE]: {
    when: 'When a run ends that said how large its artifact is, whatever its outcome.',
    attributes: TYPED,
  },
  [m.METRIC_BACKUP_PROCESSED_SIZE]: {
    when: 'While a run is going on, at most once a second for each byte counter, and when it ends.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_TELEMETRY_PROBLEMS]: {
    when: 'When the instrumentation met something that it could not use as it was: wrong use, or a part of the host that failed.',
    attributes: { [ATTR_BACKUP_TELEMETRY_PROBLEM]: 'required' },
  },
  [m.METRIC_BACKUP_TELEMETRY_REDACTIONS]: {
    when: 'At each export of metrics, where telemetry passes a sanitizer.',
    note: 'Never the value that was removed. Whatever is counted here should not have been recorded in the first place.',
    attributes: { [ATTR_BACKUP_TELEMETRY_RULE]: 'required' },
  },

  [m.METRIC_BACKUP_LAST_START_TIMESTAMP]: { when: 'When a run starts.', attributes: SLOTTED },
  [m.METRIC_BACKUP_LAST_END_TIMESTAMP]: {
    when: 'When a run ends.',
    attributes: { ...SLOTTED, [ATTR_BACKUP_OUTCOME]: 'required' },
  },
  [m.METRIC_BACKUP_LAST_FAILURE_TIMESTAMP]: {
    when: 'When a run ends.',
    note: 'A process states one for each identity, the newest; an SDK may go on exporting older ones beside it, with their own times. At most 32 different causes of one job, and then `_OTHER`.',
    attributes: {
      ...IDENTITY,
      [ATTR_ERROR_TYPE]: 'required',
      [ATTR_BACKUP_PHASE_NAME]: { conditionallyRequired: 'If the error arose in a phase.' },
      [ATTR_PROCESS_EXIT_CODE]: { conditionallyRequired: 'If a program did the work and its exit code is known.' },
      [ATTR_BACKUP_ATTEMPT]: { conditionallyRequired: 'If it was stated.' },
      [ATTR_BACKUP_ATTEMPTS]: { conditionallyRequired: 'If it was stated.' },
    },
  },
  [m.METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP]: {
    when: 'At each heartbeat of a run, every 10 s unless stated otherwise.',
    note: 'Says that the process lives, not that its work goes on.',
    attributes: SLOTTED,
  },
  [m.METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP]: {
    when: 'When a run does more work, at most once a second.',
    note: 'A job that learns only its total again and again does not move it.',
    attributes: SLOTTED,
  },
  [m.METRIC_BACKUP_LAST_SIZE]: { when: 'When a run ends that said how large its artifact is.', attributes: TYPED },
  [m.METRIC_BACKUP_LAST_DURATION]: { when: 'When a run ends.', attributes: TYPED },
  [m.METRIC_BACKUP_REGISTERED_TIMESTAMP]: {
    when: AT_DEFINITION,
    note: 'Without it a job that never ran would be no series at all, and no rule could see it.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP]: {
    when: 'When the job is decommissioned. All other state gauges of the job end with it.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP]: {
    when: 'When a run or a definition of the job uses the instrumentation wrongly.',
    note: 'A receiver that does not answer, a listener or an SDK that fails is nothing of the job, and is not dated here.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_LAST_CLEAN_TIMESTAMP]: {
    when: 'When a run ends that had no problem, and neither had the definition of its job.',
    note: 'A job has a problem as long as this is older than the time of its last problem.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_EXPECTED_INTERVAL]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP]: {
    when: 'When the job is defined and when a run starts, if an interval is stated.',
    note: 'One interval after the newest start, or after the definition when the job never started.',
    attributes: IDENTITY,
  },
  [m.METRIC_BACKUP_EXPECTED_START_GRACE]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_MAX_DURATION]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_MIN_DURATION]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_MIN_SIZE]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_ATTEMPTS]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_RETRY_WITHIN]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_RPO]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_EXPECTED_RTO]: { when: IF_STATED, attributes: IDENTITY },
  [m.METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP]: {
    when: 'When a job is defined, for each destination that must hold a copy.',
    note: FILED_UNDER_COPY,
    attributes: COPY,
  },
  [m.METRIC_BACKUP_COPY_STORED_TIMESTAMP]: {
    when: 'When a run ends that named its destination.',
    note: FILED_UNDER_COPY,
    attributes: COPY,
  },
  [m.METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP]: {
    when: 'When a run ends that named its destination.',
    note: FILED_UNDER_COPY,
    attributes: COPY,
  },
  [m.METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP]: { when: 'When a run ends.', attributes: IDENTITY },
  [m.METRIC_BACKUP_RESTORE_DURATION]: { when: 'When a run ends.', attributes: IDENTITY },
  [m.METRIC_BACKUP_RETENTION_COPIES]: { when: 'When a run ends that said how many copies are left.', attributes: IN_TIER },
  [m.METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP]: {
    when: 'When a run ends that said how many copies are left and of when the oldest is.',
    attributes: IN_TIER,
  },
} as const satisfies Record<string, MetricReference>;
