import { deliver } from '../../alerts/delivery/deliver.js';
import { startDeadline } from '../../http/deadline.js';
import type { FetchLike } from '../../alerts/index.js';
import type { HmacKey } from '../../http/hash.js';
import type { AlertStore, WaitingDelivery } from './alert-store.js';

/** What an operator hears of deliveries. */
export type SenderEvent =
  | { readonly type: 'accepted' | 'refused'; readonly delivery: WaitingDelivery; readonly status: number; readonly latencyMs: number }
  | { readonly type: 'unavailable'; readonly delivery: WaitingDelivery; readonly status?: number | undefined; readonly reason: string };

export interface SenderOptions {
  readonly alerts: AlertStore;
  readonly url: string;
  /** Secrets of this moment. @throws where none can be used */
  readonly keys: () => Promise<readonly HmacKey[]>;
  readonly fetch: FetchLike;
  /** How long one attempt may take. */
  readonly attemptMs: number;
  readonly now: () => number;
  readonly onEvent: (event: SenderEvent) => void;
  /** Hears what went wrong here: no secret, a store that is away. */
  readonly onError: (error: unknown) => void;
}

/** Delivers what waits, in order for each job, until WS-155 has answered. */
export interface Sender {
  /** To be called when something was added, and now and then. */
  readonly wake: () => void;
  /** Begins nothing more, and resolves when what is in flight has been answered. */
  readonly stop: () => Promise<void>;
}

const MOST_WAITING = 500;
const MOST_IN_FLIGHT = 16;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

export function createSender(options: SenderOptions): Sender {
  const { alerts, url, keys, fetch, attemptMs, now, onEvent, onError } = options;
  const inFlight = new Map<string, Promise<void>>();
  let reading: Promise<void> | undefined;
  let isStale = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    if (stopped) return;
    isStale = true;
    reading ??= readAll().finally(() => (reading = undefined));
  }

  async function readAll(): Promise<void> {
    while (isStale && !stopped) {
      isStale = false;
      await begin().catch(onError);
    }
  }

  async function begin(): Promise<void> {
    const waiting = await alerts.waiting(MOST_WAITING);
    const jobs = new Set<string>();
    let next = Infinity;
    for (const delivery of waiting) {
      // The oldest of each job goes first, and the next only after it.
      if (jobs.has(delivery.job)) continue;
      jobs.add(delivery.job);
      if (inFlight.has(delivery.job)) continue;
      if (delivery.nextAt > now()) next = Math.min(next, delivery.nextAt);
      else if (inFlight.size < MOST_IN_FLIGHT) inFlight.set(delivery.job, send(delivery));
    }
    clearTimeout(timer);
    if (next < Infinity) timer = setTimeout(wake, Math.max(next - now(), 10));
  }

  async function send(delivery: WaitingDelivery): Promise<void> {
    try {
      await tryOnce(delivery);
    } catch (error) {
      onError(error);
      // Such as a store that is away: not at once again.
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS).unref());
    } finally {
      inFlight.delete(delivery.job);
      wake();
    }
  }

  async function tryOnce(delivery: WaitingDelivery): Promise<void> {
    const { id, event, attempts } = delivery;
    const deadline = startDeadline(attemptMs);
    const result = await keys()
      .then((current) => deliver(event, { url, keys: current, fetch, deadline, now }))
      .finally(deadline.end);
    const at = now();
    const { status } = result;
    if (result.outcome === 'unavailable') {
      const nextAt = at + Math.max(pauseMs(attempts), result.retryAfterMs ?? 0);
      await alerts.note({ id, status, reason: result.reason, at, outcome: { nextAt } });
      onEvent({ type: 'unavailable', delivery, status, reason: result.reason });
      return;
    }
    const type = result.outcome === 'accepted' ? 'accepted' : 'refused';
    await alerts.note({ id, status, at, outcome: type });
    onEvent({ type, delivery, status: result.status, latencyMs: at - delivery.createdAt });
  }

  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await reading;
      await Promise.all(inFlight.values());
    },
  };
}

/** Twice as long each time, and by chance up to half as long: many monitors must not come at once. */
function pauseMs(attempts: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20), LONGEST_PAUSE_MS);
  return pause * (0.5 + Math.random() / 2);
}
