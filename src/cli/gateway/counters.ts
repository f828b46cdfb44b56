import type { GatewayEvent } from '../../alerts/index.js';

const METRICS = {
  answers: ['backup_telemetry_gateway_answers_total', 'Answers to senders, by HTTP status.'],
  alerts: ['backup_telemetry_gateway_alerts_total', 'Alerts by what became of them.'],
  lost: ['backup_telemetry_gateway_lost_alerts_total', 'Alerts that WS-155 refused for good and that the fallback did not take either.'],
  truncated: ['backup_telemetry_gateway_truncated_alerts_total', 'Alerts that senders left out of notifications.'],
  uncleaned: ['backup_telemetry_gateway_uncleaned_texts_total', 'Texts left out because it took too long to clean them of secrets.'],
  failures: [
    'backup_telemetry_gateway_failures_total',
    'Requests that failed because of the gateway itself, and secrets that could no longer be used.',
  ],
} as const;

/** Counts what happens in a gateway. */
export interface Counters {
  readonly onEvent: (event: GatewayEvent) => void;
  /** All counts in the text format of Prometheus. */
  readonly render: () => string;
}

export function createCounters(): Counters {
  // From the start at 0: a counter that is born at 1 never shows an increase.
  const counts = new Map<string, number>([
    [series('alerts', 'outcome="accepted"'), 0],
    [series('alerts', 'outcome="unavailable"'), 0],
    [series('alerts', 'outcome="undeliverable"'), 0],
    [series('lost'), 0],
    [series('truncated'), 0],
    [series('uncleaned'), 0],
    [series('failures'), 0],
  ]);
  const add = (name: string, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by);
  return {
    onEvent(event) {
      if (event.type === 'answered') add(series('answers', `status="${event.status}"`));
      else if (event.type === 'truncated') add(series('truncated'), event.count);
      else if (event.type === 'uncleaned') add(series('uncleaned'), event.count);
      else if (event.type === 'failed') add(series('failures'));
      else add(series('alerts', `outcome="${event.type}"`));
      if (event.type === 'undeliverable' && !event.notified) add(series('lost'));
    },
    render() {
      const lines = Object.values(METRICS).flatMap(([name, help]) => {
        const own = [...counts].filter(([key]) => key.replace(/\{.*/, '') === name).sort();
        return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...own.map(([key, count]) => `${key} ${count}`)];
      });
      return `${lines.join('\n')}\n`;
    },
  };
}

function series(metric: keyof typeof METRICS, label?: string): string {
  return label === undefined ? METRICS[metric][0] : `${METRICS[metric][0]}{${label}}`;
}
