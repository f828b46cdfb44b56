import pLimit from 'p-limit';
import { kindOf } from '../../errors.js';
import { startDeadline, type Deadline } from '../../http/deadline.js';
import type { FetchLike } from '../../http/fetch-like.js';
import { lastingSecrets, type LastingSecrets } from '../../http/lasting-secrets.js';
import type { Secrets } from '../../http/rotating.js';
import { checkUrl } from '../../http/url.js';
import { orUndefined } from '../../untrusted/calls.js';
import { readClock, readDuration, readFunction, readWhole } from '../options/check.js';
import { importSecrets } from '../crypto/keys.js';
import { admit, type Sender, type Sent } from './admit.js';
import { answerTo, type Refusal } from './answer.js';
import { importGrafanaSecrets } from './authenticate.js';
import { dispatch, handOver } from './dispatch.js';
import { mapAlert } from './map-alert.js';
import type { Notification } from './notification.js';
import type { GatewayEvent, GatewayOptions } from './options.js';
import { createFallbackNotifier } from './notify-fallback.js';
import { createTextBudget } from './text-budget.js';
import { truncationAlert } from './truncation.js';
import { invalid } from '../../untrusted/invalid.js';

/** What is behind the door of a gateway: it takes notifications of senders who may send. */
export interface Intake {
  /**
   * Takes a notification. Grafana proves itself here, by its signature over the body; that Alertmanager has a token was seen before.
   * Never rejects.
   */
  readonly take: (source: Sender['source'], sent: Sent, deadline?: Deadline) => Promise<Response>;
  /** Says that a request was answered before it came here. */
  readonly answered: (response: Response, reason: Refusal) => Response;
  /** Starts the time that one notification may take. */
  readonly startDeadline: () => Deadline;
  readonly lasting: <T>(secrets: Secrets, make: (secrets: readonly string[]) => Promise<T>) => LastingSecrets<T>;
  readonly report: (event: GatewayEvent) => void;
  /** @throws BackupTelemetryError `configuration_invalid` when a secret cannot be used now */
  readonly check: () => Promise<void>;
}

// For all texts of a notification. Real ones take well under a millisecond each.
const MAX_CLEANING_MS = 1_000;

/** @throws BackupTelemetryError `configuration_invalid` when an option is wrong */
export function createIntake(options: Omit<GatewayOptions, 'alertmanagerTokens'>): Intake {
  const deadlineMs = readDuration('deadline', options.deadline, { min: '100ms', max: '1h', fallback: '10s' });
  const concurrency = readWhole('concurrency', options.concurrency, { min: 1, max: 10_000, fallback: 32 });
  const maxWaiting = readWhole('maxWaiting', options.maxWaiting, { min: 1, max: 100_000, fallback: 10_000 });
  const maxBytes = readWhole('maxBytes', options.maxBytes, { min: 1, max: 67_108_864, fallback: 4_194_304 });
  const watchdogIntervalMs = readDuration('watchdogInterval', options.watchdogInterval, { min: '1s', max: '7d', fallback: '1m' });
  const fetch = readFunction<FetchLike>('fetch', options.fetch, globalThis.fetch);
  const now = readClock(options.now);
  const { watchdogs = ['Watchdog'] } = options;
  if (!Array.isArray(watchdogs)) throw invalid('`watchdogs` to be a list of names of alerts', kindOf(watchdogs));
  const url = checkUrl(options.url, '`url`');
  const runbookBase = options.runbookBase === undefined ? undefined : baseOf(checkUrl(options.runbookBase, '`runbookBase`'));
  const notify = createFallbackNotifier(options.fallback, fetch);
  const limit = pLimit(concurrency);
  const lasting: Intake['lasting'] = (secrets, make) =>
    lastingSecrets(secrets, make, {
      // Both tokens and keys may have to be waited for; half of the time is left to post in.
      withinMs: Math.ceil(deadlineMs / 4),
      onProblem: (error) => report({ type: 'failed', error }),
    });
  const signingKeys = lasting(options.secrets, importSecrets);
  const grafanaKeys = options.grafanaSecrets === undefined ? undefined : lasting(options.grafanaSecrets, importGrafanaSecrets);

  async function senderOf(source: Sender['source']): Promise<Sender | undefined> {
    if (source === 'alertmanager') return { source };
    return grafanaKeys && { source, keys: await grafanaKeys.current() };
  }

  async function answer(source: Sender['source'], sent: Sent, deadline: Deadline): Promise<Response | Refusal> {
    const sender = await deadline.race(() => senderOf(source));
    if (!sender) return 'path';
    const notification = await admit(sent, sender, { maxBytes, maxAlerts: maxWaiting, signal: deadline.signal, now });
    if (typeof notification === 'string') return notification;
    const level = new URL(sent.url).searchParams.get('level') ?? '0';
    if (!/^\d$/.test(level)) return 'level';
    if (limit.pendingCount + notification.alerts.length > maxWaiting) return 'busy';
    return forward(notification, source, Number(level), deadline);
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

  function answered(response: Response, reason?: Refusal): Response {
    report({ type: 'answered', status: response.status, ...(reason !== undefined && { reason }) });
    return response;
  }

  function report(event: GatewayEvent): void {
    // Whoever listens decides nothing.
    orUndefined<unknown>(() => options.onEvent?.(event));
  }

  return {
    async take(source, sent, given) {
      const deadline = given ?? startDeadline(deadlineMs);
      const result = await answer(source, sent, deadline).catch((error: unknown): Refusal => {
        report({ type: 'failed', error });
        return 'internal';
      });
      if (!given) deadline.end();
      return typeof result === 'string' ? answered(answerTo(result), result) : answered(result);
    },
    answered,
    startDeadline: () => startDeadline(deadlineMs),
    lasting,
    report,
    async check() {
      await Promise.all([signingKeys.check(), grafanaKeys?.check()]);
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
