import { lastQuiet, sinceQuiet } from './quiet.js';
import type { PipelineCondition } from '../types.js';

const WHERE = 'job, instance, filter';
const QUIET = 'backup:collector_dropping_timestamp_seconds:quiet';
const DROPPED = `sum by (${WHERE}) (
  rate({__name__=~"otelcol_processor_filter_datapoints[._]filtered(_total)?"}[5m])
)`;

/** The collector keeps from a backend what it can not take. */
export const collectorDropping: PipelineCondition = {
  name: 'CollectorDropping',
  scope: 'pipeline',
  severity: 'warning',
  summary: 'Collector {{ $labels.instance }} drops metrics that its backend can not take',
  description:
    'The filter {{ $labels.filter }} of the collector at {{ $labels.instance }} drops points of metrics: of a clock that is wrong, or in a form that Prometheus refuses.',
  runbook: 'docs/runbooks/collector-dropping.md',
  holdFor: '2m',
  guide: {
    meaning:
      'A sender sends points that Prometheus refuses: their time is more than 9 min ahead or 29 min old, their metric has no letter in its name or no known temporality, or an exponential histogram is too coarse. They are dropped, so that nothing of others is lost with them.',
    risk: 'If they are those of a backup, its end may never arrive: its job looks lost, overdue or silent. Other senders are not affected.',
    check: [
      {
        say: 'How many, by which collector? What it dropped since it was started:',
        promql: '{__name__=~"otelcol_processor_filter_datapoints[._]filtered(_total)?"} > 0',
      },
      'Is the clock of a host wrong? `BackupClockSkew` names the jobs whose times arrive all the same.',
      'Which service began to send when it began? Add `backends/debug.yaml` to a collector beside this one to see what arrives.',
    ],
    act: [
      'Set the clock right, or let the service send cumulative sums: `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative`.',
      'Look at the backups of that host by hand while its points are dropped.',
    ],
    escalate: 'After a working day: to the owner of the service.',
  },
  where: ['job', 'instance', 'filter'],
  records: lastQuiet(QUIET, DROPPED, `${DROPPED} > 0`),
  promql: sinceQuiet(QUIET, `${DROPPED} > 0`),
};
