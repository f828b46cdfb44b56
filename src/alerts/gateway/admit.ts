import type { HmacKey } from '../../http/hash.js';
import { parseJson, type ReadBody } from '../../http/read-body.js';
import type { Refusal } from './answer.js';
import { isSignedByGrafana } from './authenticate.js';
import { countValues } from './count-values.js';
import { readNotification, type Notification } from './notification.js';

/** Where a notification comes from. A token was asked for before; Grafana proves itself by a signature over the body. */
export type Sender = { readonly source: 'alertmanager' } | { readonly source: 'grafana'; readonly keys: readonly HmacKey[] };

/** A request, and how its body is read. */
export interface Sent {
  readonly headers: Headers;
  readonly url: string;
  readonly readBody: ReadBody;
}

export interface AdmitOptions {
  readonly maxBytes: number;
  /** More alerts than this are refused before they are parsed. */
  readonly maxAlerts: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

const GRAFANA_SIGNATURE = 'x-grafana-alerting-signature';
const GRAFANA_TIMESTAMP = 'x-grafana-alerting-timestamp';
const TOLERANCE_MS = 300_000;
// Entries of the labels that the alerts have in common, which count as elements beside the alerts themselves.
const COMMON_LABELS = 1_000;
// Ten thousand alerts with thirty labels and annotations each; four megabytes of real alerts hold fewer.
const MAX_VALUES = 300_000;

/** Reads a notification from somebody who may send one; otherwise says why not. Nothing of a stranger's request is parsed. */
export async function admit(
  { headers, readBody }: Sent,
  sender: Sender,
  { maxBytes, maxAlerts, signal, now }: AdmitOptions,
): Promise<Notification | Refusal> {
  const signature = headers.get(GRAFANA_SIGNATURE);
  const timestamp = headers.get(GRAFANA_TIMESTAMP);
  // Without a time a signature is good for ever: whoever saw it once could send it again.
  if (sender.source === 'grafana' && (signature === null || timestamp === null)) return 'authentication';

  const body = await readBody(maxBytes, signal);
  if (body === 'too_large') return 'size';
  if (body === 'interrupted') return 'slow';
  if (sender.source === 'grafana') {
    const signed = { signature: signature ?? '', timestamp: timestamp ?? '', body };
    if (!(await isSignedByGrafana(signed, sender.keys))) return 'authentication';
  }

  if (!/^application\/json *(;|$)/i.test(headers.get('content-type') ?? '')) return 'type';
  if (!/^(identity)?$/i.test(headers.get('content-encoding') ?? '')) return 'encoding';
  if (sender.source === 'grafana' && !(Math.abs(now() - Number(timestamp) * 1_000) <= TOLERANCE_MS)) return 'time';
  const { elements, values } = countValues(body);
  if (!(elements <= maxAlerts + COMMON_LABELS && values <= MAX_VALUES)) return 'count';
  const notification = readNotification(parseJson(body), sender.source);
  if (!notification) return 'malformed';
  return notification.alerts.length + notification.malformed <= maxAlerts ? notification : 'count';
}
