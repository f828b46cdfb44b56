import type { StateGaugeRow } from './types.js';

const AT_DEFINITION = 'When the job is defined.';
const IF_STATED = 'When the job is defined, if its definition states it.';
const FILED_UNDER_COPY =
  'Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it.';

/** State gauges that definitions set, and those of problems with the telemetry of a job. */
export const DEFINITION_GAUGES = {
  'backup.job.registered.timestamp': {
    constant: 'METRIC_BACKUP_REGISTERED_TIMESTAMP',
    unit: 's',
    brief: 'Definition of the job in this process.',
    when: AT_DEFINITION,
    note: 'Without it a job that never ran would be no series at all, and no rule could see it.',
    sets: ['identity'],
  },
  'backup.job.decommissioned.timestamp': {
    constant: 'METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP',
    unit: 's',
    brief: 'Decommissioning of the job.',
    when: 'When the job is decommissioned. All other state gauges of the job end with it.',
    sets: ['identity'],
  },
  'backup.telemetry.last_problem.timestamp': {
    constant: 'METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP',
    unit: 's',
    brief: 'Newest problem of the job with its telemetry.',
    when: 'When a run or a definition of the job uses the instrumentation wrongly.',
    note: 'A receiver that does not answer, a listener or an SDK that fails is nothing of the job, and is not dated here.',
    sets: ['identity'],
    setBy: { event: 'backup.problem.found' },
  },
  'backup.telemetry.last_clean.timestamp': {
    constant: 'METRIC_BACKUP_LAST_CLEAN_TIMESTAMP',
    unit: 's',
    brief: 'End of the newest run without such a problem.',
    when: 'When a run ends that had no problem, and neither had the definition of its job.',
    note: 'A job has a problem as long as this is older than the time of its last problem.',
    sets: ['identity'],
  },
  'backup.expected.interval': {
    constant: 'METRIC_BACKUP_EXPECTED_INTERVAL',
    unit: 's',
    brief: 'Stated time between starts.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.next_start.timestamp': {
    constant: 'METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP',
    unit: 's',
    brief: 'Next expected start.',
    when: 'When the job is defined and when a run starts, if an interval is stated.',
    note: 'One interval after the newest start, or after the definition when the job never started.',
    sets: ['identity'],
  },
  'backup.expected.start_grace': {
    constant: 'METRIC_BACKUP_EXPECTED_START_GRACE',
    unit: 's',
    brief: 'Stated tolerance for a late start.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.max_duration': {
    constant: 'METRIC_BACKUP_EXPECTED_MAX_DURATION',
    unit: 's',
    brief: 'Stated longest normal duration.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.min_duration': {
    constant: 'METRIC_BACKUP_EXPECTED_MIN_DURATION',
    unit: 's',
    brief: 'Stated shortest plausible duration.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.min_size': {
    constant: 'METRIC_BACKUP_EXPECTED_MIN_SIZE',
    unit: 'By',
    brief: 'Stated smallest plausible artifact.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.attempts': {
    constant: 'METRIC_BACKUP_EXPECTED_ATTEMPTS',
    unit: '{attempt}',
    brief: 'Stated number of tries of a run.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.retry_within': {
    constant: 'METRIC_BACKUP_EXPECTED_RETRY_WITHIN',
    unit: 's',
    brief: 'Stated time within which a failed try is followed by the next.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.rpo': {
    constant: 'METRIC_BACKUP_EXPECTED_RPO',
    unit: 's',
    brief: 'Stated recovery point objective.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.expected.rto': {
    constant: 'METRIC_BACKUP_EXPECTED_RTO',
    unit: 's',
    brief: 'Stated recovery time objective.',
    when: IF_STATED,
    sets: ['identity'],
  },
  'backup.copy.registered.timestamp': {
    constant: 'METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP',
    unit: 's',
    brief: 'Statement that the destination must hold a copy.',
    when: 'When a job is defined, for each destination that must hold a copy.',
    note: FILED_UNDER_COPY,
    sets: ['identity', 'copy'],
  },
} as const satisfies Record<string, StateGaugeRow>;
