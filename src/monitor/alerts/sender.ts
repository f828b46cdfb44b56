import { setTimeout as delay } from 'node:timers/promises';
import { deliver } from '../../alerts/delivery/deliver.js';
import { startDeadline, type Deadline } from '../../http/deadline.js';
import type { FetchLike } from '../../alerts/index.js';
import { rejectedAlert, type NotifyFallback } from '../../alerts/gateway/notify-fallback.js';
import type { HmacKey } from '../../http/hash.js';
import type { AlertStore, DeliveryAttempt, WaitingDelivery } from './alert-store.js';

/** What an operator hears of deliveries. */
export type SenderEvent =
  | { readonly type: 'accepted'; readonly delivery: WaitingDelivery; readonly status: number; readonly latencyMs: number }
  /** For good. `notified`: whether the fallback took it; nothing where there is none. */
  | { readonly type: 'refused'; readonly delivery: WaitingDelivery; readonly status: number; readonly notified: boolean | undefined }
  | { readonly type: 'unavailable'; readonly delivery: WaitingDelivery; readonly status?: number | undefined; readonly reason: string };

export interface SenderOptions {
  readonly alerts: AlertStore;
  readonly url: string;
  /** Secrets of this moment. @throws where none can be used */
  readonly keys: () => Promise<readonly HmacKey[]>;
  readonly fetch: FetchLike;
  /** Who hears of an alert that WS-155 refuses for good. Until it was notified, the alert is tried again. */
  readonly notify?: NotifyFallback | undefined;
  /** How long one attempt may take. */
  readonly attemptMs: number;
  readonly now: () => number;
  readonly onEvent: (event: SenderEvent) => void;
  /** Hears what went wrong here: no secret, a store that is away. */
  readonly onError: (error: unknown) => void;
}

/**
 * Delivers what waits until WS-155 has answered: in order for each job, and for each incident of it where one is not answered as it should be
 * for a quarter of an hour.
 */
export interface Sender {
  /** To be called when something was added, and now and then. */
  readonly wake: () => void;
  /** Begins nothing more, and resolves when what is in flight has been answered. */
  readonly stop: () => Promise<void>;
}

// It is read again with each that was answered.
const MOST_WAITING = 64;
const MOST_IN_FLIGHT = 16;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
// A receiver that asks for more is asked again all the same: a day later is too late for a failed backup.
const LONGEST_RETRY_AFTER_MS = 300_000;
// An alert that is never answered as it should be holds up the others of its job for so long.
const HOLDS_UP_MS = 900_000;

export function createSender(options: SenderOptions): Sender {
  const { alerts, now, onEvent, onError } = options;
  const tryOnce = createAttempt(options);
  const inFlight = new Map<string, Promise<void>>();
  // Answered since the list of what waits was asked for.
  const settled = new Set<string>();
  const stopping = new AbortController();
  let reading: Promise<void> | undefined;
  let isStale = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    if (stopping.signal.aborted) return;
    isStale = true;
    reading ??= readAll().finally(() => (reading = undefined));
  }

  function wakeIn(ms: number): void {
    clearTimeout(timer);
    if (!stopping.signal.aborted && ms < Infinity) timer = setTimeout(wake, Math.max(ms, 10));
  }

  async function readAll(): Promise<void> {
    while (isStale && !stopping.signal.aborted) {
      isStale = false;
      try {
        await begin();
        failures = 0;
      } catch (error) {
        onError(error);
        wakeIn(pauseMs(failures++));
      }
    }
  }

  async function begin(): Promise<void> {
    settled.clear();
    const waiting = await alerts.waiting({ most: MOST_WAITING, heldUpSince: now() - HOLDS_UP_MS });
    let next = Infinity;
    for (const delivery of waiting) {
      if (inFlight.has(delivery.id) || settled.has(delivery.id)) continue;
      const inMs = delivery.nextAt - now();
      // Further away than any pause is only what was noted before the clock was set back.
      if (inMs > 0 && inMs <= LONGEST_RETRY_AFTER_MS) next = Math.min(next, inMs);
      else if (inFlight.size < MOST_IN_FLIGHT) inFlight.set(delivery.id, send(delivery));
    }
    wakeIn(next);
  }

  async function send(delivery: WaitingDelivery): Promise<void> {
    try {
      const { event, outcome, ...attempt } = await tryOnce(delivery);
      await alerts.note({ id: delivery.id, ...attempt, outcome });
      settled.add(delivery.id);
      onEvent(event);
    } catch (error) {
      onError(error);
      // Such as a store that is away: not at once again.
      await delay(pauseMs(failures++), undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    } finally {
      inFlight.delete(delivery.id);
      wake();
    }
  }

  return {
    wake,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await reading;
      await Promise.all(inFlight.values());
    },
  };
}

type Attempt = Omit<DeliveryAttempt, 'id'> & { readonly event: SenderEvent };

/** Posts an alert once, and says what is to be noted of it. */
function createAttempt({ url, keys, fetch, notify, attemptMs, now }: SenderOptions): (delivery: WaitingDelivery) => Promise<Attempt> {
  async function within<T>(work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = startDeadline(attemptMs);
    return work(deadline).finally(deadline.end);
  }

  return async (delivery) => {
    const { event, attempts } = delivery;
    const again = (status: number | undefined, reason: string, retryAfterMs = 0): Attempt => {
      const at = now();
      const nextAt = at + Math.max(pauseMs(attempts), Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));
      return { status, reason, at, outcome: { nextAt }, event: { type: 'unavailable', delivery, status, reason } };
    };
    const result = await within(async (deadline) => deliver(event, { url, keys: await keys(), fetch, deadline, now }));
    const { status } = result;
    if (result.outcome === 'unavailable') return again(status, result.reason, result.retryAfterMs);
    if (result.outcome === 'accepted') {
      const at = now();
      return {
        status,
        at,
        outcome: 'accepted',
        event: { type: 'accepted', delivery, status: result.status, latencyMs: at - delivery.createdAt },
      };
    }
    const notified = notify && (await within((deadline) => notify(rejectedAlert(event, result.status), deadline)));
    if (notified === false) return again(status, 'fallback');
    return { status, at: now(), outcome: 'refused', event: { type: 'refused', delivery, status: result.status, notified } };
  };
}

/** Twice as long each time, and by chance up to half as long: many monitors must not come at once. */
function pauseMs(attempts: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20), LONGEST_PAUSE_MS);
  return pause * (0.5 + Math.random() / 2);
}
