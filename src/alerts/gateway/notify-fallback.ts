import type { AlertEvent } from '../contract/schema.js';
import { isRefusal } from '../../untrusted/undone.js';
import type { Deadline } from '../../http/deadline.js';
import { discardBody } from '../delivery/deliver.js';
import type { FetchLike } from '../../http/fetch-like.js';
import { checkUrl } from '../../http/url.js';
import type { GatewayOptions, UndeliverableAlert } from './options.js';

/** Resolves to whether somebody was notified before the deadline. Never rejects. */
export type NotifyFallback = (undeliverable: UndeliverableAlert, deadline: Deadline) => Promise<boolean>;

/** An alert that WS-155 refused, as the fallback is notified of it. */
export function rejectedAlert(event: AlertEvent, status: number): UndeliverableAlert {
  const { alert, severity, summary } = event.data;
  return { reason: 'rejected', text: `WS-155 refused an alert with status ${status}: ${alert} (${severity}): ${summary}`, status, event };
}

/** @throws BackupTelemetryError `configuration_invalid` when the URL is wrong */
export function createFallbackNotifier(fallback: GatewayOptions['fallback'], fetch: FetchLike): NotifyFallback | undefined {
  if (fallback === undefined) return undefined;
  const notify = typeof fallback === 'function' ? fallback : createPost(checkUrl(fallback, '`fallback`'), fetch);
  return async (undeliverable, deadline) => {
    try {
      const notified: unknown = await deadline.race(() => notify(undeliverable, { signal: deadline.signal }));
      return !isRefusal(notified);
    } catch {
      return false;
    }
  };
}

function createPost(url: string, fetch: FetchLike) {
  return async (undeliverable: UndeliverableAlert, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
    const body = JSON.stringify(undeliverable);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
      redirect: 'manual',
    });
    discardBody(response);
    if (!(response.status >= 200 && response.status <= 299)) throw new Error(`status ${response.status}`);
  };
}
