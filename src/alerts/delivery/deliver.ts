import type { AlertEvent } from '../contract/schema.js';
import { orUndefined } from '../../untrusted/calls.js';
import { classOf } from '../../untrusted/error-words.js';
import type { HmacKey } from '../../http/hash.js';
import { signWithKeys } from '../webhook/sign.js';
import type { Deadline } from '../../http/deadline.js';
import type { FetchLike } from '../../http/fetch-like.js';

/** What became of an attempt to hand an event to WS-155. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly status: number }
  /** Sending it again would change nothing. */
  | { readonly outcome: 'rejected'; readonly status: number }
  /** Without a status nobody answered. */
  | { readonly outcome: 'unavailable'; readonly status?: number; readonly reason: string; readonly retryAfterMs?: number };

export interface DeliverOptions {
  readonly url: string;
  readonly keys: readonly HmacKey[];
  readonly fetch: FetchLike;
  readonly deadline: Deadline;
  readonly now: () => number;
}

// Bad request, gone, too large, unprocessable: about this one alert. Everything else (401, 403, 404, 429, 5xx) may be fixed behind it.
const PERMANENT = new Set([400, 410, 413, 422]);

// The longest that a timer can wait.
const LONGEST_WAIT_MS = 2_147_483_647;

/** Signs an event and posts it, once, until the deadline, whether `fetch` minds its signal or not. Never rejects. */
export async function deliver(event: AlertEvent, { url, keys, fetch, deadline, now }: DeliverOptions): Promise<Delivery> {
  const { signal } = deadline;
  try {
    const body = JSON.stringify(event);
    const headers = await signWithKeys({ id: event.id, body, at: now() }, keys);
    // A signed post that follows a redirect could be led anywhere.
    const response = await deadline.race(() => fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' }));
    discardBody(response);
    return judge(response);
  } catch (error) {
    return { outcome: 'unavailable', reason: signal.aborted ? 'deadline' : (classOf(error) ?? 'network') };
  }
}

/** Reads an answer to its end, so that the connection can be used again; what it says, or that it breaks off, does not matter. */
export function discardBody(response: Awaited<ReturnType<FetchLike>>): void {
  orUndefined<unknown>(() => response.arrayBuffer());
}

function judge({ status, headers }: Awaited<ReturnType<FetchLike>>): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'accepted', status };
  if (PERMANENT.has(status)) return { outcome: 'rejected', status };
  // Where `fetch` shows nothing of a redirect, its status is 0.
  const redirected = status === 0 || (status >= 300 && status < 400);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return {
    outcome: 'unavailable',
    status,
    reason: redirected ? 'redirect' : 'status',
    ...(seconds > 0 && { retryAfterMs: Math.min(seconds * 1_000, LONGEST_WAIT_MS) }),
  };
}
