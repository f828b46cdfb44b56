import { lastQuiet, sinceQuiet } from './quiet.js';
import { signalRates } from './signal-rates.js';
import type { PipelineCondition } from '../types.js';

const WHERE = 'job, instance, exporter';
const QUIET = 'backup:collector_export_failing_timestamp_seconds:quiet';
const FAILED = `sum by (${WHERE}) (
  ${signalRates(['otelcol_exporter_send_failed', 'otelcol_exporter_enqueue_failed'])}
)`;

/** The collector cannot hand on what it took. */
export const collectorExportFailing: PipelineCondition = {
  name: 'CollectorExportFailing',
  scope: 'pipeline',
  severity: 'warning',
  summary: 'Collector {{ $labels.instance }} cannot hand on telemetry',
  description:
    'The exporter {{ $labels.exporter }} of the collector at {{ $labels.instance }} gives up data: it could not be sent, or no longer be queued.',
  runbook: 'docs/runbooks/collector-export-failing.md',
  holdFor: '2m',
  guide: {
    meaning: 'Sending failed for good (after retries, or with an answer that forbids a retry), or the queue was full.',
    risk: 'What was given up is lost to this backend. If it is Prometheus, alerts about backups may not come.',
    check: [
      {
        say: 'Which backend, which signal? What it gave up since it was started:',
        promql: '{__name__=~"otelcol_exporter_(send|enqueue)_failed_.+"} > 0',
      },
      'Look at the log of the collector: the answer of the backend stands there.',
      'Is the backend up, are the address and the credential right? 401 and 403 mean the credential, 413 a limit of size, 429 a quota.',
    ],
    act: [
      'Bring the backend back or correct the configuration.',
      'If it is the exporter to Prometheus: look at the backups of that time by hand, their ends may be missing. Services that keep running export them again by themselves.',
      'If it is one for traces only, alerts are not affected: it can wait for the morning.',
    ],
    escalate: 'After 15 minutes: to the owner of the backend.',
  },
  where: ['job', 'instance', 'exporter'],
  records: lastQuiet(QUIET, FAILED, `${FAILED} > 0`),
  promql: sinceQuiet(QUIET, `${FAILED} > 0`),
};
