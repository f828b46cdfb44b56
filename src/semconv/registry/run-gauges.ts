import type { StateGaugeRow } from './types.js';

/** State gauges that runs set. */
export const RUN_GAUGES = {
  'backup.run.last_start.timestamp': {
    constant: 'METRIC_BACKUP_LAST_START_TIMESTAMP',
    unit: 's',
    brief: 'Start of the newest run.',
    when: 'When a run starts.',
    sets: ['identity', 'slot'],
    setBy: { event: 'backup.run.started' },
  },
  'backup.run.last_end.timestamp': {
    constant: 'METRIC_BACKUP_LAST_END_TIMESTAMP',
    unit: 's',
    brief: 'End of the newest run of this outcome.',
    when: 'When a run ends.',
    sets: ['identity', 'slot', 'outcome'],
    setBy: { outcomes: ['success', 'partial', 'failure', 'timeout', 'cancelled', 'skipped'] },
  },
  'backup.run.last_failure.timestamp': {
    constant: 'METRIC_BACKUP_LAST_FAILURE_TIMESTAMP',
    unit: 's',
    brief: 'End of the newest run that failed or timed out, with what is known of the cause.',
    when: 'When a run ends.',
    note: 'A process states one for each identity, the newest; an SDK may go on exporting older ones beside it, with their own times. At most 32 different causes of one job, and then `_OTHER`.',
    sets: ['identity'],
    setBy: { outcomes: ['failure', 'timeout'] },
  },
  'backup.run.last_heartbeat.timestamp': {
    constant: 'METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP',
    unit: 's',
    brief: 'Newest sign of life of a run.',
    when: 'At each heartbeat of a run, every 10 s unless stated otherwise.',
    note: 'Says that the process lives, not that its work goes on.',
    sets: ['identity', 'slot'],
    setBy: { event: 'backup.run.heartbeat' },
  },
  'backup.run.last_progress.timestamp': {
    constant: 'METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP',
    unit: 's',
    brief: 'Newest progress of a run.',
    when: 'When a run does more work, at most once a second.',
    note: 'A job that learns only its total again and again does not move it.',
    sets: ['identity', 'slot'],
    setBy: { event: 'backup.run.progress' },
  },
  'backup.run.last_size': {
    constant: 'METRIC_BACKUP_LAST_SIZE',
    unit: 'By',
    brief: 'Artifact of the newest successful run.',
    when: 'When a run ends that said how large its artifact is.',
    sets: ['identity', 'type'],
    setBy: { outcomes: ['success'] },
  },
  'backup.run.last_duration': {
    constant: 'METRIC_BACKUP_LAST_DURATION',
    unit: 's',
    brief: 'Duration of the newest successful run.',
    when: 'When a run ends.',
    sets: ['identity', 'type'],
    setBy: { outcomes: ['success'] },
  },
} as const satisfies Record<string, StateGaugeRow>;
