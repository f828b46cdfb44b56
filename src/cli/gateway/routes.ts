import type { Intake } from '../../alerts/gateway/intake.js';
import { healthRoutes, type HealthOptions } from '../../server/health.js';
import type { Route } from '../../server/route.js';

export interface GatewayRoutesOptions {
  readonly intake: Intake;
  /** Who may send. */
  readonly senders: { readonly alertmanager: boolean; readonly grafana: boolean };
  readonly health: HealthOptions;
}

/** Routes of the gateway. A proxy in front of it may put parts before the path of a sender. */
export function gatewayRoutes({ intake, senders, health }: GatewayRoutesOptions): readonly Route[] {
  const route = (source: 'alertmanager' | 'grafana', role: Route['role']): readonly Route[] =>
    [`/${source}`, `/*/${source}`].map((path) => ({
      method: 'POST',
      path,
      role,
      // It is read within the deadline of the notification.
      body: 'unread',
      handle: ({ headers, url }, { readBody }) => intake.take(source, { headers, url, readBody }),
    }));
  return [
    ...healthRoutes(health),
    ...(senders.alertmanager ? route('alertmanager', 'ingest') : []),
    // Grafana signs its body instead of sending a token.
    ...(senders.grafana ? route('grafana', 'public') : []),
  ];
}

/** Whether a path is one of {@link healthRoutes}: what is asked there is no notification. */
export function isHealthPath(path: string | undefined): boolean {
  return path !== undefined && ['/healthz', '/readyz', '/metrics'].includes(path);
}
