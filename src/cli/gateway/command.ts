import { BackupTelemetryError } from '../../errors.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { readSettings, unknownVariables } from './settings.js';

/** `backup-telemetry gateway`. */
export const gatewayCommand = defineCommand({
  name: 'gateway',
  summary: 'Hand alerts of Alertmanager and Grafana to WS-155, signed',
  description: [
    'Listens for the webhooks of Alertmanager (POST /alertmanager, with a bearer token) and of',
    'Grafana (POST /grafana, signed by HMAC), and posts each alert to WS-155 as a signed webhook.',
    'It answers 200 only when WS-155 has accepted every alert, else 503, so that the sender comes',
    'again. GET /healthz, /readyz and /metrics tell how it is. SIGTERM ends it gracefully.',
    '',
    'Each option has a variable: --secret-file is BACKUP_TELEMETRY_GATEWAY_SECRET_FILE, and so on.',
    'Files hold one secret a line; several during a rotation. They are read again while it runs.',
    'HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are honoured.',
  ],
  options: {
    url: { type: 'string', short: 'u', placeholder: '<url>', summary: 'Where WS-155 listens' },
    'secret-file': { type: 'string', short: 's', placeholder: '<path>', summary: 'Secrets to sign with: whsec_<base64>' },
    'token-file': { type: 'string', short: 't', placeholder: '<path>', summary: 'Bearer tokens that Alertmanager may send' },
    'grafana-secret-file': { type: 'string', placeholder: '<path>', summary: 'Secrets of Grafana’s HMAC signatures' },
    'fallback-url': { type: 'string', placeholder: '<url>', summary: 'Gets a JSON post about each alert that WS-155 refuses for good' },
    'runbook-base': { type: 'string', placeholder: '<url>', summary: 'Where your runbooks are, for rules that name them by paths' },
    host: { type: 'string', placeholder: '<address>', summary: 'Address to listen on (default 127.0.0.1)' },
    port: { type: 'string', short: 'p', placeholder: '<number>', summary: 'Port to listen on (default 9155)' },
    deadline: { type: 'string', placeholder: '<duration>', summary: 'How long a notification may take (default 10s)' },
    concurrency: { type: 'string', placeholder: '<number>', summary: 'Alerts posted at the same time (default 32)' },
  },
  examples: [
    'npx @wedsync/backup-telemetry gateway --url https://ws-155.example.com/alerts --secret-file ws-155.secret --token-file alertmanager.token',
    'BACKUP_TELEMETRY_GATEWAY_PORT=8080 npx @wedsync/backup-telemetry gateway --host 0.0.0.0 …',
  ],
  async run({ io, values }) {
    for (const sentence of unknownVariables(io.env)) io.stderr(`gateway: ${sentence}\n`);
    const settings = readSettings(values, io.env);
    if ('mistake' in settings) {
      io.stderr(`backup-telemetry: gateway: ${settings.mistake}\nSee: npx @wedsync/backup-telemetry gateway --help\n`);
      return EXIT.usage;
    }
    // Loaded only here: other commands need no HTTP client.
    const { startGateway } = await import('./start.js');
    let gateway;
    try {
      gateway = await startGateway(settings, io);
    } catch (error) {
      if (!(error instanceof BackupTelemetryError)) throw error;
      io.stderr(`backup-telemetry: gateway: ${error.message}\nSee: npx @wedsync/backup-telemetry gateway --help\n`);
      return EXIT.usage;
    }
    const signal = waitForSignal();
    io.stdout(`gateway: listening on ${gateway.url}, posting to ${new URL(settings.url).origin}\n`);
    io.stdout(`gateway: ${await signal}, finishing what was begun\n`);
    await gateway.stop();
    return EXIT.ok;
  },
});

/** The second signal ends the process at once, as without this. */
function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    process.once('SIGTERM', done);
    process.once('SIGINT', done);
  });
}
