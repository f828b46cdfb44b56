import pRetry, { AbortError } from 'p-retry';
import { BackupTelemetryError } from '../../errors.js';
import { createAlertEvent, type AlertInput } from '../contract/alert-event.js';
import { importSecrets } from '../webhook/keys.js';
import { rotating, type Secrets } from '../webhook/rotating.js';
import { deliver, type Delivery } from './deliver.js';
import type { PostFetch } from './post.js';
import { checkUrl } from './url.js';

export interface AlertClientOptions {
  /** Where WS-155 listens. */
  readonly url: string;
  /** `whsec_<base64>`; several, or a function that reads them, for a rotation. */
  readonly secret: Secrets;
  /** How long `send` tries altogether. @default 30_000 */
  readonly deadlineMs?: number;
  /** How long one attempt may take. @default 5_000 */
  readonly attemptTimeoutMs?: number;
  /** @default globalThis.fetch */
  readonly fetch?: PostFetch;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
}

/** Tells WS-155 of alerts. */
export interface AlertClient {
  /**
   * Resolves when WS-155 has accepted the alert.
   *
   * @throws BackupTelemetryError `alert_invalid` for an alert that does not fit the contract, `alert_rejected` when WS-155 refuses it,
   * `alert_undelivered` when the deadline is over
   */
  readonly send: (alert: AlertInput) => Promise<{ readonly id: string }>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A client for code that alerts WS-155 itself, without Prometheus: the same contract, the same ids. It tries again with growing, random
 * pauses until the deadline; every attempt has the same id, so WS-155 acts once.
 *
 * Do not wait for it inside a backup: a backup must not fail because an alert could not be sent.
 *
 * @throws BackupTelemetryError `configuration_invalid` when the URL is wrong; `send` throws it for a wrong secret
 *
 * @example
 * ```ts
 * const alerts = createAlertClient({ url: 'https://ws-155.example.com/alerts', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
 *
 * await alerts.send({
 *   alert: 'BackupJobFailed',
 *   severity: 'critical',
 *   identity: { environment: 'production', service: 'backups', operation: 'backup', job: 'nightly' },
 *   episode: new Date('2026-06-19T02:04:10Z'), // the last success
 *   summary: 'Backup nightly failed',
 * });
 * ```
 */
export function createAlertClient(options: AlertClientOptions): AlertClient {
  const { deadlineMs = 30_000, attemptTimeoutMs = 5_000, fetch = globalThis.fetch, now = Date.now } = options;
  const url = checkUrl(options.url, '`url`');
  const keys = rotating(options.secret, importSecrets);
  return {
    async send(alert) {
      const event = await createAlertEvent(alert, { now });
      const deadline = AbortSignal.timeout(deadlineMs);
      let last: Delivery | undefined;
      const attempt = async () => {
        const signal = AbortSignal.timeout(attemptTimeoutMs);
        last = await deliver(event, { url, keys: await keys().catch(giveUp), fetch, signal, now });
        if (last.outcome === 'rejected') throw new AbortError(`status ${last.status}`);
        if (last.outcome === 'unavailable') throw new Error(last.reason);
      };
      try {
        await pRetry(attempt, {
          retries: Infinity,
          minTimeout: FIRST_PAUSE_MS,
          maxTimeout: LONGEST_PAUSE_MS,
          randomize: true,
          maxRetryTime: deadlineMs,
          signal: deadline,
          onFailedAttempt: () => pause(last, deadline),
        });
      } catch (error) {
        throw error instanceof BackupTelemetryError ? error : explain(last, deadlineMs);
      }
      return { id: event.id };
    },
  };
}

/** A wrong secret does not become right by waiting. */
function giveUp(error: Error): never {
  throw new AbortError(error);
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

function explain(last: Delivery | undefined, deadlineMs: number): BackupTelemetryError {
  if (last?.outcome === 'rejected') {
    return new BackupTelemetryError('alert_rejected', `Expected WS-155 to accept the alert, got status ${last.status}, which is for good.`);
  }
  const got =
    last?.outcome === 'unavailable' ? (last.status === undefined ? `no answer (${last.reason})` : `status ${last.status}`) : 'no answer';
  return new BackupTelemetryError('alert_undelivered', `Expected WS-155 to accept the alert within ${deadlineMs} ms, got ${got}.`);
}
