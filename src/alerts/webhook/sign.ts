import { kindOf } from '../../errors.js';
import { checkKeys, readClock } from '../options/check.js';
import { toBase64 } from '../crypto/base64.js';
import { hmacSha256, type HmacKey } from '../../http/hash.js';
import { importSecrets } from '../crypto/keys.js';
import { readSecrets, type Secrets } from '../../http/rotating.js';
import { invalid } from '../../untrusted/invalid.js';

/** A body and what identifies it. */
export interface WebhookMessage {
  /** The `webhook-id`. */
  readonly id: string;
  /** Exactly the text that is sent. */
  readonly body: string;
  /** When it is sent, in milliseconds since the Unix epoch. @default the time of the call */
  readonly at?: number | undefined;
}

/** What a webhook is signed with. */
export interface SignOptions {
  /** `whsec_<base64>`; several during a rotation: there is a signature for each. */
  readonly secrets: Secrets;
}

/** Headers of a signed webhook. */
export type WebhookHeaders = Readonly<
  Record<'content-type' | 'webhook-id' | 'webhook-timestamp' | 'webhook-signature' | 'x-webhook-signature', string>
>;

/**
 * Headers that make a POST a signed webhook, by the Standard Webhooks specification. With several secrets there is a signature for each,
 * so that receivers may change to the new one at any moment.
 *
 * @throws BackupTelemetryError `configuration_invalid` when a secret has not the form `whsec_<base64>`, or the message lacks something
 *
 * @example
 * ```ts
 * const body = JSON.stringify({ hello: 'WS-155' });
 * const headers = await signWebhook({ id: 'message-1', body }, { secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
 * ```
 */
export async function signWebhook(message: WebhookMessage, options: SignOptions): Promise<WebhookHeaders> {
  checkKeys('the message of signWebhook', message, ['id', 'body', 'at']);
  checkKeys('the options of signWebhook', options, ['secrets']);
  const { id, body, at = Date.now() } = message;
  // A full stop or a line break in it would let another message have the same signature, or break the header.
  if (typeof id !== 'string' || !/^[\x21-\x7e]+$/.test(id))
    throw invalid('`id` of a message to be a text of visible ASCII characters', kindOf(id));
  if (typeof body !== 'string') throw invalid('`body` of a message to be the text that is sent', kindOf(body));
  return signWithKeys({ id, body, at: readClock(() => at, '`at` to be')() }, await importSecrets(await readSecrets(options.secrets)));
}

export async function signWithKeys({ id, body, at = Date.now() }: WebhookMessage, keys: readonly HmacKey[]): Promise<WebhookHeaders> {
  const timestamp = String(Math.floor(at / 1_000));
  const content = signedContent(id, timestamp, new TextEncoder().encode(body));
  const signatures = await Promise.all(keys.map(async (key) => `v1,${toBase64(await hmacSha256(key, content))}`));
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
