import type { GatewayEvent } from '../../alerts/index.js';
import { byLabel, metricsOf } from '../../server/metrics-text.js';

/** Counts what happens in a gateway. */
export interface Counters {
  readonly onEvent: (event: GatewayEvent) => void;
  /** All counts in the text format of Prometheus. */
  readonly render: () => string;
}

const metric = metricsOf('backup_telemetry_gateway');

export function createCounters(): Counters {
  const answers: Record<number, number> = {};
  // From the start at 0: a counter that is born at 1 never shows an increase.
  const alerts = { accepted: 0, unavailable: 0, undeliverable: 0 };
  const counts = { lost: 0, truncated: 0, uncleaned: 0, failures: 0 };
  return {
    onEvent(event) {
      if (event.type === 'answered') answers[event.status] = (answers[event.status] ?? 0) + 1;
      else if (event.type === 'truncated' || event.type === 'uncleaned') counts[event.type] += event.count;
      else if (event.type === 'failed') counts.failures += 1;
      else alerts[event.type] += 1;
      if (event.type === 'undeliverable' && !event.notified) counts.lost += 1;
    },
    render() {
      return [
        ...metric('answers_total', 'counter', 'Answers to senders, by HTTP status.', byLabel('status', answers)),
        ...metric('alerts_total', 'counter', 'Alerts by what became of them.', byLabel('outcome', alerts)),
        ...metric(
          'lost_alerts_total',
          'counter',
          'Alerts that WS-155 refused for good and that the fallback did not take either.',
          counts.lost,
        ),
        ...metric('truncated_alerts_total', 'counter', 'Alerts that senders left out of notifications.', counts.truncated),
        ...metric(
          'uncleaned_texts_total',
          'counter',
          'Texts left out because it took too long to clean them of secrets.',
          counts.uncleaned,
        ),
        ...metric(
          'failures_total',
          'counter',
          'Requests that failed because of the gateway itself, and secrets that could no longer be used.',
          counts.failures,
        ),
        '',
      ].join('\n');
    },
  };
}
