import type { AlertEvent } from '../contract/schema.js';
import type { SeenIds } from './seen-ids.js';
import { verifyWebhook, type VerifyOptions } from './verify.js';

export interface ReceiveOptions extends VerifyOptions {
  /** One, or several during a rotation. */
  readonly secrets: string | readonly string[];
  readonly seen: SeenIds;
  /** What is done about an alert: once for each id. When it throws, the sender is told to come again. */
  readonly act: (event: AlertEvent) => Promise<void> | void;
}

/**
 * Receives a webhook and acts on it once: verifies it, answers 200 to an id it knows without a second action, and 204 after the action.
 * While another delivery of the same id is acted on, or when the action failed, it answers 503, so that the sender comes again.
 *
 * @throws whatever the store throws in `claim`, and BackupTelemetryError `configuration_invalid` for a wrong secret
 *
 * @example
 * ```ts
 * import { createSeenIds, receiveWebhook } from '@wedsync/backup-telemetry/alerts';
 *
 * const seen = createSeenIds();
 *
 * export const POST = (request: Request) =>
 *   receiveWebhook(request, {
 *     secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
 *     seen,
 *     act: ({ data }) => console.log(`${data.severity}: ${data.summary}`),
 *   });
 * ```
 */
export async function receiveWebhook(request: Request, { secrets, seen, act, ...options }: ReceiveOptions): Promise<Response> {
  const webhook = await verifyWebhook(request, secrets, options);
  if (!webhook.valid) return webhook.response;
  const claim = await seen.claim(webhook.id);
  if (claim === 'done') return Response.json({ duplicate: true });
  if (claim === 'busy') return comeAgain('In progress');
  try {
    await act(webhook.event);
  } catch {
    await seen.release(webhook.id);
    return comeAgain('Action failed');
  }
  await seen.finish(webhook.id);
  return new Response(null, { status: 204 });
}

function comeAgain(error: string): Response {
  return Response.json({ error }, { status: 503, headers: { 'retry-after': '1' } });
}
