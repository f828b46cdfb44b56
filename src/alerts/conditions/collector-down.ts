import { lastQuiet, sinceQuiet } from './quiet.js';
import type { PathCondition } from './types.js';

const WHERE = 'job, instance';
const QUIET = 'backup:collector_down_timestamp_seconds:quiet';
const UP = `max by (${WHERE}) (up{job="otel-collector"})`;

/** The collector does not answer. */
export const collectorDown: PathCondition = {
  name: 'CollectorDown',
  scope: 'path',
  severity: 'warning',
  summary: 'Collector {{ $labels.instance }} is down',
  description: 'Prometheus cannot scrape the collector at {{ $labels.instance }}. Telemetry of backups may not arrive.',
  runbook: 'docs/runbooks/collector-down.md',
  holdFor: '2m',
  guide: {
    meaning: 'The metrics endpoint of the collector has not answered for two minutes.',
    risk: 'Senders keep their telemetry for a while. A job that ends meanwhile is told late, or looks lost.',
    check: [
      'Does its process run? Why did it end: its log, out of memory, a wrong configuration?',
      'Is only its metrics port unreachable?',
    ],
    act: ['Start it again. What was in its persistent queue is sent then.'],
    escalate: 'After 15 minutes: to the owner of the monitoring.',
  },
  where: ['job', 'instance'],
  records: lastQuiet(QUIET, UP, `${UP} == 0`),
  promql: sinceQuiet(QUIET, `${UP} == 0`),
};
