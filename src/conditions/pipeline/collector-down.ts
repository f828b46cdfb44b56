import { lastQuiet, sinceQuiet } from './quiet.js';
import type { PipelineCondition } from '../types.js';

const WHERE = 'job, instance';
const QUIET = 'backup:collector_down_timestamp_seconds:quiet';
const UP = `max by (${WHERE}) (up{job="otel-collector"})`;

/** The collector does not answer. */
export const collectorDown: PipelineCondition = {
  name: 'CollectorDown',
  scope: 'pipeline',
  severity: 'warning',
  summary: 'Collector {{ $labels.instance }} is down',
  description: 'Prometheus cannot scrape the collector at {{ $labels.instance }}. Telemetry of backups may not arrive.',
  runbook: 'docs/runbooks/collector-down.md',
  holdFor: '2m',
  guide: {
    meaning: 'The metrics endpoint of the collector has not answered for two minutes.',
    risk: 'Backups go on, but nobody sees them. Services that keep running export their state when it is back; a short job that ends meanwhile looks lost.',
    check: [
      { say: 'Does it answer?', sh: 'curl -fsS http://COLLECTOR:13133/ && curl -fsS http://COLLECTOR:8888/metrics | head' },
      'Does its process run? Why did it end: its log, out of memory, a wrong configuration? `otelcol validate` with its arguments says what is wrong.',
      { say: 'Is another one up that takes the load?', promql: 'up{job="otel-collector"}' },
    ],
    act: [
      'Start it again, with the same queue folder: what it had accepted is sent then.',
      'If it does not start, send the services to another one: `OTEL_EXPORTER_OTLP_ENDPOINT`.',
      'While none is up, look at running backups by hand: an end that cannot be sent is lost when its process ends.',
    ],
    escalate: 'After 15 minutes: to the owner of the monitoring.',
  },
  where: ['job', 'instance'],
  records: lastQuiet(QUIET, UP, `${UP} == 0`),
  promql: sinceQuiet(QUIET, `${UP} == 0`),
};
