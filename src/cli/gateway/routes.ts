import type { Gateway } from '../../alerts/index.js';
import { healthRoutes, type HealthOptions } from '../../server/health.js';
import type { Route } from '../../server/route.js';

/** All ways into the gateway. */
export function gatewayRoutes({ handle }: Gateway, health: HealthOptions): readonly Route[] {
  return [
    ...healthRoutes(health),
    // By the last part of the path. Senders prove themselves to the gateway, which bounds and counts what it is sent, refusals too.
    { method: '*', path: '/*', role: 'public', body: 'unread', handle },
  ];
}
