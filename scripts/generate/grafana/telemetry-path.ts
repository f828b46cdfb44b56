import { SEEN } from '../../../src/conditions/promql/state-names.js';
import { dashboard } from './dashboard.js';
import { from, graph, stat, table, upTo } from './panels.js';
import { LABEL } from './identity.js';

const SIGNALS = { spans: 'spans', metric_points: 'metric points', log_records: 'events' };

/** One query for each signal: in one, two counters with the same labels would meet. Collectors of other builds end the names in `_total`. */
const perSignal = (metric: string, by: string, said = '') =>
  Object.entries(SIGNALS).map(([signal, word]) => ({
    expr: `sum by (${by}) (rate({__name__=~"${metric}_${signal}(_total)?"}[$__rate_interval]))`,
    label: [`{{${by}}}`, said, word].filter(Boolean).join(' '),
  }));

const up = (name: string) => `sum(up{job="${name}"}) or vector(0)`;

export const telemetryPath = dashboard({
  uid: 'backup-telemetry-path',
  title: 'Backups: telemetry path',
  description:
    'Whether what is known about backups can be believed: the telemetry pipeline through the collector, and the alert pipeline to WS-155.',
  from: 'now-6h',
  variables: [],
  sections: [
    {
      title: 'Now',
      panels: [
        stat({
          title: 'Collectors up',
          description: 'Collectors that Prometheus can read. Without one, no backup is heard of.',
          width: 4,
          unit: 'short',
          steps: from(1),
          queries: [{ expr: up('otel-collector') }],
        }),
        stat({
          title: 'Alertmanagers up',
          description: 'Alertmanagers that Prometheus can read. Without one, no alert leaves.',
          width: 4,
          unit: 'short',
          steps: from(1),
          queries: [{ expr: up('alertmanager') }],
        }),
        stat({
          title: 'Gateways up',
          description: 'Gateways to WS-155 that Prometheus can read.',
          width: 4,
          unit: 'short',
          steps: from(1),
          queries: [{ expr: up('backup-gateway') }],
        }),
        stat({
          title: 'Fullest queue',
          description: 'Share of the fullest exporter queue of any collector that is taken. A full one refuses telemetry.',
          width: 4,
          unit: 'percentunit',
          steps: upTo(0.5, 0.9),
          queries: [{ expr: 'max(otelcol_exporter_queue_size / otelcol_exporter_queue_capacity)' }],
        }),
        stat({
          title: 'Alerts lost for good',
          description: 'Alerts in the time shown that WS-155 refused for good and the fallback did not take either.',
          width: 4,
          unit: 'short',
          steps: upTo(1),
          queries: [{ expr: 'sum(increase(backup_telemetry_gateway_lost_alerts_total[$__range]))' }],
        }),
        stat({
          title: 'Secrets removed',
          description:
            'Values and keys that sanitizers removed, by all processes heard from in the time shown. The code that recorded them should be fixed.',
          width: 4,
          unit: 'short',
          steps: [
            { value: null, color: 'green' },
            { value: 1, color: 'orange' },
          ],
          queries: [{ expr: 'sum(last_over_time(backup_telemetry_redactions_total[$__range])) or vector(0)' }],
        }),
      ],
    },
    {
      title: 'Telemetry',
      panels: [
        graph({
          title: 'Taken in',
          description: 'What the collector accepted from services, a second.',
          width: 12,
          unit: 'cps',
          queries: perSignal('otelcol_receiver_accepted', 'receiver'),
        }),
        graph({
          title: 'Refused',
          description: 'What the collector refused or failed to take in, a second. Senders try again for a while.',
          width: 12,
          unit: 'cps',
          queries: [
            ...perSignal('otelcol_receiver_refused', 'receiver', 'refused'),
            ...perSignal('otelcol_receiver_failed', 'receiver', 'failed'),
          ],
        }),
        graph({
          title: 'Handed on',
          description: 'What backends took from the collector, a second.',
          width: 12,
          unit: 'cps',
          queries: perSignal('otelcol_exporter_sent', 'exporter'),
        }),
        graph({
          title: 'Not handed on',
          description: 'What a backend refused for good, or no longer fitted its queue, a second. It is lost to that backend.',
          width: 12,
          unit: 'cps',
          queries: [
            ...perSignal('otelcol_exporter_send_failed', 'exporter', 'refused:'),
            ...perSignal('otelcol_exporter_enqueue_failed', 'exporter', 'queue full:'),
          ],
        }),
        graph({
          title: 'Queues',
          description: 'Items that wait on disk for a backend. They come and go within seconds while the backend takes them.',
          width: 12,
          unit: 'short',
          queries: [
            {
              expr: 'max by (instance, exporter, data_type) (otelcol_exporter_queue_size)',
              label: '{{exporter}} {{data_type}} {{instance}}',
            },
          ],
        }),
        graph({
          title: 'Memory of the collector',
          description: 'Resident memory. Near its limit the collector refuses telemetry until it has less.',
          width: 12,
          unit: 'bytes',
          queries: [{ expr: 'max by (instance) ({__name__=~"otelcol_process_memory_rss(_bytes)?"})', label: '{{instance}}' }],
        }),
        table({
          title: 'Services',
          description: 'When each service that has backups was last heard. A service that ends after each backup is silent in between.',
          width: 12,
          height: 8,
          unit: 's',
          labels: { [LABEL.service]: 'Service', [LABEL.environment]: 'Environment' },
          sortBy: 'Last heard',
          queries: [{ expr: `time() - max by (${LABEL.service}, ${LABEL.environment}) (${SEEN})`, label: 'Last heard' }],
        }),
        table({
          title: 'Removed by sanitizers',
          description: 'What sanitizers removed, by rule and service, in the processes heard from in the time shown.',
          width: 6,
          height: 8,
          unit: 'short',
          labels: { backup_telemetry_rule: 'Rule', [LABEL.service]: 'Service' },
          sortBy: 'Times',
          queries: [
            { expr: 'sum by (backup_telemetry_rule, job) (last_over_time(backup_telemetry_redactions_total[$__range]))', label: 'Times' },
          ],
        }),
        table({
          title: 'Wrong uses',
          description:
            'Wrong uses of the package that it repaired or dropped, by kind and service, in the processes heard from in the time shown.',
          width: 6,
          height: 8,
          unit: 'short',
          labels: { backup_telemetry_problem: 'Problem', [LABEL.service]: 'Service' },
          sortBy: 'Times',
          queries: [
            { expr: 'sum by (backup_telemetry_problem, job) (last_over_time(backup_telemetry_problems_total[$__range]))', label: 'Times' },
          ],
        }),
      ],
    },
    {
      title: 'Alerts',
      panels: [
        stat({
          title: 'Watchdog',
          description:
            'An alert that always fires, to prove that rules are evaluated. A service outside raises the alarm when it no longer arrives.',
          width: 4,
          height: 8,
          unit: 'short',
          words: [
            { value: 0, text: 'Silent', color: 'red' },
            { value: 1, text: 'Fires', color: 'green' },
          ],
          queries: [{ expr: 'max(ALERTS{alertname="Watchdog",alertstate="firing"}) or vector(0)' }],
        }),
        graph({
          title: 'Alertmanager to receivers',
          description:
            'Notifications that Alertmanager sent in the interval, and those that failed, by the kind of receiver. It tries again those that failed.',
          width: 10,
          unit: 'short',
          queries: [
            {
              expr: 'sum by (integration) (increase(alertmanager_notifications_total{integration=~"webhook|email"}[$__rate_interval]))',
              label: '{{integration}} sent',
            },
            {
              expr: 'sum by (integration) (increase(alertmanager_notifications_failed_total{integration=~"webhook|email"}[$__rate_interval]))',
              label: '{{integration}} failed',
            },
          ],
        }),
        graph({
          title: 'Gateway to WS-155',
          description:
            'What became of alerts in the interval: accepted by WS-155, unavailable (tried again) or undeliverable (sent to the fallback); and alerts that were left out, or lost: nobody was notified.',
          width: 10,
          unit: 'short',
          queries: [
            { expr: 'sum by (outcome) (increase(backup_telemetry_gateway_alerts_total[$__rate_interval]))', label: '{{outcome}}' },
            { expr: 'sum(increase(backup_telemetry_gateway_truncated_alerts_total[$__rate_interval]))', label: 'left out by the sender' },
            { expr: 'sum(increase(backup_telemetry_gateway_lost_alerts_total[$__rate_interval]))', label: 'lost' },
          ],
        }),
        graph({
          title: 'Answers of the gateway',
          description:
            'Requests the gateway answered in the interval, by status, and those that failed because of itself. 401: a sender has another token.',
          width: 12,
          unit: 'short',
          queries: [
            { expr: 'sum by (status) (increase(backup_telemetry_gateway_answers_total[$__rate_interval]))', label: '{{status}}' },
            { expr: 'sum(increase(backup_telemetry_gateway_failures_total[$__rate_interval]))', label: 'failed' },
          ],
        }),
        graph({
          title: 'Alerts about the path itself',
          description: 'Alerts that fire and are not about a job, by name. The Watchdog is left out.',
          width: 12,
          unit: 'short',
          style: 'bars',
          stack: true,
          queries: [
            { expr: `count by (alertname) (ALERTS{alertstate="firing",${LABEL.job}="",alertname!="Watchdog"})`, label: '{{alertname}}' },
          ],
        }),
      ],
    },
  ],
});
