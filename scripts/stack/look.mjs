// @ts-check
// What the programs of the stack know, asked by their own interfaces.
import { NIGHTLY } from './run-nightly.mjs';

/** @typedef {import('./start.mjs').Stack['addresses']} Addresses */

const ALERT = 'BackupJobFailed';
const { environment, namespace, service, operation, job, destination } = NIGHTLY;

/** Labels of the job in Prometheus. */
const LABELS = {
  deployment_environment_name: environment,
  job: `${namespace}/${service}`,
  backup_operation: operation,
  backup_job_name: job,
  backup_destination_name: destination,
};

/** @param {Record<string, string>} labels */
const isNightly = (labels) => labels['alertname'] === ALERT && Object.entries(LABELS).every(([name, value]) => labels[name] === value);

/** @param {string} url @returns {Promise<any>} */
async function getJson(url) {
  return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json();
}

/** The sum of a metric in the text format of Prometheus. @param {string} url @param {string} start Of the line: the name, perhaps with labels. */
async function sum(url, start) {
  const text = await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(start))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** How many spans the collector has taken in. @param {Addresses} addresses */
export const acceptedSpans = ({ collectorMetrics }) => sum(collectorMetrics, 'otelcol_receiver_accepted_spans');

/** How many alerts the gateway has delivered. @param {Addresses} addresses */
export const deliveredAlerts = ({ gateway }) => sum(`${gateway}/metrics`, 'backup_telemetry_gateway_alerts_total{outcome="accepted"}');

/** Names of the spans of a trace. @param {Addresses} addresses @param {string} traceId @returns {Promise<string[]>} */
export async function spansOf({ jaeger }, traceId) {
  const { data } = await getJson(`${jaeger}/api/traces/${traceId}`);
  return (data?.[0]?.spans ?? []).map((/** @type {{ operationName: string }} */ span) => span.operationName);
}

/** When the job last ended so, in milliseconds; 0 when that is not known. @param {Addresses} addresses @param {'success' | 'failure'} outcome */
export async function lastEnd({ prometheus }, outcome) {
  const labels = Object.entries({ ...LABELS, backup_outcome: outcome }).map(([name, value]) => `${name}="${value}"`);
  const query = encodeURIComponent(`max(backup_run_last_end_timestamp_seconds{${labels.join(',')}})`);
  const { data } = await getJson(`${prometheus}/api/v1/query?query=${query}`);
  return Number(data.result[0]?.value[1] ?? 0) * 1_000;
}

/** Whether the rule says that the job failed. @param {Addresses} addresses @returns {Promise<boolean>} */
export async function isFiring({ prometheus }) {
  const { data } = await getJson(`${prometheus}/api/v1/alerts`);
  return data.alerts.some((/** @type {any} */ { labels, state }) => state === 'firing' && isNightly(labels));
}

/** Whether Alertmanager holds the alert. @param {Addresses} addresses @returns {Promise<boolean>} */
export async function isHeld({ alertmanager }) {
  const alerts = await getJson(`${alertmanager}/api/v2/alerts`);
  return alerts.some((/** @type {any} */ { labels }) => isNightly(labels));
}

/** Whether Prometheus has found its Alertmanager, which takes it some seconds. @param {Addresses} addresses @returns {Promise<boolean>} */
export async function knowsAlertmanager({ prometheus }) {
  return (await getJson(`${prometheus}/api/v1/alertmanagers`)).data.activeAlertmanagers.length > 0;
}

/** Everything the programs hold about the run and its job, as text. @param {Addresses} addresses @param {string} traceId */
export async function everythingKnown({ jaeger, prometheus, alertmanager }, traceId) {
  const series = encodeURIComponent(`{backup_job_name="${job}"}`);
  const urls = [
    `${jaeger}/api/traces/${traceId}`,
    `${prometheus}/api/v1/series?match[]=${series}`,
    `${prometheus}/api/v1/alerts`,
    `${alertmanager}/api/v2/alerts`,
  ];
  return (await Promise.all(urls.map(async (url) => (await fetch(url)).text()))).join('\n');
}
