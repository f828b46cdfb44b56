import { MEDIAN_SIZE, NEWEST_DURATION, NEWEST_SIZE } from '../../../src/conditions/promql/history.js';
import { OPEN_RUN, SUCCEEDED } from '../../../src/conditions/promql/state-names.js';
import { dashboard } from './dashboard.js';
import { JOB_COLUMNS, JOB_LEGEND, LABEL, STATES, perJob, stateOf } from './identity.js';
import { alertsTable, endsOfRuns, ENVIRONMENT, KNOWN, SERVICE } from './jobs.js';
import { bars, graph, stat, table, upTo } from './panels.js';

const FILTER = `${LABEL.environment}=~"$environment",${LABEL.service}=~"$service"`;
const SUCCESS = `${SUCCEEDED}{${FILTER}}`;
const INTERVAL = `backup:expected_interval_seconds:state{${FILTER}}`;

const firing = (alerts: string) => `count(ALERTS{alertstate="firing",alertname=~"${alerts}",${FILTER}}) or vector(0)`;

const JOB_LINK =
  '/d/backup-job?${datasource:queryparam}&var-environment=${__data.fields.Environment}&var-service=${__data.fields.Service}' +
  '&var-backup=${__data.fields.Job}';

export const fleet = dashboard({
  uid: 'backup-fleet',
  title: 'Backups: fleet',
  description: 'All backup jobs: which are in trouble, how old the newest good backup of each is, how large they are.',
  from: 'now-24h',
  variables: [ENVIRONMENT, SERVICE],
  sections: [
    {
      title: 'Now',
      panels: [
        stat({
          title: 'Jobs',
          description: 'Jobs that were defined or ran, and are not decommissioned.',
          width: 4,
          unit: 'short',
          queries: [{ expr: `count(${KNOWN}{${FILTER}}) or vector(0)` }],
        }),
        stat({
          title: 'Failed',
          description: 'Jobs whose newest failure or timeout is newer than their newest success.',
          width: 4,
          unit: 'short',
          steps: upTo(1),
          queries: [{ expr: firing('BackupJobFailed') }],
        }),
        stat({
          title: 'Overdue or vanished',
          description: 'Jobs that did not start when they should have, were lost while running, or are not heard of at all.',
          width: 4,
          unit: 'short',
          steps: upTo(1),
          queries: [{ expr: firing('BackupOverdue|BackupProcessLost|BackupTelemetryAbsent') }],
        }),
        stat({
          title: 'Never succeeded',
          description: 'Jobs that are known and have no successful run, running or not.',
          width: 4,
          unit: 'short',
          steps: upTo(1),
          queries: [{ expr: `count(${KNOWN}{${FILTER}} unless ${SUCCESS}) or vector(0)` }],
        }),
        stat({
          title: 'Doubtful',
          description:
            'Warnings about what a job produced or how it runs: incomplete, too small, unusual in size, too fast, slow or stuck.',
          width: 4,
          unit: 'short',
          steps: [
            { value: null, color: 'green' },
            { value: 1, color: 'orange' },
          ],
          queries: [{ expr: firing('BackupPartial|BackupTooSmall|BackupSizeAnomaly|BackupTooFast|BackupRunningLong|BackupStalled') }],
        }),
        stat({
          title: 'Running',
          description: 'Runs that started and did not end yet.',
          width: 4,
          unit: 'short',
          queries: [{ expr: `count(${OPEN_RUN}{${FILTER}}) or vector(0)` }],
        }),
        table({
          title: 'Jobs',
          description:
            'The state of each job, the worst first. "Age in intervals" is the age of the newest success, divided by the stated time between starts: above 1 a backup is missing. A click on a job opens it.',
          width: 24,
          height: 12,
          unit: 'short',
          labels: JOB_COLUMNS,
          sortBy: 'State',
          columns: { State: { words: STATES }, 'Age in intervals': { steps: upTo(1.1, 2) } },
          links: [{ column: 'Job', title: 'Open this job', url: JOB_LINK }],
          queries: [
            { expr: stateOf(FILTER), label: 'State' },
            { expr: `time() - ${SUCCESS}`, label: 'Last success', unit: 's' },
            { expr: INTERVAL, label: 'Expected every', unit: 's' },
            { expr: `(time() - ${SUCCESS}) / ${INTERVAL}`, label: 'Age in intervals' },
            { expr: perJob(`${NEWEST_DURATION}{${FILTER}}`), label: 'Last duration', unit: 's' },
            { expr: perJob(`${NEWEST_SIZE}{${FILTER}}`), label: 'Last size', unit: 'bytes' },
          ],
        }),
        alertsTable({ filter: `${LABEL.job}!="",${FILTER}`, description: 'Every alert about a job that fires now.', height: 7 }),
      ],
    },
    {
      title: 'Over time',
      panels: [
        endsOfRuns({
          filter: FILTER,
          description:
            'Jobs that ended a run in the interval, by outcome, shown two minutes late. Several ends of one job and outcome in one interval count once.',
        }),
        graph({
          title: 'Alerts firing',
          description: 'Alerts about jobs, by name.',
          width: 12,
          unit: 'short',
          style: 'bars',
          stack: true,
          queries: [
            {
              expr: `count by (alertname) (ALERTS{alertstate="firing",${LABEL.job}!="",${FILTER}})`,
              label: '{{alertname}}',
              interval: '1m',
            },
          ],
        }),
        bars({
          title: 'Oldest newest success',
          description: 'The twenty jobs whose newest good backup is oldest: what would be lost if everything else were gone.',
          width: 12,
          height: 10,
          unit: 's',
          queries: [{ expr: `sort_desc(topk(20, time() - ${SUCCESS}))`, label: JOB_LEGEND }],
        }),
        bars({
          title: 'Size against the usual',
          description:
            'The newest size divided by the median of the last 31 days, the twenty farthest below first. 1 is as usual; needs five successes that said their size.',
          width: 12,
          height: 10,
          unit: 'percentunit',
          steps: [
            { value: null, color: 'red' },
            { value: 0.5, color: 'green' },
            { value: 2, color: 'orange' },
          ],
          queries: [
            {
              expr: `sort(bottomk(20, ${perJob(`${NEWEST_SIZE}{${FILTER}} / ${MEDIAN_SIZE}{${FILTER}}`)}))`,
              label: JOB_LEGEND,
            },
          ],
        }),
        graph({
          title: 'Sizes',
          description: 'Size of the newest successful backup of each job.',
          width: 24,
          unit: 'bytes',
          queries: [{ expr: perJob(`${NEWEST_SIZE}{${FILTER}}`), label: JOB_LEGEND, interval: '5m' }],
        }),
      ],
    },
  ],
});
