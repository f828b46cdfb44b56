import pRetry, { AbortError } from 'p-retry';
import { BackupTelemetryError, isBackupTelemetryError } from '../../errors.js';
import { orUndefined } from '../../untrusted/calls.js';
import type { Duration } from '../../policy/duration.js';
import { keysOf } from '../../untrusted/unknown-keys.js';
import { buildAlertEvent, unknownKeysOf, type AlertInput } from '../contract/alert-event.js';
import { checkKeys, readClock, readDuration, readFunction } from '../options/check.js';
import { createReport, readOrSay, sayAndGoOn } from '../options/problems.js';
import { sentenceOf } from '../../untrusted/error-words.js';
import { importSecrets } from '../crypto/keys.js';
import type { Secrets } from '../../http/rotating.js';
import { startDeadline } from '../../http/deadline.js';
import { deliver, type Delivery } from './deliver.js';
import { lastingSecrets } from '../../http/lasting-secrets.js';
import type { FetchLike } from '../../http/fetch-like.js';
import { readAlert } from './read-alert.js';
import { checkUrl } from '../../http/url.js';

/** Where alerts go, and how long that may take. */
export interface AlertClientOptions {
  /** Where WS-155 listens. */
  readonly url: string;
  /**
   * `whsec_<base64>`; several, or a function that reads them, for a rotation. One that fails is called again with each attempt; what it
   * returned before stays in use meanwhile.
   */
  readonly secrets: Secrets;
  /** How long `send` tries altogether, from 100 ms to a day. @default '30s' */
  readonly deadline?: Duration | undefined;
  /** How long one attempt may take, from 100 ms to a day; a function that reads the secrets may take as long again. @default '5s' */
  readonly attemptTimeout?: Duration | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: FetchLike | undefined;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
  /**
   * Hears, each once, what is wrong with these options and with the alerts that are sent: a backup script must not end by it. What it
   * throws is dropped. @default console.warn
   */
  readonly onProblem?: ((sentence: string) => void) | undefined;
}

const KEYS = keysOf<AlertClientOptions>({
  url: 1,
  secrets: 1,
  deadline: 1,
  attemptTimeout: 1,
  fetch: 1,
  now: 1,
  onProblem: 1,
});

