import { HOST_OPTION, LOG_FORMAT_OPTION, portOption } from '../../server/config/listen-options.js';
import type { OptionTable, OptionValues } from '../../server/config/option-table.js';
import { address, duration, oneOf } from '../../server/config/schemas.js';
import { DEFAULT_DATABASE, DEFAULT_PORT } from './defaults.js';

/** What the variables of the monitor's options begin with. */
export const MONITOR_VARIABLES = 'BACKUP_TELEMETRY_MONITOR';

/** Every option of the monitor. */
export const MONITOR_OPTIONS = {
  database: {
    type: 'string',
    short: 'd',
    placeholder: '<path|url>',
    summary: 'A file of SQLite, made where it is absent, or postgres://…',
    otherwise: `\`DATABASE_URL\` where that is one of PostgreSQL, else \`${DEFAULT_DATABASE}\``,
  },
  'database-file': {
    type: 'secrets',
    placeholder: '<path>',
    summary: 'A file with the address postgres://…, which may hold a password, in place of --database. Read at the start',
    otherwise: '--database says where it is',
  },
  url: {
    type: 'string',
    short: 'u',
    placeholder: '<url>',
    schema: address(),
    summary: 'Where WS-155 listens',
    otherwise: 'alerts are found and kept, and delivered to nobody',
  },
  'secret-file': {
    type: 'secrets',
    short: 's',
    placeholder: '<path>',
    summary: 'Secrets to sign with: whsec_<base64>',
    otherwise: 'nothing is signed; needed with --url',
  },
  'token-file': {
    type: 'secrets',
    short: 't',
    placeholder: '<path>',
    summary: 'Tokens of senders and scrapers, a line each: name, roles, token',
    otherwise: 'made beside the file of SQLite, for 127.0.0.1 only',
  },
  'fallback-url': {
    type: 'string',
    placeholder: '<url>',
    schema: address(),
    summary: 'Gets a JSON post about each alert that WS-155 refuses for good',
    otherwise: 'only the log',
  },
  host: HOST_OPTION,
  port: portOption(DEFAULT_PORT),
  attempt: {
    type: 'string',
    placeholder: '<duration>',
    schema: duration('100ms', '5m', '5s'),
    default: '5s',
    summary: 'How long WS-155 may take to answer',
  },
  durability: {
    type: 'string',
    placeholder: '<how>',
    schema: oneOf(['normal', 'full']),
    default: 'normal',
    summary: 'What SQLite survives: the death of the process (normal), or power loss as well (full)',
  },
  'log-format': LOG_FORMAT_OPTION,
} as const satisfies OptionTable;

/** What the monitor is started with. */
export type MonitorValues = OptionValues<typeof MONITOR_OPTIONS>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Says what is missing to be safe, or to alert anybody. */
export function checkMonitorValues(values: MonitorValues): string | undefined {
  if ((values.url === undefined) !== (values['secret-file'] === undefined)) return 'give --url and --secret-file both, or neither of them';
  if (values.database !== undefined && values['database-file'] !== undefined) return 'give --database or --database-file, not both';
  if (values['token-file'] !== undefined) return undefined;
  if (!LOOPBACK.has(values.host)) return `give --token-file: without tokens anybody could send to ${values.host}`;
  return undefined;
}
