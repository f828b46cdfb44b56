import type { SenderEvent } from '../../monitor/alerts/sender.js';
import type { IngestCount } from '../../monitor/ingest-routes.js';
import type { Monitor } from '../../monitor/monitor.js';
import { byLabel, metricsOf } from '../../server/metrics-text.js';

/** Counts what happens in a monitor. */
export interface Counters {
  readonly onRequest: (count: IngestCount) => void;
  readonly onDelivery: (event: SenderEvent) => void;
  readonly onError: () => void;
  /** All counts in the text format of Prometheus. */
  readonly render: (monitor: Pick<Monitor, 'alerts' | 'jobs'>) => string;
}

const metric = metricsOf('backup_telemetry_monitor');

export function createCounters(): Counters {
  const records = { event: 0, other: 0, rejected: 0 };
  const deliveries = { accepted: 0, refused: 0, unavailable: 0 };
  let failures = 0;
  let lost = 0;
  return {
    onRequest({ events, others, rejected }) {
      records.event += events;
      records.other += others;
      records.rejected += rejected;
    },
    onDelivery(event) {
      deliveries[event.type] += 1;
      if (event.type === 'refused' && !event.notified) lost += 1;
    },
    onError: () => void (failures += 1),
    render(monitor) {
      return [
        ...metric('records_total', 'counter', 'Log records that came in, by what they were.', byLabel('kind', records)),
        ...metric(
          'deliveries_total',
          'counter',
          'Attempts to deliver an alert to WS-155, by what became of them.',
          byLabel('outcome', deliveries),
        ),
        ...metric('lost_alerts_total', 'counter', 'Alerts that WS-155 refused for good, and of which no fallback was notified.', [
          ['', lost],
        ]),
        ...metric('failures_total', 'counter', 'What failed because of the monitor itself, its database or its secrets.', [['', failures]]),
        ...metric('jobs', 'gauge', 'Jobs whose state is kept.', [['', monitor.jobs()]]),
        ...metric('open_alerts', 'gauge', 'Alerts that go on.', [['', monitor.alerts().length]]),
        '',
      ].join('\n');
    },
  };
}
