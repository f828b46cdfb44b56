import { toBase64 } from './base64.js';
import { importSecrets, type HmacKey } from './keys.js';

/** A body and what identifies it. */
export interface WebhookMessage {
  /** The `webhook-id`. */
  readonly id: string;
  /** Exactly the text that is sent. */
  readonly body: string;
  /** When it is sent, in milliseconds since the Unix epoch. @default the time of the call */
  readonly at?: number;
}

/** Headers of a signed webhook. */
export type WebhookHeaders = Readonly<
  Record<'content-type' | 'webhook-id' | 'webhook-timestamp' | 'webhook-signature' | 'x-webhook-signature', string>
>;

/**
 * Headers that make a POST a signed webhook, by the Standard Webhooks specification. With several secrets there is a signature for each,
 * so that receivers may change to the new one at any moment.
 *
 * @throws BackupTelemetryError `configuration_invalid` when a secret has not the form `whsec_<base64>`
 *
 * @example
 * ```ts
 * const body = JSON.stringify({ hello: 'WS-155' });
 * const headers = await signWebhook({ id: 'message-1', body }, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
 * ```
 */
export async function signWebhook(message: WebhookMessage, secrets: string | readonly string[]): Promise<WebhookHeaders> {
  return signWithKeys(message, await importSecrets(secrets));
}

export async function signWithKeys({ id, body, at = Date.now() }: WebhookMessage, keys: readonly HmacKey[]): Promise<WebhookHeaders> {
  const timestamp = String(Math.floor(at / 1_000));
  const content = signedContent(id, timestamp, new TextEncoder().encode(body));
  const signatures = await Promise.all(
    keys.map(async (key) => `v1,${toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, content)))}`),
  );
  const signature = signatures.join(' ');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
    'x-webhook-signature': signature,
  };
}

/** `id.timestamp.body` in bytes: what is signed is what is sent, not what somebody makes of it. */
export function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  return content;
}
