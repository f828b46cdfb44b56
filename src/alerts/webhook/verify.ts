import type { Duration } from '../../policy/duration.js';
import type { BackupTelemetryError } from '../../errors.js';
import { keysOf } from '../../untrusted/unknown-keys.js';
import { alertEventSchema, type AlertEvent } from '../contract/schema.js';
import { checkKeys, readClock, readDuration, readWhole } from '../options/check.js';
import { fromBase64 } from '../crypto/base64.js';
import { noWebhook, readIncomingBody, readSignatureHeaders, type IncomingWebhook } from './incoming.js';
import type { HmacKey } from '../../http/hash.js';
import { importSecrets } from '../crypto/keys.js';
import { parseJson } from '../../http/read-body.js';
import { readSecrets, type Secrets } from '../../http/rotating.js';
import { signedContent } from './sign.js';

/** Why a webhook was refused, for your own log. It is not sent back. */
export type WebhookRefusal =
  /** A header is missing or has not the form it should have. */
  | 'headers'
  /** Signed longer ago than the tolerance, or in the future. */
  | 'time'
  /** Larger than the limit. */
  | 'size'
  /** No signature fits one of the secrets. */
  | 'signature'
  /** The body broke off. */
  | 'interrupted'
  /** Signed rightly, but no event of a version of the contract that this release knows. */
  | 'contract'
  /** This receiver has no raw body to check: it was read or parsed before. `error` says how to wire it. */
  | 'body';

/** A webhook that is what it says, or the answer to one that is not. */
export type VerifiedWebhook =
  | { readonly valid: true; readonly id: string; readonly event: AlertEvent }
  | {
      readonly valid: false;
      readonly reason: WebhookRefusal;
      readonly response: Response;
      /** For the reason `body`: what is wrong with the receiver itself. */
      readonly error?: BackupTelemetryError;
    };

/** What a webhook has to be. */
export interface VerifyOptions {
  /** `whsec_<base64>`; several, or a function that reads them, for a rotation. */
  readonly secrets: Secrets;
  /** How far the time of signing may be from now, in either direction: from one second to a day. @default '5m' */
  readonly tolerance?: Duration | undefined;
  /** Larger bodies are refused unread. @default 65_536 */
  readonly maxBytes?: number | undefined;
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** By type: one that is forgotten does not compile. */
export const VERIFY_OPTIONS: Readonly<Record<keyof VerifyOptions, 1>> = { secrets: 1, tolerance: 1, maxBytes: 1, now: 1 };

// No sender has more keys than this in use; the rest would only be work for nothing.
const MAX_SIGNATURES = 8;

/**
 * Checks that a webhook is from somebody who knows one of the secrets, unchanged, and of now; then hands out its event.
 * Signatures are compared in constant time. Otherwise there is a `response` to send: 401 `{"error":"Invalid signature"}`,
 * 413 for one that is too large, 422 for one that is signed rightly but does not fit the contract, 500 when the server in front
 * left no raw body to check, and 503 for a body that broke off, so that the sender comes again. Nothing that a webhook holds makes it throw.
 *
 * @param webhook - a `Request` whose body was not read, or `{ headers, body }` of another server, with the body as it was sent
 * @throws BackupTelemetryError `configuration_invalid` when a secret has not the form `whsec_<base64>`, or an option is wrong or unknown
 *
 * @example
 * ```ts
 * export async function POST(request: Request): Promise<Response> {
 *   const webhook = await verifyWebhook(request, { secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
 *   if (!webhook.valid) return webhook.response;
 *   console.log(webhook.event.data.summary);
 *   return new Response(null, { status: 204 });
 * }
 * ```
 */
export async function verifyWebhook(webhook: IncomingWebhook, options: VerifyOptions): Promise<VerifiedWebhook> {
  checkKeys('the options of verifyWebhook', options, keysOf(VERIFY_OPTIONS));
  return verify(webhook, options);
}

/** The same without a look at the keys of the options. */
export async function verify(webhook: IncomingWebhook, options: VerifyOptions): Promise<VerifiedWebhook> {
  const toleranceMs = readDuration('tolerance', options.tolerance, { min: '1s', max: '1d', fallback: '5m' });
  const maxBytes = readWhole('maxBytes', options.maxBytes, { min: 1, max: 1_073_741_824, fallback: 65_536 });
  const now = readClock(options.now)();
  const keys = await importSecrets(await readSecrets(options.secrets));

  const headers = readSignatureHeaders(webhook);
  if (!headers) return refuseBody(noWebhook());
  const { id, timestamp, signatures } = headers;
  if (id === '' || signatures.length === 0 || !/^[1-9]\d{0,11}$/.test(timestamp)) return refuse('headers');
  // NaN is within no tolerance.
  if (!(Math.abs(now - Number(timestamp) * 1_000) <= toleranceMs)) return refuse('time');

  const body = await readIncomingBody(webhook, maxBytes);
  if (body === 'too_large') return refuse('size');
  if (body === 'interrupted') return refuse('interrupted');
  if (!(body instanceof Uint8Array)) return refuseBody(body);
  const content = signedContent(id, timestamp, body);
  for (const list of signatures) {
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

const ANSWERS: Readonly<Record<WebhookRefusal, readonly [status: number, error: string]>> = {
  headers: [401, 'Invalid signature'],
  time: [401, 'Invalid signature'],
  signature: [401, 'Invalid signature'],
  interrupted: [503, 'The body broke off'],
  size: [413, 'Payload too large'],
  contract: [422, 'No backup alert of a known version'],
  body: [500, 'The receiver has no raw body'],
};

function refuse(reason: WebhookRefusal, sentence?: string): Extract<VerifiedWebhook, { valid: false }> {
  const [status, error] = ANSWERS[reason];
  return { valid: false, reason, response: Response.json({ error: sentence ?? error }, { status }) };
}

function refuseBody(error: BackupTelemetryError): VerifiedWebhook {
  return { ...refuse('body', error.message), error };
}
