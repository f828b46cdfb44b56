import type { BackupTelemetryError } from '../../errors.js';
import { orUndefined, quiet } from '../../untrusted/calls.js';
import { readBody, readNodeBody, type BodyProblem, type NodeBody } from '../../http/read-body.js';
import { invalid } from '../../untrusted/invalid.js';

/** Headers as web standards, Node.js, Express and Fastify have them, or a list of pairs; names in any case. */
export type WebhookHeadersInput =
  | { readonly get: (name: string) => string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/** What was sent, as text or bytes, or the stream of it that Node.js has: the request of `node:http` itself. */
export type WebhookBody = string | Uint8Array | NodeBody;

/**
 * A webhook as it came in: a `Request`, or what other servers make of one. The body has to be what was sent, not what a parser made of it:
 * a signature is of bytes.
 */
export type IncomingWebhook = Request | { readonly headers: WebhookHeadersInput; readonly body: WebhookBody };

const HOW =
  'hand a Request on before anything reads it. Elsewhere give { headers: request.headers, body } with the raw body: ' +
  'the request itself in node:http, request.body behind express.raw({ type: "application/json" }) in Express, ' +
  'or behind addContentTypeParser("application/json", { parseAs: "buffer" }, ...) in Fastify';

/** The headers that say who signed a webhook, and when. */
export interface SignatureHeaders {
  readonly id: string;
  readonly timestamp: string;
  /** Of the standard's name and of this contract's. */
  readonly signatures: readonly string[];
}

/** Undefined where what came has no headers that can be read: it is no webhook at all. */
export function readSignatureHeaders(webhook: IncomingWebhook): SignatureHeaders | undefined {
  return orUndefined(() => {
    const header = createHeaderReader(quiet(quiet(webhook).headers));
    const signatures = ['webhook-signature', 'x-webhook-signature'].flatMap((name) => header(name) ?? []);
    return { id: header('webhook-id') ?? '', timestamp: header('webhook-timestamp') ?? '', signatures };
  });
}

/** A header by its name in lower case; several of one name are joined as web standards do, so that none is overlooked. */
function createHeaderReader(headers: unknown): (name: string) => string | undefined {
  if (typeof headers !== 'object' || headers === null) return () => undefined;
  if ('get' in headers && typeof headers.get === 'function') {
    const { get } = headers as { get: (name: string) => unknown };
    return (name) => textOf(get.call(headers, name));
  }
  const entries = Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  const pairs = entries.filter((entry): entry is [string, unknown] => Array.isArray(entry) && typeof entry[0] === 'string');
  return (name) => {
    const values = pairs
      .filter(([key]) => key.toLowerCase() === name)
      .flatMap(([, value]) => (Array.isArray(value) ? value : [value]) as unknown[]);
    const texts = values.flatMap((value) => textOf(value) ?? []);
    return texts.length === 0 ? undefined : texts.join(', ');
  };
}

/** The bytes of the body, at most so many, or why there are none: the error says how to wire the server. */
export async function readIncomingBody(
  webhook: IncomingWebhook,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | BodyProblem | BackupTelemetryError> {
  try {
    return await readAsItCame(webhook, maxBytes);
  } catch {
    return noWebhook();
  }
}

/** What a server made of a webhook cannot be looked at. */
export function noWebhook(): BackupTelemetryError {
  return unreadable('what cannot be read');
}

async function readAsItCame(
  webhook: IncomingWebhook,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | BodyProblem | BackupTelemetryError> {
  const body: unknown = quiet(webhook.body);
  if (typeof body === 'string') return cap(new TextEncoder().encode(body), maxBytes);
  if (body instanceof Uint8Array) return cap(body, maxBytes);
  if (isRequest(webhook)) {
    return webhook.bodyUsed || webhook.body?.locked === true ? unreadable('one that was read before') : readBody(webhook, maxBytes);
  }
  if (!isStream(body)) return unreadable(body === undefined || body === null ? 'none' : 'what a parser made of it');
  return body.readableEnded === true || body.destroyed === true ? unreadable('one that was read before') : readNodeBody(body, maxBytes);
}

function isRequest(webhook: IncomingWebhook): webhook is Request {
  return 'bodyUsed' in webhook && 'arrayBuffer' in webhook;
}

function isStream(body: unknown): body is NodeBody & { readonly readableEnded?: unknown; readonly destroyed?: unknown } {
  return typeof body === 'object' && body !== null && 'on' in body && typeof body.on === 'function';
}

function cap(bytes: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> | BodyProblem {
  return bytes.length <= maxBytes ? new Uint8Array(bytes) : 'too_large';
}

function unreadable(got: string): BackupTelemetryError {
  return invalid('the body of a webhook as it was sent', `${got}: ${HOW}`);
}

function textOf(value: unknown): string | undefined {
  return typeof quiet(value) === 'string' ? (value as string) : undefined;
}
