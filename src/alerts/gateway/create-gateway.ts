import pLimit from 'p-limit';
import { checkUrl } from '../delivery/url.js';
import { importSecrets } from '../webhook/keys.js';
import { rotating } from '../webhook/rotating.js';
import { admit, type Sender } from './admit.js';
import { refuse, type Refusal } from './answer.js';
import { createBearerCheck, importGrafanaSecrets } from './authenticate.js';
import { dispatch, handOver } from './dispatch.js';
import { mapAlert } from './map-alert.js';
import type { Notification } from './notification.js';
import type { GatewayFact, GatewayOptions } from './options.js';
import { createTellFallback } from './tell-fallback.js';
import { truncationAlert } from './truncation.js';

/** Takes notifications of Alertmanager and Grafana and hands their alerts to WS-155, signed. It keeps nothing: the sender is its queue. */
export interface Gateway {
  /** Answers a POST whose path ends in `/alertmanager` or `/grafana`. Never rejects. */
  readonly handle: (request: Request) => Promise<Response>;
  /** Resolves when all secrets can be read and have the right form. @throws BackupTelemetryError `configuration_invalid` otherwise */
  readonly check: () => Promise<void>;
}

/**
 * Makes a gateway between an alert sender and WS-155. The path of a request says who sends: its last part is `alertmanager` or `grafana`.
 * `?level=1` marks alerts of an escalation.
 *
 * The answer is 200 only when WS-155 has accepted every alert. It is 503 as long as it has not, so that the sender comes again. An alert
 * that WS-155 refuses for good (400, 410, 413, 422) is told to the fallback and taken, so that it does not block the others.
 *
 * @throws BackupTelemetryError `configuration_invalid` when a URL is wrong
 *
 * @example
 * ```ts
 * const gateway = createGateway({
 *   url: 'https://ws-155.example.com/alerts',
 *   secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
 *   alertmanagerTokens: 'a-long-random-token',
 *   fallback: 'https://chat.example.com/hooks/backups',
 * });
 *
 * export const POST = (request: Request) => gateway.handle(request);
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { deadlineMs = 10_000, concurrency = 32, maxWaiting = 10_000, maxBytes = 4_194_304 } = options;
  const { watchdogs = ['Watchdog'], watchdogIntervalMs = 60_000, runbookBase, fetch = globalThis.fetch, now = Date.now } = options;
  const url = checkUrl(options.url, '`url`');
  if (runbookBase !== undefined) checkUrl(runbookBase, '`runbookBase`');
  const tell = createTellFallback(options.fallback, fetch);
  const limit = pLimit(concurrency);
  const signingKeys = rotating(options.secrets, importSecrets);
  const bearerCheck = options.alertmanagerTokens === undefined ? undefined : rotating(options.alertmanagerTokens, createBearerCheck);
  const grafanaKeys = options.grafanaSecrets === undefined ? undefined : rotating(options.grafanaSecrets, importGrafanaSecrets);

  async function findSender(path: string): Promise<Sender | undefined> {
    const source = path.slice(path.lastIndexOf('/') + 1);
    if (source === 'alertmanager' && bearerCheck) return { source, check: await bearerCheck() };
    if (source === 'grafana' && grafanaKeys) return { source, keys: await grafanaKeys() };
    return undefined;
  }

  async function answer(request: Request): Promise<Response | Refusal> {
    const { pathname, searchParams } = new URL(request.url);
    const sender = await findSender(pathname);
    if (!sender) return 'path';
    if (request.method !== 'POST') return 'method';
    const signal = AbortSignal.timeout(deadlineMs);
    const notification = await admit(request, sender, { maxBytes, signal, now });
    if (typeof notification === 'string') return notification;
    const level = searchParams.get('level') ?? '0';
    if (!/^\d$/.test(level)) return 'level';
    if (limit.pendingCount + notification.alerts.length > maxWaiting) return 'busy';
    return forward(notification, sender.source, Number(level), signal);
  }

  async function forward(
    notification: Notification,
    source: Sender['source'],
    level: number,
    signal: AbortSignal,
  ): Promise<Response | Refusal> {
    const { alerts, malformed, truncated } = notification;
    const common = { url, keys: await signingKeys(), fetch, signal, now, limit, tell, report };
    const inputs = alerts.map((alert) => mapAlert(alert, { level, watchdogs, watchdogIntervalMs, runbookBase, now }));
    const work = inputs.map((input) => dispatch(input, { ...common, source }));
    if (truncated > 0) {
      report({ type: 'truncated', count: truncated });
      work.push(dispatch(await truncationAlert(notification, level), { ...common, source: 'gateway' }));
    }
    if (malformed > 0) {
      const text = `${malformed} of ${malformed + alerts.length} alerts from ${source} could not be read`;
      work.push(handOver({ reason: 'malformed', text }, common));
    }
    const done = await Promise.all(work);
    return done.every(Boolean) ? Response.json({ alerts: alerts.length }) : 'unavailable';
  }

  function report(fact: GatewayFact): void {
    try {
      options.observe?.(fact);
    } catch {
      // Whoever listens must not decide whether an alert arrives.
    }
  }

  return {
    async handle(request) {
      const result = await answer(request).catch((error: unknown): Refusal => {
        report({ type: 'failed', error });
        return 'internal';
      });
      const response = typeof result === 'string' ? refuse(result) : result;
      report({ type: 'answered', status: response.status, ...(typeof result === 'string' && { reason: result }) });
      return response;
    },
    async check() {
      await Promise.all([signingKeys(), bearerCheck?.(), grafanaKeys?.()]);
    },
  };
}
