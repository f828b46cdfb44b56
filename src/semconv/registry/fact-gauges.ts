import type { StateGaugeRow } from './types.js';

const FILED_UNDER_COPY =
  'Filed under the operation `copy`: a copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it.';

/** State gauges that the success of a run proves. */
export const FACT_GAUGES = {
  'backup.copy.last_stored.timestamp': {
    constant: 'METRIC_BACKUP_COPY_STORED_TIMESTAMP',
    unit: 's',
    brief: 'Newest good copy at the destination.',
    when: 'When a run ends that named its destination.',
    note: FILED_UNDER_COPY,
    sets: ['identity', 'copy'],
    setBy: { fact: 'backup.copy.stored' },
  },
  'backup.copy.last_verified.timestamp': {
    constant: 'METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP',
    unit: 's',
    brief: 'Newest verification of a copy at the destination.',
    when: 'When a run ends that named its destination.',
    note: FILED_UNDER_COPY,
    sets: ['identity', 'copy'],
    setBy: { fact: 'backup.copy.verified' },
  },
  'backup.restore.last_success.timestamp': {
    constant: 'METRIC_BACKUP_RESTORE_SUCCESS_TIMESTAMP',
    unit: 's',
    brief: 'Newest successful restore.',
    when: 'When a run ends.',
    sets: ['identity'],
    setBy: { fact: 'backup.restore.tested' },
  },
  'backup.restore.last_duration': {
    constant: 'METRIC_BACKUP_RESTORE_DURATION',
    unit: 's',
    brief: 'Duration of the newest successful restore.',
    when: 'When a run ends.',
    sets: ['identity'],
    setBy: { fact: 'backup.restore.tested' },
  },
  'backup.retention.copies': {
    constant: 'METRIC_BACKUP_RETENTION_COPIES',
    unit: '{copy}',
    brief: 'Good copies kept.',
    when: 'When a run ends that said how many copies are left.',
    sets: ['identity'],
    setBy: { fact: 'backup.retention.checked' },
  },
  'backup.retention.oldest.timestamp': {
    constant: 'METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP',
    unit: 's',
    brief: 'Oldest good copy kept.',
    when: 'When a run ends that said how many copies are left and of when the oldest is.',
    sets: ['identity'],
    setBy: { fact: 'backup.retention.checked' },
  },
} as const satisfies Record<string, StateGaugeRow>;
