import { keysOf } from '../../untrusted/unknown-keys.js';
import type { Duration } from '../../policy/duration.js';
import type { AlertEvent } from '../contract/schema.js';
import type { FetchLike } from '../../http/fetch-like.js';
import type { Secrets } from '../../http/rotating.js';

/** An alert that WS-155 will never take, and of which somebody else has to be notified. */
export interface UndeliverableAlert {
  /** `rejected`: WS-155 refused it for good. `malformed`: it was no alert at all. */
  readonly reason: 'rejected' | 'malformed';
  /** One sentence for people. */
  readonly text: string;
  /** What WS-155 answered. */
  readonly status?: number;
  /** The alert, where it was one. */
  readonly event?: AlertEvent;
}

/** What happened in a gateway, for logs and counters. None of it is secret. */
export type GatewayEvent =
  | { readonly type: 'answered'; readonly status: number; readonly reason?: string }
  | { readonly type: 'accepted'; readonly event: AlertEvent }
  | { readonly type: 'unavailable'; readonly event: AlertEvent; readonly reason: string; readonly status?: number }
  /** `notified`: whether the fallback took it. */
  | ({ readonly type: 'undeliverable'; readonly notified: boolean } & Omit<UndeliverableAlert, 'type'>)
  | { readonly type: 'truncated'; readonly count: number }
  /** Texts of alerts that took too long to clean of secrets: they were left out, and the alerts went on without them. */
  | { readonly type: 'uncleaned'; readonly count: number }
  /** Something is wrong with the gateway itself, such as secrets that cannot be read. Those read before stay in use, which is said once. */
  | { readonly type: 'failed'; readonly error: unknown };

/** Where alerts come from and go to. */
export interface GatewayOptions {
  /** Where WS-155 listens. */
  readonly url: string;
  /** What alerts are signed with: `whsec_<base64>`; several, or a function that reads them, for a rotation. */
  readonly secrets: Secrets;
  /** Bearer tokens that Alertmanager may send, at least 16 characters each. Without them there is no endpoint for Alertmanager. */
  readonly alertmanagerTokens?: Secrets | undefined;
  /** Secrets of Grafana's HMAC signatures, at least 16 characters each. Without them there is no endpoint for Grafana. */
  readonly grafanaSecrets?: Secrets | undefined;
  /**
   * Who is notified of alerts that WS-155 will never take: a URL that gets a POST with `{ text, reason, status, event }`, as chat systems
   * take it, or a function. When it fails, returns `false` or an answer that is no success, or hangs until the deadline, the sender is asked to come again. The signal is that of the deadline.
   */
  readonly fallback?: string | ((undeliverable: UndeliverableAlert, context: { readonly signal: AbortSignal }) => unknown) | undefined;
  /** How long one notification may take altogether, from 100 ms to an hour. @default '10s' */
  readonly deadline?: Duration | undefined;
  /** How many alerts are posted at the same time. @default 32 */
  readonly concurrency?: number | undefined;
  /** How many alerts may wait; beyond it the sender is asked to come again. A notification of more than that is refused. @default 10_000 */
  readonly maxWaiting?: number | undefined;
  /** Larger notifications are refused: set `max_alerts` of the sender accordingly. @default 4_194_304 */
  readonly maxBytes?: number | undefined;
  /** Alerts that fire all the time to show that alerts arrive. @default ['Watchdog'] */
  readonly watchdogs?: readonly string[] | undefined;
  /** How often such an alert is a new one. @default '1m' */
  readonly watchdogInterval?: Duration | undefined;
  /** Where your runbooks are: the shipped rules name them by paths such as `docs/runbooks/backup-job-failed.md`. Ends with a slash. */
  readonly runbookBase?: string | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: FetchLike | undefined;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Hears of everything that happens. What it throws is dropped. */
  readonly onEvent?: ((event: GatewayEvent) => void) | undefined;
}

/** All that a gateway may be given. */
export const GATEWAY_OPTIONS = keysOf<GatewayOptions>({
  url: 1,
  secrets: 1,
  alertmanagerTokens: 1,
  grafanaSecrets: 1,
  fallback: 1,
  deadline: 1,
  concurrency: 1,
  maxWaiting: 1,
  maxBytes: 1,
  watchdogs: 1,
  watchdogInterval: 1,
  runbookBase: 1,
  fetch: 1,
  now: 1,
  onEvent: 1,
});
