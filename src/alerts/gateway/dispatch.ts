import type { LimitFunction } from 'p-limit';
import { createAlertEvent, type AlertInput } from '../contract/alert-event.js';
import type { AlertEvent } from '../contract/schema.js';
import { deliver, type DeliverOptions } from '../delivery/deliver.js';
import type { GatewayFact, Undeliverable } from './options.js';
import type { TellFallback } from './tell-fallback.js';

export interface DispatchOptions extends DeliverOptions {
  readonly source: AlertEvent['data']['source'];
  readonly limit: LimitFunction;
  readonly tell: TellFallback | undefined;
  readonly report: (fact: GatewayFact) => void;
}

/** Posts one alert when its turn comes. Resolves to whether the sender is done with it: WS-155 accepted it, or never will and that was told. */
export async function dispatch(alert: AlertInput, options: DispatchOptions): Promise<boolean> {
  const { limit, report, source, now } = options;
  let event;
  try {
    event = await createAlertEvent(alert, { source, now });
  } catch (error) {
    return handOver({ reason: 'malformed', text: `An alert from ${source} does not fit the contract. ${String(error)}` }, options);
  }
  const delivery = await limit(() => deliver(event, options));
  if (delivery.outcome === 'accepted') {
    report({ type: 'accepted', event });
    return true;
  }
  if (delivery.outcome === 'rejected') {
    const { status } = delivery;
    const text = `WS-155 refused an alert with status ${status}: ${event.data.alert} (${event.data.severity}): ${event.data.summary}`;
    return handOver({ reason: 'rejected', text, status, event }, options);
  }
  const { reason, status } = delivery;
  report({ type: 'unavailable', event, reason, ...(status !== undefined && { status }) });
  return false;
}

/** Tells the fallback. Without one it is only reported: keeping it would hold up every other alert of its group for ever. */
export async function handOver(
  undeliverable: Undeliverable,
  { tell, report, signal }: Pick<DispatchOptions, 'tell' | 'report' | 'signal'>,
): Promise<boolean> {
  const told = tell !== undefined && (await tell(undeliverable, signal));
  report({ type: 'undeliverable', told, ...undeliverable });
  return told || tell === undefined;
}
