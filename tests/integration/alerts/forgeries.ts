import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createAlertEvent, signWebhook, type AlertEvent, type WebhookHeaders } from '../../../src/alerts/index.js';
import type { RawPost } from '../../kit/raw-post.js';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const TOLERANCE_S = 300;

/** What a receiver gets, but for its address. */
export type Forged = Required<Pick<RawPost, 'headers' | 'body'>> & Pick<RawPost, 'claimedLength'>;

/** One way to make a wrong webhook of a right one. */
type Forgery = { readonly kind: string; readonly make: (event: AlertEvent, seed: number) => Promise<Forged> | Forged };

const forgeries: readonly Forgery[] = [
  { kind: 'wrong key', make: async (event, seed) => sign(event, { secret: secretOf(seed) }) },
  { kind: 'stale', make: async (event, seed) => sign(event, { at: Date.now() - (TOLERANCE_S + 2 + (seed % 1e7)) * 1_000 }) },
  { kind: 'from the future', make: async (event, seed) => sign(event, { at: Date.now() + (TOLERANCE_S + 2 + (seed % 1e7)) * 1_000 }) },
  { kind: 'oversized', make: async (event, seed) => sign(event, { body: JSON.stringify(event).padEnd(65_537 + (seed % 200_000)) }) },
  { kind: 'bit flipped', make: changeBody((bytes, seed) => void (bytes[seed % bytes.length]! ^= 1 << (seed % 8))) },
  { kind: 'truncated', make: async (event, seed) => cutBody(await sign(event), seed) },
  { kind: 'broken off', make: async (event, seed) => breakOff(await sign(event), seed) },
  { kind: 'lengthened', make: async (event, seed) => withBody(await sign(event), (bytes) => [...bytes, seed % 256]) },
  { kind: 're-encoded', make: async (event, seed) => reencode(event, await sign(event), seed) },
  { kind: 'headers changed', make: async (event, seed) => changeHeaders(await sign(event), seed) },
  { kind: 'signature changed', make: async (event, seed) => changeSignature(await sign(event), seed) },
  { kind: 'signature of another', make: async (event, seed) => ({ ...(await sign(event)), headers: await headersOfAnother(event, seed) }) },
];

export const KINDS = forgeries.map(({ kind }) => kind);

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => /^[^\r\n]+$/.test(text));

/** Wrong webhooks of every kind, made of events with arbitrary texts. */
export const forged = fc
  .record({ forgery: fc.constantFrom(...forgeries), job: name, episode: name, summary: fc.string({ maxLength: 100 }), seed: fc.nat() })
  .map(({ forgery, job, episode, summary, seed }) => ({
    kind: forgery.kind,
    seed,
    make: async () => forgery.make(await eventOf(job, episode, summary), seed),
  }));

function eventOf(job: string, episode: string, summary: string): Promise<AlertEvent> {
  return createAlertEvent({ alert: 'BackupJobFailed', severity: 'critical', identity: { job }, episode, summary });
}

/** A webhook as it should be. */
export async function sign(
  event: AlertEvent,
  { secret = SECRET, at = Date.now(), body = JSON.stringify(event) }: { secret?: string; at?: number; body?: string } = {},
): Promise<{ headers: WebhookHeaders; body: Uint8Array }> {
  return { headers: await signWebhook({ id: event.id, body, at }, { secrets: secret }), body: Buffer.from(body) };
}

export const rightEvent = () => eventOf('nightly', '1781834650.000', 'Backup nightly failed');

function changeBody(change: (bytes: Uint8Array, seed: number) => void): Forgery['make'] {
  return async (event, seed) => {
    const { headers, body } = await sign(event);
    change(body, seed);
    return { headers, body };
  };
}

function withBody({ headers, body }: Awaited<ReturnType<typeof sign>>, change: (bytes: Uint8Array) => Iterable<number>): Forged {
  return { headers, body: Uint8Array.from(change(body)) };
}

function cutBody({ headers, body }: Awaited<ReturnType<typeof sign>>, seed: number): Forged {
  return { headers, body: body.subarray(0, seed % body.length) };
}

/** The connection ends before all of the body came. */
function breakOff({ headers, body }: Awaited<ReturnType<typeof sign>>, seed: number): Forged {
  return { headers, body: body.subarray(0, seed % body.length), claimedLength: body.length };
}

function reencode(event: AlertEvent, { headers, body }: Awaited<ReturnType<typeof sign>>, seed: number): Forged {
  const text = JSON.stringify(event);
  const ways: readonly (() => Forged)[] = [
    () => ({ headers, body: JSON.stringify(event, undefined, 1 + (seed % 4)) }),
    () => ({ headers, body: JSON.stringify(Object.fromEntries(Object.entries(event).reverse())) }),
    () => ({ headers, body: `\uFEFF${text}` }),
    () => ({ headers, body: Buffer.from(text, 'utf16le') }),
    () => ({ headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body) }),
    () => ({ headers, body: text.replace('B', '\\u0042') }),
    () => ({ headers, body: ` ${text}` }),
  ];
  return ways[seed % ways.length]!();
}

function changeHeaders({ headers, body }: Awaited<ReturnType<typeof sign>>, seed: number): Forged {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const changes: readonly Readonly<Record<string, string>>[] = [
    { 'webhook-id': `${id}0` },
    { 'webhook-id': id.toUpperCase() },
    { 'webhook-id': `${id}.${timestamp}` },
    { 'webhook-timestamp': String(Number(timestamp) - 1 - (seed % 200)) },
    { 'webhook-timestamp': `+${timestamp}` },
    { 'webhook-timestamp': `${timestamp}.0` },
    { 'webhook-timestamp': '' },
    { 'webhook-id': '' },
  ];
  return { headers: { ...headers, ...changes[seed % changes.length] }, body };
}

function changeSignature({ headers, body }: Awaited<ReturnType<typeof sign>>, seed: number): Forged {
  const { 'webhook-signature': signature } = headers;
  const text = signature.slice(3);
  const bytes = Buffer.from(text, 'base64');
  const flipped = Buffer.from(bytes);
  flipped[seed % 32]! ^= 1 << (seed % 8);
  const ways = [
    signature.slice(0, seed % signature.length),
    `v1,${flipped.toString('base64')}`,
    `v1,${bytes.toString('hex')}`,
    `v1,${text.slice(0, -1)}`,
    `v1,${text}=`,
    `v1, ${text}`,
    `v2,${text}`,
    `V1,${text}`,
    text,
    'v1,',
    '',
    'v1,v1,v1,',
    `v1a,${text}`,
  ];
  const value = ways[seed % ways.length]!;
  return { headers: { ...headers, 'webhook-signature': value, 'x-webhook-signature': value }, body };
}

async function headersOfAnother(event: AlertEvent, seed: number): Promise<WebhookHeaders> {
  const other = await eventOf(`other-${String(seed)}`, event.data.episode, event.data.summary);
  return (await sign(other)).headers;
}

function secretOf(seed: number): string {
  return `whsec_${Buffer.alloc(32, `another secret ${String(seed)}`).toString('base64')}`;
}
