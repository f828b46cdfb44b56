import { afterEach, beforeEach } from 'vitest';
import { createAlertGateway, type GatewayEvent, type GatewayOptions } from '../../../../src/alerts/index.js';
import { startWs155, type Ws155 } from '../../../kit/ws-155.js';
import { SECRET } from '../fixtures.js';
import { GRAFANA_SECRET, TOKEN } from '../../../kit/notifications.js';

/** The alert system of the test that runs, and what its gateways said. */
export let ws155: Ws155;
export let seen: GatewayEvent[];

beforeEach(async () => {
  ws155 = await startWs155(SECRET);
  seen = [];
});
afterEach(() => ws155.close());

export function gatewayOf(options: Partial<GatewayOptions> = {}) {
  return createAlertGateway({
    url: ws155.url,
    secrets: SECRET,
    alertmanagerTokens: TOKEN,
    grafanaSecrets: GRAFANA_SECRET,
    onEvent: (event) => void seen.push(event),
    ...options,
  });
}

export const eventTypes = () => seen.map(({ type }) => type);
