import { waitForSignal } from '../../server/signals.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { READ_LOG_WITHIN_MS } from '../io.js';
import { checkGatewayValues, GATEWAY_OPTIONS, GATEWAY_VARIABLES } from './options.js';

/** `backup-telemetry gateway`. */
export const gatewayCommand = defineCommand({
  description: [
    'Listens for the webhooks of Alertmanager (POST /alertmanager, with a bearer token) and of',
    'Grafana (POST /grafana, signed by HMAC), and posts each alert to WS-155 as a signed webhook.',
    'It answers 200 only when WS-155 has accepted every alert, else 503, so that the sender comes',
    'again. GET /healthz, /readyz and /metrics say how it is. SIGTERM ends it gracefully.',
    'HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are honoured.',
  ],
  variables: GATEWAY_VARIABLES,
  options: GATEWAY_OPTIONS,
  check: checkGatewayValues,
  examples: [
    'npx @wedsync/backup-telemetry gateway --url https://ws-155.example.com/alerts --secret-file ws-155.secret --token-file alertmanager.token',
    'BACKUP_TELEMETRY_GATEWAY_PORT=8080 npx @wedsync/backup-telemetry gateway --host 0.0.0.0 …',
  ],
  async run({ io, values }) {
    // Loaded only here: help needs no HTTP client.
    const { startGateway } = await import('./start.js');
    const { server, log } = await startGateway(values, io);
    const signal = waitForSignal();
    log('info', `listening on ${server.url}, posting to ${new URL(values.url).origin}`);
    log('info', `${await signal}, finishing what was begun`);
    await server.stop();
    io.endWithin?.(READ_LOG_WITHIN_MS);
    return EXIT.ok;
  },
});