/** Notifies WS-155 of alerts. */
export interface AlertClient {
  /**
   * Resolves when WS-155 has accepted the alert. Nothing that stands in its fields keeps it back: what can not be read counts as the worse
   * of what it may mean, a fact that does not fit the contract is left out, and both are said. Its texts go without what the sanitizer
   * takes for a secret.
   *
   * @throws BackupTelemetryError `alert_rejected` when WS-155 refuses it, `alert_undelivered` when the deadline is over,
   * `configuration_invalid` without a right address or secret
   */
  readonly send: (alert: AlertInput) => Promise<{ readonly id: string }>;
  /**
   * Resolves when the address and the secrets have the right form: to be asked where nothing is at stake, such as in a test.
   *
   * @throws BackupTelemetryError `configuration_invalid` otherwise
   */
  readonly check: () => Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A client for code that alerts WS-155 itself, without Prometheus: the same contract, the same ids. It tries again with growing, random
 * pauses until the deadline; every attempt has the same id, so WS-155 acts once.
 *
 * It never throws: the line that makes it may stand in the script that is the backup. What is wrong with its options is said at once by
 * `onProblem`. A wrong limit or an unknown key leaves the default in place; without an address or a secret `send` and `check` reject.
 *
 * Do not wait for it inside a backup: a backup must not fail because an alert could not be sent.
 *
 * @example
 * ```ts
 * const alerts = createAlertClient({ url: 'https://ws-155.example.com/alerts', secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
 *
 * await alerts.send({
 *   alert: 'BackupJobFailed',
 *   severity: 'critical',
 *   identity: { environment: 'production', service: 'backups', operation: 'backup', job: 'nightly' },
 *   episode: new Date('2026-06-19T02:04:10Z'), // the last success
 *   summary: 'Backup nightly failed',
 *   errorType: 'ECONNREFUSED',
 * });
 * ```
 */
export function createAlertClient(options: AlertClientOptions): AlertClient {
  // A getter that throws, or a proxy, leaves its option out.
  const given = Object.fromEntries(KEYS.map((key) => [key, orUndefined(() => options?.[key])])) as Partial<AlertClientOptions>;
  const report = createReport(given.onProblem);
  orUndefined(() => {
    checkKeys('the options of createAlertClient', options, KEYS, report);
  });
  const deadlineMs = readDuration('deadline', given.deadline, { min: '100ms', max: '1d', fallback: '30s' }, report);
  const attemptTimeoutMs = readDuration('attemptTimeout', given.attemptTimeout, { min: '100ms', max: '1d', fallback: '5s' }, report);
  const fetch = readFunction<FetchLike>('fetch', given.fetch, globalThis.fetch, report);
  const now = sayAndGoOn(readClock(given.now, undefined, report), Date.now, report);
  const url = readOrSay(() => checkUrl(given.url, '`url`'), report);
  const keys = lastingSecrets(given.secrets as Secrets, importSecrets, {
    withinMs: Math.min(attemptTimeoutMs, Math.ceil(deadlineMs / 2)),
    onProblem: ({ message }) => report(message),
  });
  // What a function reads may come later. Other secrets do not become right by waiting, and that is said now, not when a backup fails.
  const mayCome = typeof given.secrets === 'function';
  if (!mayCome) keys.check().catch((error: unknown) => report(sentenceOf(error)));

  return {
    async send(alert) {
      for (const sentence of orUndefined(() => unknownKeysOf(alert)) ?? []) report(sentence);
      const event = await buildAlertEvent(readAlert(alert, { report, now }), { now });
      const address = url();
      const deadline = startDeadline(deadlineMs);
      let last: Delivery | undefined;
      let unread: unknown;
      const tryOnce = async () => {
        const current = await keys.current().catch((error: unknown) => {
          unread = error;
          throw mayCome ? new Error('no secret') : new AbortError(error as Error);
        });
        const own = startDeadline(attemptTimeoutMs, deadline.signal);
        const delivery = await deliver(event, { url: address, keys: current, fetch, deadline: own, now }).finally(own.end);
        // What WS-155 said before says more than that the time was over.
        if (last === undefined || !deadline.signal.aborted) last = delivery;
        if (delivery.outcome === 'rejected') throw new AbortError(`status ${delivery.status}`);
        if (delivery.outcome === 'unavailable') throw new Error(delivery.reason);
      };
      try {
        await pRetry(tryOnce, {
          retries: Infinity,
          minTimeout: FIRST_PAUSE_MS,
          maxTimeout: LONGEST_PAUSE_MS,
          randomize: true,
          maxRetryTime: deadlineMs,
          signal: deadline.signal,
          onFailedAttempt: () => pause(last, deadline.signal),
        });
      } catch (error) {
        throw isBackupTelemetryError(error) ? error : explain(last, unread, deadlineMs);
      } finally {
        deadline.end();
      }
      return { id: event.id };
    },
    async check() {
      url();
      await keys.check();
    },
  };
}

/** As long as WS-155 asked for, on top of the pause that comes anyway. */
async function pause(delivery: Delivery | undefined, deadline: AbortSignal): Promise<void> {
  const ms = delivery?.outcome === 'unavailable' ? delivery.retryAfterMs : undefined;
  if (ms === undefined || deadline.aborted) return;
  await new Promise<void>((done) => {
    const timer = setTimeout(finish, ms);
    deadline.addEventListener('abort', finish, { once: true });
    function finish() {
      clearTimeout(timer);
      deadline.removeEventListener('abort', finish);
      done();
    }
  });
}

function explain(last: Delivery | undefined, unread: unknown, deadlineMs: number): BackupTelemetryError {
  if (last?.outcome === 'rejected') {
    return new BackupTelemetryError('alert_rejected', `Expected WS-155 to accept the alert, got status ${last.status}, which is for good.`);
  }
  const expected = `Expected WS-155 to accept the alert within ${deadlineMs} ms`;
  if (last === undefined && unread !== undefined) {
    return new BackupTelemetryError('alert_undelivered', `${expected}, got no secret to sign it with. ${sentenceOf(unread)}`, {
      cause: unread,
    });
  }
  const got =
    last?.outcome === 'unavailable' ? (last.status === undefined ? `no answer (${last.reason})` : `status ${last.status}`) : 'no answer';
  return new BackupTelemetryError('alert_undelivered', `${expected}, got ${got}.`);
}
