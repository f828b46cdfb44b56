import { kindOf } from '../../errors.js';
import { orUndefined } from '../../untrusted/calls.js';
import { isRefusal } from '../../untrusted/undone.js';
import { keysOf } from '../../untrusted/unknown-keys.js';
import type { AlertEvent } from '../contract/schema.js';
import { checkKeys, readFunction } from '../options/check.js';
import type { IncomingWebhook } from './incoming.js';
import type { IdempotencyStore } from './idempotency-store.js';
import { verify, VERIFY_OPTIONS, type VerifyOptions } from './verify.js';
import { invalid } from '../../untrusted/invalid.js';
import { within } from '../../untrusted/within.js';

/** How a webhook is verified, and what is done about it. */
export interface ReceiveOptions extends VerifyOptions {
  /** Which ids were acted on: one store for all webhooks, made once. */
  readonly idempotencyStore: IdempotencyStore;
  /**
   * What is done about an alert: once for each id. When it throws, or returns that nothing was done (`false`, a generator, an error, an
   * answer with `ok` or `success` of `false`), the sender is asked to come again.
   */
  readonly act: (event: AlertEvent) => unknown;
  /** Hears what `act` or the store threw, and how to wire a server that leaves no raw body. What it throws is dropped. @default console.error */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const KEYS = keysOf<ReceiveOptions>({ ...VERIFY_OPTIONS, idempotencyStore: 1, act: 1, onError: 1 });

/**
 * Receives a webhook and acts on it once: verifies it, answers 200 to an id it knows without a second action, and 204 after the action.
 * While another delivery of the same id is acted on, or when the action or the store failed, it answers 503, so that the sender comes again.
 * When the action is done and the store fails to keep that, the answer is 204 all the same: a second delivery would be acted on twice.
 *
 * @throws BackupTelemetryError `configuration_invalid` for a wrong secret, or an option that is wrong or unknown; otherwise it never rejects
 *
 * @example
 * ```ts
 * import { createIdempotencyStore, receiveWebhook } from '@wedsync/backup-telemetry/alerts';
 *
 * const idempotencyStore = createIdempotencyStore();
 *
 * export const POST = (request: Request) =>
 *   receiveWebhook(request, {
 *     secrets: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
 *     idempotencyStore,
 *     act: ({ data }) => console.log(`${data.severity}: ${data.summary}`),
 *   });
 * ```
 */
export async function receiveWebhook(incoming: IncomingWebhook, options: ReceiveOptions): Promise<Response> {
  checkKeys('the options of receiveWebhook', options, KEYS);
  const { idempotencyStore, act, onError } = options;
  if (typeof act !== 'function') throw invalid('`act` of receiveWebhook to be a function', kindOf(act));
  if (typeof idempotencyStore?.claim !== 'function')
    throw invalid(
      '`idempotencyStore` of receiveWebhook to be a store of ids, such as that of createIdempotencyStore()',
      kindOf(idempotencyStore),
    );
  const report = readFunction('onError', onError, consoleError);
  const orFailed = async <T>(work: () => Promise<T> | T): Promise<T | Failed> => {
    try {
      return await work();
    } catch (error) {
      orUndefined<unknown>(() => report(error));
      return FAILED;
    }
  };

  const ask = <T>(work: () => Promise<T> | T) =>
    orFailed(async () => {
      const answer = await within(STORE_MS, (async () => work())(), LATE);
      if (answer === LATE)
        throw new DOMException(`Expected the store of ids to answer within ${STORE_MS} ms, got nothing.`, 'TimeoutError');
      return answer;
    });

  const webhook = await verify(incoming, options);
  if (!webhook.valid) {
    if (webhook.error) orUndefined<unknown>(() => report(webhook.error));
    return webhook.response;
  }
  const claimant = crypto.randomUUID();
  const claim = await ask(() => idempotencyStore.claim(webhook.id, claimant));
  if (claim === 'done') return Response.json({ duplicate: true });
  if (claim === 'busy') return comeAgain('In progress');
  if (claim !== 'new') {
    // An answer that is none of the three may mean that somebody acts.
    if (claim !== FAILED)
      orUndefined<unknown>(() => report(invalid('`idempotencyStore.claim` to answer "new", "busy" or "done"', kindOf(claim))));
    return comeAgain('The store of ids failed');
  }
  const acted = await orFailed(async () => {
    if (isRefusal(await act(webhook.event))) throw new Error('`act` returned that nothing was done.');
  });
  if (acted === FAILED) {
    await ask(() => idempotencyStore.release(webhook.id, claimant));
    return comeAgain('Action failed');
  }
  // It is done, whether or not the store comes to know it.
  await ask(() => idempotencyStore.finish(webhook.id));
  return new Response(null, { status: 204 });
}

// Senders wait for about ten seconds; a store that hangs must not use them up.
const STORE_MS = 5_000;

const LATE = Symbol('late');
const FAILED = Symbol('failed');
type Failed = typeof FAILED;

function consoleError(error: unknown): void {
  globalThis.console.error('A webhook could not be acted on:', error);
}

function comeAgain(error: string): Response {
  return Response.json({ error }, { status: 503, headers: { 'retry-after': '1' } });
}
