import { HOST_OPTION, LOG_FORMAT_OPTION, portOption } from '../../server/config/listen-options.js';
import type { OptionTable, OptionValues } from '../../server/config/option-table.js';
import { address, duration, whole } from '../../server/config/schemas.js';

/** What the variables of the gateway's options begin with. */
export const GATEWAY_VARIABLES = 'BACKUP_TELEMETRY_GATEWAY';

/** Every option of the gateway. */
export const GATEWAY_OPTIONS = {
  url: {
    type: 'string',
    short: 'u',
    placeholder: '<url>',
    schema: address(),
    summary: 'Where WS-155 listens',
    needed: 'the address of WS-155',
  },
  'secret-file': {
    type: 'secrets',
    short: 's',
    placeholder: '<path>',
    summary: 'Secrets to sign with: whsec_<base64>',
    needed: 'the file with the secrets that alerts are signed with',
  },
  'token-file': {
    type: 'secrets',
    short: 't',
    placeholder: '<path>',
    summary: 'Bearer tokens that Alertmanager may send',
    otherwise: 'no endpoint for Alertmanager',
  },
  'grafana-secret-file': {
    type: 'secrets',
    placeholder: '<path>',
    summary: 'Secrets of Grafana’s HMAC signatures',
    otherwise: 'no endpoint for Grafana',
  },
  'fallback-url': {
    type: 'string',
    placeholder: '<url>',
    schema: address(),
    summary: 'Gets a JSON post about each alert that WS-155 refuses for good',
    otherwise: 'only the log',
  },
  'runbook-base': {
    type: 'string',
    placeholder: '<url>',
    schema: address(),
    summary: 'Where your runbooks are, for rules that name them by paths',
    otherwise: 'alerts carry the runbook in short, as text',
  },
  host: HOST_OPTION,
  port: portOption('9155'),
  deadline: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('100ms', '10m', '10s'),
    default: '10s',
    summary: 'How long a notification may take',
  },
  concurrency: {
    type: 'string',
    placeholder: '<number>',
    schema: whole(1, 1_000),
    default: '32',
    summary: 'Alerts posted at the same time',
  },
  'log-format': LOG_FORMAT_OPTION,
} as const satisfies OptionTable;

/** What the gateway is started with. */
export type GatewayValues = OptionValues<typeof GATEWAY_OPTIONS>;

/** Says who is missing to send anything. */
export function checkGatewayValues(values: GatewayValues): string | undefined {
  if (values['token-file'] !== undefined || values['grafana-secret-file'] !== undefined) return undefined;
  return 'nobody could send: give --token-file for Alertmanager, --grafana-secret-file for Grafana, or both';
}
