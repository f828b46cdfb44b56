import type { PostFetch } from '../delivery/post.js';
import { checkUrl } from '../delivery/url.js';
import type { GatewayOptions, Undeliverable } from './options.js';

/** Resolves to whether somebody was told. Never rejects. */
export type TellFallback = (undeliverable: Undeliverable, signal: AbortSignal) => Promise<boolean>;

/** @throws BackupTelemetryError `configuration_invalid` when the URL is wrong */
export function createTellFallback(fallback: GatewayOptions['fallback'], fetch: PostFetch): TellFallback | undefined {
  if (fallback === undefined) return undefined;
  const tell = typeof fallback === 'string' ? createPost(checkUrl(fallback, '`fallback`'), fetch) : fallback;
  return async (undeliverable, signal) => {
    try {
      await tell(undeliverable, signal);
      return true;
    } catch {
      return false;
    }
  };
}

function createPost(url: string, fetch: PostFetch) {
  return async (undeliverable: Undeliverable, signal: AbortSignal): Promise<void> => {
    const body = JSON.stringify(undeliverable);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
      redirect: 'manual',
    });
    response.arrayBuffer().catch(() => {});
    if (response.status < 200 || response.status > 299) throw new Error(`status ${response.status}`);
  };
}
