import pLimit from 'p-limit';
import { startDeadline, type Deadline } from '../deadline.js';
import { lastingSecrets } from '../delivery/lasting-secrets.js';
import type { FetchLike } from '../delivery/post.js';
import { checkUrl } from '../delivery/url.js';
import { orUndefined } from '../../untrusted/calls.js';
import { checkKeys, readClock, readDuration, readFunction, readWhole, refuse as refuseOptions } from '../options/check.js';
import { importSecrets } from '../crypto/keys.js';
import type { Secrets } from '../webhook/rotating.js';
import { admit, type Sender } from './admit.js';
import { refuse, type Refusal } from './answer.js';
import { createBearerCheck, importGrafanaSecrets } from './authenticate.js';
import { dispatch, handOver } from './dispatch.js';
import { mapAlert } from './map-alert.js';
import type { Notification } from './notification.js';
import { GATEWAY_OPTIONS, type GatewayEvent, type GatewayOptions } from './options.js';
import { createFallbackNotifier } from './notify-fallback.js';
import { createTextBudget } from './text-budget.js';
import { truncationAlert } from './truncation.js';

/** Takes notifications of Alertmanager and Grafana and hands their alerts to WS-155, signed. It keeps nothing: the sender is its queue. */
export interface Gateway {
  /** Answers a POST whose path ends in `/alertmanager` or `/grafana`. Never rejects. */
  readonly handle: (request: Request) => Promise<Response>;
  /** Resolves when all secrets can be read and have the right form. @throws BackupTelemetryError `configuration_invalid` otherwise */
  readonly check: () => Promise<void>;
}

// For all texts of a notification. Real ones take well under a millisecond each.
const MAX_CLEANING_MS = 1_000;

/**
 * Makes a gateway between an alert sender and WS-155. The path of a request says who sends: its last part is `alertmanager` or `grafana`.
 * `?level=1` marks alerts of an escalation.
 *
 * The answer is 200 only when WS-155 has accepted every alert. It is 503 as long as it has not, so that the sender comes again. An alert
 * that WS-155 refuses for good (400, 410, 413, 422) goes to the fallback and is taken, so that it does not block the others.
 *
 * @throws BackupTelemetryError `configuration_invalid` when an option is wrong or unknown
 *
 * @example
 * ```ts
 * const gateway = createAlertGateway({
 *   url: 'https://ws-155.example.com/alerts',
 *   secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
 *   alertmanagerTokens: 'a-long-random-token',
 *   fallback: 'https://chat.example.com/hooks/backups',
 * });
 *
 * export const POST = (request: Request) => gateway.handle(request);
 * ```
 */
