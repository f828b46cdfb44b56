import type { Deadline } from '../delivery/deadline.js';
import { discardBody } from '../delivery/deliver.js';
import type { PostFetch } from '../delivery/post.js';
import { checkUrl } from '../delivery/url.js';
import type { GatewayOptions, Undeliverable } from './options.js';

/** Resolves to whether somebody was told before the deadline. Never rejects. */
export type TellFallback = (undeliverable: Undeliverable, deadline: Deadline) => Promise<boolean>;

/** @throws BackupTelemetryError `configuration_invalid` when the URL is wrong */
export function createTellFallback(fallback: GatewayOptions['fallback'], fetch: PostFetch): TellFallback | undefined {
  if (fallback === undefined) return undefined;
  const tell = typeof fallback === 'function' ? fallback : createPost(checkUrl(fallback, '`fallback`'), fetch);
  return async (undeliverable, deadline) => {
    try {
      await deadline.race(() => tell(undeliverable, { signal: deadline.signal }));
      return true;
    } catch {
      return false;
    }
  };
}

function createPost(url: string, fetch: PostFetch) {
  return async (undeliverable: Undeliverable, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
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
