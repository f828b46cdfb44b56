import { lastQuiet, sinceQuiet } from './quiet.js';
import { signalRates } from './signal-rates.js';
import type { PipelineCondition } from '../types.js';

const WHERE = 'job, instance, receiver';
const QUIET = 'backup:collector_refusing_timestamp_seconds:quiet';
const REFUSED = `sum by (${WHERE}) (
  ${signalRates(['otelcol_receiver_refused', 'otelcol_receiver_failed'])}
)`;

/** The collector does not take what is sent to it. */
export const collectorRefusing: PipelineCondition = {
  name: 'CollectorRefusing',
  scope: 'pipeline',
  severity: 'warning',
  summary: 'Collector {{ $labels.instance }} refuses telemetry',
  description:
    'The receiver {{ $labels.receiver }} of the collector at {{ $labels.instance }} refuses data. Senders try again for a while; then it is lost.',
  runbook: 'docs/runbooks/collector-refusing.md',
  holdFor: '2m',
  guide: {
    meaning: 'Data came in and was answered with an error: the memory limiter is active, a queue is full, or a processor failed.',
    risk: 'Ends of backups may never arrive. Jobs look lost, overdue or silent.',
    check: [
      {
        say: 'What is refused? What it refused since it was started:',
        promql: '{__name__=~"otelcol_receiver_(refused|failed)_.+"} > 0',
      },
      'Look at the log of the collector for the reason.',
      'Is its queue full? Then the backend behind it is the cause.',
      'Does it reach its memory limit, `OTELCOL_MEMORY_LIMIT_MIB`?',
    ],
    act: [
      'Bring the backend back, or raise memory and queue.',
      'If a sender floods it, find that sender by its service name and stop its telemetry, not its backups: `OTEL_SDK_DISABLED=true`.',
    ],
    escalate: 'After 15 minutes: to the owner of the monitoring.',
  },
  where: ['job', 'instance', 'receiver'],
  records: lastQuiet(QUIET, REFUSED, `${REFUSED} > 0`),
  promql: sinceQuiet(QUIET, `${REFUSED} > 0`),
};
