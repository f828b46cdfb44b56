import { lastQuiet, sinceQuiet } from './quiet.js';
import type { PipelineCondition } from '../types.js';

const WHERE = 'job, instance';
const QUIET = 'backup:alerts_not_delivered_timestamp_seconds:quiet';
// Alertmanager says which receiver failed when it is started with the feature `receiver-name-in-metrics`; without it, all count.
const FAILED = `sum by (${WHERE}) (
  rate({__name__=~"alertmanager_notifications_failed_total|backup_telemetry_gateway_lost_alerts_total",receiver_name=~"ws-155|"}[5m])
)`;

/** Alerts do not get through to WS-155. Alertmanager delivers this one to the fallback. */
export const backupAlertsNotDelivered: PipelineCondition = {
  name: 'BackupAlertsNotDelivered',
  scope: 'pipeline',
  severity: 'critical',
  summary: 'Alerts about backups do not reach WS-155',
  description:
    '{{ $labels.job }} at {{ $labels.instance }} cannot hand on alerts: the gateway or WS-155 does not answer, or refuses them for good.',
  runbook: 'docs/runbooks/backup-alerts-not-delivered.md',
  holdFor: '1m',
  guide: {
    meaning:
      'For a minute Alertmanager has failed to notify WS-155, or the gateway got alerts that WS-155 and the fallback both refused for good.',
    risk: 'A backup that fails now reaches nobody. Alertmanager keeps trying; what WS-155 refuses for good is not tried again.',
    check: [
      {
        say: 'Does the gateway run, what does it lack, and what does WS-155 answer?',
        sh: 'curl -sS http://GATEWAY:9155/readyz; curl -sS http://GATEWAY:9155/metrics',
      },
      { say: 'What waits in Alertmanager?', sh: 'amtool alert query --alertmanager.url=http://ALERTMANAGER:9093' },
      'Does WS-155 run, and does it know the secret that the gateway signs with? 401 in the log of the gateway means that it does not.',
      'Does Alertmanager have the token that the gateway expects?',
    ],
    act: [
      'Act on the alerts that Alertmanager shows, by hand, the critical ones first. Nobody else has been notified.',
      'Bring back the part that is down, or correct the secret or token. What waits is delivered by itself, once.',
      'What WS-155 refused for good (400, 410, 413 or 422) is in the log of the gateway: it does not come again.',
    ],
    escalate: 'At once: to the owner of WS-155 and to whoever is on duty for backups.',
  },
  where: ['job', 'instance'],
  records: lastQuiet(QUIET, FAILED, `${FAILED} > 0`),
  promql: sinceQuiet(QUIET, `${FAILED} > 0`),
};
