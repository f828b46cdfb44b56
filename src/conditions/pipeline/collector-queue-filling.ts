import { lastQuiet, sinceQuiet } from './quiet.js';
import type { PipelineCondition } from '../types.js';

const WHERE = 'job, instance, exporter';
const QUIET = 'backup:collector_queue_filling_timestamp_seconds:quiet';
const FILLED = `max by (${WHERE}) (otelcol_exporter_queue_size)
/ max by (${WHERE}) (otelcol_exporter_queue_capacity)`;

/** What waits in the collector grows towards what may wait. */
export const collectorQueueFilling: PipelineCondition = {
  name: 'CollectorQueueFilling',
  scope: 'pipeline',
  severity: 'warning',
  summary: 'A queue of collector {{ $labels.instance }} fills up',
  description:
    'The queue of the exporter {{ $labels.exporter }} at {{ $labels.instance }} is more than half full. When it is full, data is lost.',
  runbook: 'docs/runbooks/collector-queue-filling.md',
  threshold: { byDefault: 'half of the capacity of the queue, for two minutes' },
  holdFor: '2m',
  guide: {
    meaning: 'The backend takes less than arrives. Nothing is lost yet; it is late.',
    risk: 'Alerts come late by as much as waits in the queue, and not at all once it is full.',
    check: [
      {
        say: 'How full, and how fast?',
        promql: 'max by (instance, exporter) (otelcol_exporter_queue_size) / max by (instance, exporter) (otelcol_exporter_queue_capacity)',
      },
      'Is the backend slow or down? The log of the collector says how it answers.',
      {
        say: 'Did the load jump? By the kind of signal, since it was started; look at the graph:',
        promql: '{__name__=~"otelcol_receiver_accepted_.+"}',
      },
    ],
    act: [
      'Bring the backend back; the queue drains by itself, the oldest first.',
      'If the load is the reason, give the exporter more consumers or a larger queue.',
      'While the queue of Prometheus is long, alerts are as late as its oldest item: look at running backups by hand.',
    ],
    escalate: 'When it passes 90 %: to the owner of the backend.',
  },
  where: ['job', 'instance', 'exporter'],
  records: lastQuiet(QUIET, `(${FILLED})`, `${FILLED} > 0.5`),
  promql: sinceQuiet(QUIET, `${FILLED} > 0.5`),
};
