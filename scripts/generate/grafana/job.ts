import { MEDIAN_SIZE, NEWEST_DURATION, NEWEST_SIZE } from '../../../src/conditions/promql/history.js';
import { LAST_SIGN, OPEN_RUN, SUCCEEDED } from '../../../src/conditions/promql/state-names.js';
import { dashboard, labelVariable } from './dashboard.js';
import { LABEL, STATES, stateOf } from './identity.js';
import { FILTER, LEGEND, NAMED } from './job-selection.js';
import { PROOFS } from './job-proofs.js';
import { alertsTable, endsOfRuns, ENVIRONMENT, KNOWN, SERVICE } from './jobs.js';
import { bars, graph, stat, timeline } from './panels.js';

export const job = dashboard({
  uid: 'backup-job',
  title: 'Backups: one job',
  description:
    'One backup job: how its runs ended, how long they took and how large they were, how far it is now, and what proves that it can be restored.',
  from: 'now-7d',
  variables: [
    ENVIRONMENT,
    SERVICE,
    labelVariable({
      name: 'backup',
      label: 'Job',
      description: 'The job to look at.',
      metric: `${KNOWN}{${LABEL.environment}=~"$environment",${LABEL.service}=~"$service"}`,
      values: LABEL.job,
      single: true,
    }),
    labelVariable({
      name: 'operation',
      label: 'Operation',
      description: 'What its runs do with backups.',
      metric: `${KNOWN}{${NAMED}}`,
      values: LABEL.operation,
    }),
    labelVariable({
      name: 'destination',
      label: 'Destination',
      description: 'Where its backups go.',
      metric: `${KNOWN}{${NAMED}}`,
      values: LABEL.destination,
    }),
  ],
  sections: [
    {
      title: 'Now',
      panels: [
        stat({
          title: 'State',
          description: 'The worst that is true of the job: an alert that fires, a run going on, or its newest success.',
          width: 6,
          unit: 'short',
          words: STATES,
          queries: [{ expr: `max(${stateOf(FILTER)})` }],
        }),
        stat({
          title: 'Last success',
          description: 'Time since the newest successful run ended.',
          width: 5,
          unit: 's',
          queries: [{ expr: `time() - max(${SUCCEEDED}{${FILTER}})` }],
        }),
        stat({
          title: 'Expected every',
          description: 'Stated time between two starts.',
          width: 4,
          unit: 's',
          queries: [{ expr: `min(backup:expected_interval_seconds:state{${FILTER}})` }],
        }),
        stat({
          title: 'Until the next start',
          description: 'Time until the next start is expected, of the newest process that stated it. Below zero it is late.',
          width: 5,
          unit: 's',
          steps: [
            { value: null, color: 'orange' },
            { value: 0, color: 'green' },
          ],
          queries: [{ expr: `max(last_over_time(backup_expected_next_start_timestamp_seconds{${FILTER}}[$__range])) - time()` }],
        }),
        stat({
          title: 'Running for',
          description: 'Time since the newest run started, while it goes on.',
          width: 4,
          unit: 's',
          queries: [{ expr: `time() - max(${OPEN_RUN}{${FILTER}})` }],
        }),
        alertsTable({ filter: FILTER, description: 'Alerts about this job that fire now.', height: 5 }),
      ],
    },
    {
      title: 'Runs',
      panels: [
        timeline({
          title: 'State',
          description: 'What was true of the job over time, one row for each operation and destination.',
          width: 12,
          unit: 'short',
          words: STATES,
          queries: [{ expr: stateOf(FILTER), label: LEGEND, interval: '1m' }],
        }),
        endsOfRuns({
          filter: FILTER,
          description:
            'Runs that ended in the interval, by outcome, shown two minutes late. Several ends of one outcome in one interval count once.',
        }),
        graph({
          title: 'Duration of successful runs',
          description: 'How long the newest successful run took, and the stated limits.',
          width: 12,
          unit: 's',
          queries: [
            {
              expr: `max by (${LABEL.operation}, ${LABEL.destination}, ${LABEL.type}, ${LABEL.environment}) (${NEWEST_DURATION}{${FILTER}})`,
              label: `${LEGEND} {{${LABEL.type}}}`,
              interval: '2m',
            },
            { expr: `max(backup:expected_max_duration_seconds:state{${FILTER}})`, label: 'stated longest', interval: '2m' },
            { expr: `min(backup:expected_min_duration_seconds:state{${FILTER}})`, label: 'stated shortest', interval: '2m' },
          ],
        }),
        graph({
          title: 'Size of successful runs',
          description: 'How large the artifact of the newest successful run was, the median of the last 31 days, and the stated smallest.',
          width: 12,
          unit: 'bytes',
          queries: [
            {
              expr: `max by (${LABEL.operation}, ${LABEL.destination}, ${LABEL.type}, ${LABEL.environment}) (${NEWEST_SIZE}{${FILTER}})`,
              label: `${LEGEND} {{${LABEL.type}}}`,
              interval: '2m',
            },
            {
              expr: `max by (${LABEL.operation}, ${LABEL.destination}, ${LABEL.type}, ${LABEL.environment}) (${MEDIAN_SIZE}{${FILTER}})`,
              label: `${LEGEND} {{${LABEL.type}}} median`,
              interval: '2m',
            },
            { expr: `min(backup:expected_min_size_bytes:state{${FILTER}})`, label: 'stated smallest', interval: '2m' },
          ],
        }),
        graph({
          title: 'Phases',
          description: 'Mean duration of each phase in the processes heard from. Of a job in a process of its own, that is its newest run.',
          width: 12,
          unit: 's',
          stack: true,
          queries: [
            {
              expr: `sum by (${LABEL.phase}) (backup_phase_duration_seconds_sum{${FILTER}}) / sum by (${LABEL.phase}) (backup_phase_duration_seconds_count{${FILTER}})`,
              label: `{{${LABEL.phase}}}`,
            },
          ],
        }),
        bars({
          title: 'Errors',
          description: 'Runs that an error ended, by its class, as counted by every process that was heard from in the time shown.',
          width: 12,
          unit: 'short',
          queries: [
            {
              expr: `sort_desc(sum by (${LABEL.errorType}) (last_over_time(backup_run_errors_total{${FILTER}}[$__range])))`,
              label: `{{${LABEL.errorType}}}`,
            },
          ],
        }),
      ],
    },
    {
      title: 'Progress',
      panels: [
        graph({
          title: 'Bytes through the job',
          description: 'Bytes a second through the byte counters of the job, while it runs.',
          width: 12,
          unit: 'Bps',
          queries: [
            {
              expr: `sum by (${LABEL.operation}, ${LABEL.destination}, ${LABEL.environment}) (rate(backup_processed_size_bytes_total{${FILTER}}[$__rate_interval]))`,
              label: LEGEND,
            },
          ],
        }),
        graph({
          title: 'Signs of life',
          description:
            'Of a run that goes on: time since its process was last heard, and since it last came further. Without progress for 30 minutes it counts as stuck.',
          width: 12,
          unit: 's',
          queries: [
            {
              expr: `time() - ${LAST_SIGN}{${FILTER}}`,
              label: `heard: ${LEGEND}`,
              interval: '1m',
            },
            {
              expr: `time() - backup:run_last_progress_timestamp_seconds:state{${FILTER}} and ${OPEN_RUN}{${FILTER}}`,
              label: `progress: ${LEGEND}`,
              interval: '1m',
            },
          ],
        }),
      ],
    },
    PROOFS,
  ],
});
