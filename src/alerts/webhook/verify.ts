import { alertEventSchema, type AlertEvent } from '../contract/schema.js';
import { fromBase64 } from './base64.js';
import { importSecrets, type HmacKey } from './keys.js';
import { parseJson, readBody } from './read-body.js';
import { signedContent } from './sign.js';

/** Why a webhook was refused, for your own log. The sender is not told. */
export type WebhookRefusal =
  /** A header is missing or has not the form it should have. */
  | 'headers'
  /** Signed longer ago than the tolerance, or in the future. */
  | 'time'
  /** Larger than the limit. */
  | 'size'
  /** No signature fits one of the secrets, or the body did not arrive whole. */
  | 'signature'
  /** Signed rightly, but no event of a version of the contract that this release knows. */
  | 'contract';

/** A webhook that is what it says, or the answer to one that is not. */
export type VerifiedWebhook =
  | { readonly valid: true; readonly id: string; readonly event: AlertEvent }
  | { readonly valid: false; readonly reason: WebhookRefusal; readonly response: Response };

export interface VerifyOptions {
  /** How far the time of signing may be from now, in either direction. @default 300_000 (5 minutes) */
  readonly toleranceMs?: number;
  /** Larger bodies are refused unread. @default 65_536 */
  readonly maxBytes?: number;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
}

// No sender has more keys than this in use; the rest would only be work for nothing.
const MAX_SIGNATURES = 8;

/**
 * Checks that a webhook is from somebody who knows one of the secrets, unchanged, and of now; then hands out its event.
 * Signatures are compared in constant time. Otherwise there is a `response` to send: 401 `{"error":"Invalid signature"}`,
 * 413 for one that is too large, 422 for one that is signed rightly but does not fit the contract.
 *
 * @param request - as it came: its body must not have been read
 * @throws BackupTelemetryError `configuration_invalid` when a secret has not the form `whsec_<base64>`
 *
 * @example
 * ```ts
 * export async function POST(request: Request): Promise<Response> {
 *   const webhook = await verifyWebhook(request, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']);
 *   if (!webhook.valid) return webhook.response;
 *   console.log(webhook.event.data.summary);
 *   return new Response(null, { status: 204 });
 * }
 * ```
 */
export async function verifyWebhook(
  request: Request,
  secrets: string | readonly string[],
  { toleranceMs = 300_000, maxBytes = 65_536, now = Date.now }: VerifyOptions = {},
): Promise<VerifiedWebhook> {
  const keys = await importSecrets(secrets);
  const id = request.headers.get('webhook-id') ?? '';
  const timestamp = request.headers.get('webhook-timestamp') ?? '';
  const signatureLists = ['webhook-signature', 'x-webhook-signature']
    .map((name) => request.headers.get(name))
    .filter((list) => list !== null);
  if (id === '' || signatureLists.length === 0 || !/^[1-9]\d{0,11}$/.test(timestamp)) return refuse('headers');
  if (Math.abs(now() - Number(timestamp) * 1_000) > toleranceMs) return refuse('time');

  const body = await readBody(request, maxBytes);
  if (body === 'too_large') return refuse('size');
  if (body === 'interrupted') return refuse('signature');
  const content = signedContent(id, timestamp, body);
  for (const list of signatureLists) {
    if (!(await isSigned(content, list, keys))) return refuse('signature');
  }

  const event = alertEventSchema.safeParse(parseJson(body));
  return event.success && event.data.id === id ? { valid: true, id, event: event.data } : refuse('contract');
}

/** Whether one of the signatures was made with one of the keys. */
async function isSigned(content: Uint8Array<ArrayBuffer>, list: string, keys: readonly HmacKey[]): Promise<boolean> {
  for (const signature of list.split(' ').slice(0, MAX_SIGNATURES)) {
    const bytes = signature.startsWith('v1,') ? fromBase64(signature.slice(3)) : undefined;
    if (!bytes) continue;
    for (const key of keys) {
      // Web Crypto compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, bytes, content)) return true;
    }
  }
  return false;
}

function refuse(reason: WebhookRefusal): VerifiedWebhook {
  if (reason === 'size') return { valid: false, reason, response: Response.json({ error: 'Payload too large' }, { status: 413 }) };
  if (reason === 'contract') {
    return { valid: false, reason, response: Response.json({ error: 'No backup alert of a known version' }, { status: 422 }) };
  }
  return { valid: false, reason, response: Response.json({ error: 'Invalid signature' }, { status: 401 }) };
}
