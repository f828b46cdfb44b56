import type { LimitFunction } from 'p-limit';
import { isBackupTelemetryError } from '../../errors.js';
import { buildAlertEvent, type AlertInput } from '../contract/alert-event.js';
import type { AlertEvent } from '../contract/schema.js';
import { deliver, type DeliverOptions, type Delivery } from '../delivery/deliver.js';
import type { GatewayEvent, UndeliverableAlert } from './options.js';
import { rejectedAlert, type NotifyFallback } from './notify-fallback.js';

export interface DispatchOptions extends DeliverOptions {
  readonly source: AlertEvent['data']['source'];
  readonly limit: LimitFunction;
  readonly notify: NotifyFallback | undefined;
  readonly report: (event: GatewayEvent) => void;
}

/** What became of an alert; a sentence for one that is none. */
type Attempt = { readonly event: AlertEvent; readonly delivery: Delivery } | string;

/**
 * Makes an alert and posts it when its turn comes, so that many do not hold up everybody else at once. Resolves to whether the sender is
 * done with it: WS-155 accepted it, or never will and the fallback was notified.
 */
export async function dispatch(makeAlert: () => Promise<AlertInput> | AlertInput, options: DispatchOptions): Promise<boolean> {
  const { limit, report, source } = options;
  const attempt = await limit(() => post(makeAlert, options));
  if (typeof attempt === 'string') {
    return handOver({ reason: 'malformed', text: `An alert from ${source} does not fit the contract. ${attempt}` }, options);
  }
  const { event, delivery } = attempt;
  if (delivery.outcome === 'accepted') {
    report({ type: 'accepted', event });
    return true;
  }
  if (delivery.outcome === 'rejected') return handOver(rejectedAlert(event, delivery.status), options);
  const { reason, status } = delivery;
  report({ type: 'unavailable', event, reason, ...(status !== undefined && { status }) });
  return false;
}

async function post(makeAlert: () => Promise<AlertInput> | AlertInput, options: DispatchOptions): Promise<Attempt> {
  let event;
  try {
    event = await buildAlertEvent(await makeAlert(), options);
  } catch (error) {
    // Anything else is the fault of the gateway, such as a clock that is none: the sender has to come again.
    if (isBackupTelemetryError(error) && error.code === 'alert_invalid') return String(error);
    throw error;
  }
  return { event, delivery: await deliver(event, options) };
}

/** Notifies the fallback. Without one it is only reported: keeping it would hold up every other alert of its group for ever. */
export async function handOver(
  undeliverable: UndeliverableAlert,
  { notify, report, deadline }: Pick<DispatchOptions, 'notify' | 'report' | 'deadline'>,
): Promise<boolean> {
  const notified = notify !== undefined && (await notify(undeliverable, deadline));
  report({ type: 'undeliverable', notified, ...undeliverable });
  return notified || notify === undefined;
}
