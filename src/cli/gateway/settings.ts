import { checkUrl } from '../../alerts/delivery/url.js';
import { parseDuration } from '../../policy/duration.js';
import { describeUnknown, findUnknownKeys } from '../../untrusted/unknown-keys.js';
import type { CliIo } from '../io.js';

/** Options of the command, as they came. */
export type GatewayFlags = Readonly<Record<keyof typeof VARIABLES, string | undefined>>;

/** What the gateway is started with. */
export interface GatewaySettings {
  readonly url: string;
  readonly secretFile: string;
  readonly tokenFile: string | undefined;
  readonly grafanaSecretFile: string | undefined;
  readonly fallbackUrl: string | undefined;
  readonly runbookBase: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly deadlineMs: number;
  readonly concurrency: number;
}

/** The variable behind each option. */
export const VARIABLES = {
  url: 'BACKUP_TELEMETRY_GATEWAY_URL',
  'secret-file': 'BACKUP_TELEMETRY_GATEWAY_SECRET_FILE',
  'token-file': 'BACKUP_TELEMETRY_GATEWAY_TOKEN_FILE',
  'grafana-secret-file': 'BACKUP_TELEMETRY_GATEWAY_GRAFANA_SECRET_FILE',
  'fallback-url': 'BACKUP_TELEMETRY_GATEWAY_FALLBACK_URL',
  'runbook-base': 'BACKUP_TELEMETRY_GATEWAY_RUNBOOK_BASE',
  host: 'BACKUP_TELEMETRY_GATEWAY_HOST',
  port: 'BACKUP_TELEMETRY_GATEWAY_PORT',
  deadline: 'BACKUP_TELEMETRY_GATEWAY_DEADLINE',
  concurrency: 'BACKUP_TELEMETRY_GATEWAY_CONCURRENCY',
} as const;

/** Options first, then variables, then defaults; or the sentence that says what is wrong. */
export function readSettings(flags: GatewayFlags, env: CliIo['env']): GatewaySettings | { readonly mistake: string } {
  const text = (name: keyof typeof VARIABLES) => flags[name] ?? (env[VARIABLES[name]]?.trim() || undefined);
  const url = text('url');
  const fallbackUrl = text('fallback-url');
  const runbookBase = text('runbook-base');
  const secretFile = text('secret-file');
  const tokenFile = text('token-file');
  const grafanaSecretFile = text('grafana-secret-file');
  if (url === undefined) return missing('url', 'the address of WS-155');
  if (secretFile === undefined) return missing('secret-file', 'the file with the secrets that alerts are signed with');
  if (tokenFile === undefined && grafanaSecretFile === undefined) {
    return { mistake: `nobody could send: give --token-file for Alertmanager, --grafana-secret-file for Grafana, or both` };
  }
  for (const [name, value] of [
    ['url', url],
    ['fallback-url', fallbackUrl],
    ['runbook-base', runbookBase],
  ] as const) {
    const problem = value === undefined ? undefined : problemOf(() => checkUrl(value, nameOf(name)));
    if (problem !== undefined) return { mistake: problem };
  }
  const port = readWhole(text('port') ?? '9155', 0, 65_535);
  if (port === undefined) return wrong('port', 'a whole number from 0 to 65535', text('port'));
  const concurrency = readWhole(text('concurrency') ?? '32', 1, 1_000);
  if (concurrency === undefined) return wrong('concurrency', 'a whole number from 1 to 1000', text('concurrency'));
  const deadlineMs = parseDuration(text('deadline') ?? '10s');
  if (!deadlineMs || deadlineMs < 100 || deadlineMs > 600_000)
    return wrong('deadline', 'a duration from 100ms to 10m such as "10s"', text('deadline'));
  const host = text('host') ?? '127.0.0.1';
  return { url, secretFile, tokenFile, grafanaSecretFile, fallbackUrl, runbookBase, host, port, deadlineMs, concurrency };
}

const PREFIX = 'BACKUP_TELEMETRY_GATEWAY_';
// What Kubernetes sets for a service of that name.
const OF_KUBERNETES = /^(?:SERVICE_(?:HOST|PORT.*)|PORT_.+)$/;

/** A sentence for each variable that looks like one of the gateway's and is none: what stands in it would vanish in silence. */
export function unknownVariables(env: CliIo['env']): readonly string[] {
  const own = Object.keys(env).flatMap((name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : []));
  const known = Object.values(VARIABLES).map((name) => name.slice(PREFIX.length));
  const unknown = findUnknownKeys(Object.fromEntries(own.filter((name) => !OF_KUBERNETES.test(name)).map((name) => [name, ''])), known);
  return unknown.map(({ key, meant }) => {
    const whole = { key: PREFIX + key, meant: meant === undefined ? undefined : PREFIX + meant };
    return describeUnknown('a variable of the gateway', whole, Object.values(VARIABLES));
  });
}

function missing(name: keyof typeof VARIABLES, what: string) {
  return { mistake: `missing ${nameOf(name)}: ${what}` };
}

function wrong(name: keyof typeof VARIABLES, expected: string, got = '') {
  return { mistake: `expected ${nameOf(name)} to be ${expected}, got "${got}"` };
}

/** An option as somebody sets it. */
export function nameOf(name: keyof typeof VARIABLES): string {
  return `--${name} (or ${VARIABLES[name]})`;
}

/** The sentence of an error that shows no values, or nothing when there is none. */
function problemOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function readWhole(text: string, min: number, max: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}
