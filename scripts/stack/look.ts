// What the programs of the stack know, asked by their own interfaces.
import { identityLabels, LABEL_BY_PART } from '../../src/identity.js';
import { NIGHTLY } from './run-nightly.js';
import type { Stack } from './start.js';

export type Addresses = Stack['addresses'];

const ALERT = 'BackupJobFailed';

/** Labels of the job in Prometheus. */
const LABELS = identityLabels(NIGHTLY);

const isNightly = (labels: Alert['labels']) =>
  labels['alertname'] === ALERT && Object.entries(LABELS).every(([name, value]) => labels[name] === value);

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state?: string;
}

/** The caller knows what its program answers. */
async function getJson(url: string): Promise<unknown> {
  return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json();
}

/**
 * The sum of a metric in the text format of Prometheus.
 * @param start - Of the line: the name, perhaps with labels.
 */
async function sum(url: string, start: string) {
  const text = await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(start))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** How many spans the collector has taken in. */
export const acceptedSpans = ({ collectorMetrics }: Addresses) => sum(collectorMetrics, 'otelcol_receiver_accepted_spans');

/** How many alerts the gateway has delivered. */
export const deliveredAlerts = ({ gateway }: Addresses) =>
  sum(`${gateway}/metrics`, 'backup_telemetry_gateway_alerts_total{outcome="accepted"}');

/** Names of the spans of a trace. */
export async function spansOf({ jaeger }: Addresses, traceId: string): Promise<string[]> {
  const { data } = (await getJson(`${jaeger}/api/traces/${traceId}`)) as { data?: { spans: { operationName: string }[] }[] };
  return (data?.[0]?.spans ?? []).map((span) => span.operationName);
}

/** When the job last ended so, in milliseconds; 0 when that is not known. */
export async function lastEnd({ prometheus }: Addresses, outcome: 'success' | 'failure') {
  const labels = Object.entries({ ...LABELS, backup_outcome: outcome }).map(([name, value]) => `${name}="${value}"`);
  const query = encodeURIComponent(`max(backup_run_last_end_timestamp_seconds{${labels.join(',')}})`);
  const { data } = (await getJson(`${prometheus}/api/v1/query?query=${query}`)) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0) * 1_000;
}

/** Whether the rule says that the job failed. */
export async function isFiring({ prometheus }: Addresses): Promise<boolean> {
  const { data } = (await getJson(`${prometheus}/api/v1/alerts`)) as { data: { alerts: readonly Alert[] } };
  return data.alerts.some(({ labels, state }) => state === 'firing' && isNightly(labels));
}

/** Whether Alertmanager holds the alert. */
export async function isHeld({ alertmanager }: Addresses): Promise<boolean> {
  const alerts = (await getJson(`${alertmanager}/api/v2/alerts`)) as readonly Alert[];
  return alerts.some(({ labels }) => isNightly(labels));
}

/** Whether Prometheus has found its Alertmanager, which takes it some seconds. */
export async function knowsAlertmanager({ prometheus }: Addresses): Promise<boolean> {
  const { data } = (await getJson(`${prometheus}/api/v1/alertmanagers`)) as { data: { activeAlertmanagers: readonly unknown[] } };
  return data.activeAlertmanagers.length > 0;
}

/** Everything the programs hold about the run and its job, as text. */
export async function everythingKnown({ jaeger, prometheus, alertmanager }: Addresses, traceId: string) {
  const series = encodeURIComponent(`{${LABEL_BY_PART.job}="${NIGHTLY.job}"}`);
  const urls = [
    `${jaeger}/api/traces/${traceId}`,
    `${prometheus}/api/v1/series?match[]=${series}`,
    `${prometheus}/api/v1/alerts`,
    `${alertmanager}/api/v2/alerts`,
  ];
  return (await Promise.all(urls.map(async (url) => (await fetch(url)).text()))).join('\n');
}