export function createAlertGateway(options: GatewayOptions): Gateway {
  checkKeys('the options of createAlertGateway', options, GATEWAY_OPTIONS);
  const deadlineMs = readDuration('deadline', options.deadline, { min: '100ms', max: '1h', fallback: '10s' });
  const concurrency = readWhole('concurrency', options.concurrency, { min: 1, max: 10_000, fallback: 32 });
  const maxWaiting = readWhole('maxWaiting', options.maxWaiting, { min: 1, max: 100_000, fallback: 10_000 });
  const maxBytes = readWhole('maxBytes', options.maxBytes, { min: 1, max: 67_108_864, fallback: 4_194_304 });
  const watchdogIntervalMs = readDuration('watchdogInterval', options.watchdogInterval, { min: '1s', max: '7d', fallback: '1m' });
  const fetch = readFunction<FetchLike>('fetch', options.fetch, globalThis.fetch);
  const now = readClock(options.now);
  const { watchdogs = ['Watchdog'] } = options;
  if (!Array.isArray(watchdogs)) refuseOptions('Expected `watchdogs` to be a list of names of alerts.');
  if (options.alertmanagerTokens === undefined && options.grafanaSecrets === undefined) {
    refuseOptions('Expected `alertmanagerTokens`, `grafanaSecrets` or both, got neither: nobody could send.');
  }
  const url = checkUrl(options.url, '`url`');
  const runbookBase = options.runbookBase === undefined ? undefined : baseOf(checkUrl(options.runbookBase, '`runbookBase`'));
  const notify = createFallbackNotifier(options.fallback, fetch);
  const limit = pLimit(concurrency);
  const lasting = <T>(secrets: Secrets, make: (secrets: readonly string[]) => Promise<T>) =>
    lastingSecrets(secrets, make, {
      // Both tokens and keys may have to be waited for; half of the time is left to post in.
      withinMs: Math.ceil(deadlineMs / 4),
      onProblem: (error) => report({ type: 'failed', error }),
    });
  const signingKeys = lasting(options.secrets, importSecrets);
  const bearerCheck = options.alertmanagerTokens === undefined ? undefined : lasting(options.alertmanagerTokens, createBearerCheck);
  const grafanaKeys = options.grafanaSecrets === undefined ? undefined : lasting(options.grafanaSecrets, importGrafanaSecrets);

  async function findSender(path: string): Promise<Sender | undefined> {
    const source = path.slice(path.lastIndexOf('/') + 1);
    if (source === 'alertmanager' && bearerCheck) return { source, check: await bearerCheck.current() };
    if (source === 'grafana' && grafanaKeys) return { source, keys: await grafanaKeys.current() };
    return undefined;
  }

  async function answer(request: Request): Promise<Response | Refusal> {
    const { pathname, searchParams } = new URL(request.url);
    const deadline = startDeadline(deadlineMs);
    try {
      const sender = await deadline.race(() => findSender(pathname));
      if (!sender) return 'path';
      if (request.method !== 'POST') return 'method';
      const notification = await admit(request, sender, { maxBytes, maxAlerts: maxWaiting, signal: deadline.signal, now });
      if (typeof notification === 'string') return notification;
      const level = searchParams.get('level') ?? '0';
      if (!/^\d$/.test(level)) return 'level';
      if (limit.pendingCount + notification.alerts.length > maxWaiting) return 'busy';
      return await forward(notification, sender.source, Number(level), deadline);
    } finally {
      deadline.end();
    }
  }

  async function forward(
    notification: Notification,
    source: Sender['source'],
    level: number,
    deadline: Deadline,
  ): Promise<Response | Refusal> {
    const { alerts, malformed, truncated } = notification;
    const texts = createTextBudget(MAX_CLEANING_MS);
    const common = { url, keys: await deadline.race(signingKeys.current), fetch, deadline, now, limit, notify, report, source };
    const mapping = { level, watchdogs, watchdogIntervalMs, runbookBase, now, texts };
    const work = alerts.map((alert) => dispatch(() => mapAlert(alert, mapping), common));
    if (truncated > 0) {
      report({ type: 'truncated', count: truncated });
      work.push(dispatch(() => truncationAlert(notification, level), { ...common, source: 'gateway' }));
    }
    if (malformed > 0) {
      const text = `${malformed} of ${malformed + alerts.length} alerts from ${source} could not be read`;
      work.push(handOver({ reason: 'malformed', text }, common));
    }
    // All of them, also when one cannot work: the deadline has to outlive what is in flight.
    const done = await Promise.allSettled(work);
    if (texts.leftOut() > 0) report({ type: 'uncleaned', count: texts.leftOut() });
    const broken = done.find((result) => result.status === 'rejected');
    if (broken) throw broken.reason;
    return done.every((result) => result.status === 'fulfilled' && result.value) ? Response.json({ alerts: alerts.length }) : 'unavailable';
  }

  function report(event: GatewayEvent): void {
    // Whoever listens decides nothing.
    orUndefined<unknown>(() => options.onEvent?.(event));
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
      await Promise.all([signingKeys.check(), bearerCheck?.check(), grafanaKeys?.check()]);
    },
  };
}

/** Without a slash at its end a base loses its last part. */
function baseOf(address: string): string {
  const url = new URL(address);
  url.search = url.hash = '';
  url.pathname = url.pathname.replace(/\/?$/, '/');
  return url.href;
}
