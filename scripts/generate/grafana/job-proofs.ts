import { SUCCEEDED } from '../../../src/conditions/promql/state-names.js';
import { LEGEND, PLACED } from './job-selection.js';
import { graph, stat, table } from './panels.js';
import { LABEL } from './identity.js';

/** The newest thing a process said in the time that is shown. */
const lately = (metric: string, by = `${LABEL.environment}, ${LABEL.service}, ${LABEL.destination}`) =>
  `max by (${by}) (last_over_time(${metric}{${PLACED}}[$__range]))`;

/** What proves that a job can be restored. */
export const PROOFS = {
  title: 'Can it be restored',
  panels: [
    table({
      title: 'Copies',
      description:
        'Each destination that must hold a copy or holds one: age of its newest good copy, and of the newest one that was verified. No age: there is none.',
      width: 12,
      height: 8,
      unit: 's',
      labels: { [LABEL.destination]: 'Destination', [LABEL.service]: 'Service', [LABEL.environment]: 'Environment' },
      queries: [
        { expr: `${lately('backup_copy_registered_timestamp_seconds')} * 0 + 1`, label: 'Required', unit: 'bool_yes_no' },
        { expr: `time() - ${lately('backup_copy_last_stored_timestamp_seconds')}`, label: 'Stored' },
        { expr: `time() - ${lately('backup_copy_last_verified_timestamp_seconds')}`, label: 'Verified' },
      ],
    }),
    stat({
      title: 'Newest restore',
      description: 'Time since a restore of this job last succeeded.',
      width: 4,
      height: 8,
      unit: 's',
      queries: [{ expr: `time() - max(last_over_time(backup_restore_last_success_timestamp_seconds{${PLACED}}[$__range]))` }],
    }),
    stat({
      title: 'Restore takes',
      description: 'Duration of the newest successful restore, and what was stated it may take.',
      width: 4,
      height: 8,
      unit: 's',
      queries: [
        { expr: `max(last_over_time(backup_restore_last_duration_seconds{${PLACED}}[$__range]))`, label: 'took' },
        { expr: `min(last_over_time(backup_expected_rto_seconds{${PLACED}}[$__range]))`, label: 'may take' },
      ],
    }),
    stat({
      title: 'Copies kept',
      description: 'Good copies left after retention was last applied.',
      width: 4,
      height: 4,
      unit: 'short',
      steps: [
        { value: null, color: 'red' },
        { value: 1, color: 'green' },
      ],
      queries: [{ expr: `min(last_over_time(backup_retention_copies{${PLACED}}[$__range]))` }],
    }),
    stat({
      title: 'Reaches back',
      description: 'Age of the oldest good copy.',
      width: 4,
      height: 4,
      unit: 's',
      queries: [{ expr: `time() - min(last_over_time(backup_retention_oldest_timestamp_seconds{${PLACED}}[$__range]))` }],
    }),
    graph({
      title: 'Age of the newest good backup',
      description: 'How much would be lost if everything else were gone, and how much was stated may be lost.',
      width: 24,
      unit: 's',
      queries: [
        {
          expr: `time() - ${SUCCEEDED}{${PLACED},${LABEL.operation}="backup"}`,
          label: LEGEND,
          interval: '1m',
        },
        { expr: `min(last_over_time(backup_expected_rpo_seconds{${PLACED}}[$__range]))`, label: 'may be lost', interval: '1m' },
      ],
    }),
  ],
};
