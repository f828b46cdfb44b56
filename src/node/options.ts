import { BackupTelemetryError } from '../errors.js';
import type { SanitizerOptions } from '../sanitize/options.js';
import { parseDuration, type Duration } from '../policy/duration.js';

/** Options of `startBackupTelemetry`. What is left out comes from the `OTEL_*` variables, then from the defaults. */
export interface StartOptions {
  /** Name of the service, the same in every process of it. @default `OTEL_SERVICE_NAME`, else `unknown_service:node` */
  readonly serviceName?: string | undefined;
  readonly serviceNamespace?: string | undefined;
  readonly serviceVersion?: string | undefined;
  /** Deployment environment such as `production`. It is part of a job's identity: staging's `nightly` is another job than production's. */
  readonly environment?: string | undefined;
  /** Tells the processes of a service apart. @default derived from host, service and environment, the same at every start */
  readonly instanceId?: string | undefined;
  /** More attributes of the resource. */
  readonly resourceAttributes?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Base URL of an OTLP/HTTP receiver, such as `http://localhost:4318`. @default `OTEL_EXPORTER_OTLP_ENDPOINT` */
  readonly endpoint?: string | undefined;
  /** Headers of every request to the receiver. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Time between two exports of metrics. Start and end of a run are exported at once all the same. @default `OTEL_METRIC_EXPORT_INTERVAL`, else '10s' */
  readonly metricInterval?: Duration | undefined;
  /** What the sanitizer in front of every exporter lets pass or removes besides its defaults. It cannot be switched off. */
  readonly sanitize?: SanitizerOptions | undefined;
}

const TEXTS = ['serviceName', 'serviceNamespace', 'serviceVersion', 'environment', 'instanceId', 'endpoint'] as const;
const FIELDS: ReadonlySet<string> = new Set([...TEXTS, 'resourceAttributes', 'headers', 'metricInterval', 'sanitize']);

/** @throws BackupTelemetryError with the code `configuration_invalid` */
export function checkOptions(options: StartOptions): void {
  if (typeof options !== 'object' || (options as unknown) === null)
    reject('options', 'an object such as { serviceName: "backup-service" }', typeof options);
  const given = options as Readonly<Record<string, unknown>>;
  for (const field of Object.keys(given)) {
    if (!FIELDS.has(field)) throw invalid(`\`${field}\` is not an option; known are ${[...FIELDS].sort().join(', ')}.`);
  }
  for (const field of TEXTS) {
    const value = given[field];
    if (value !== undefined && (typeof value !== 'string' || value.trim() === ''))
      reject(`\`${field}\``, 'a string that is not empty', value);
  }
  checkEndpoint(options.endpoint);
  checkRecord('resourceAttributes', options.resourceAttributes, ['string', 'number', 'boolean']);
  checkRecord('headers', options.headers, ['string']);
  const { metricInterval, sanitize } = options;
  if (sanitize !== undefined && (typeof sanitize !== 'object' || (sanitize as unknown) === null))
    reject('`sanitize`', 'an object such as { allowedKeys: ["backup.shard"] }', typeof sanitize);
  if (metricInterval !== undefined && !parseDuration(metricInterval))
    reject('`metricInterval`', 'a duration above zero such as "10s"', metricInterval);
}

function checkEndpoint(endpoint: string | undefined): void {
  if (endpoint === undefined) return;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  // Not shown: a URL may carry credentials.
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    reject('`endpoint`', 'an http or https URL such as "http://localhost:4318"', 'another string');
}

function checkRecord(field: string, value: unknown, types: readonly string[]): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) reject(`\`${field}\``, 'an object', typeof value);
  for (const [key, entry] of Object.entries(value)) {
    if (!types.includes(typeof entry)) reject(`\`${field}["${key}"]\``, types.join(' or '), typeof entry);
  }
}

function reject(what: string, expected: string, came: unknown): never {
  throw invalid(`Expected ${what} to be ${expected}, got ${typeof came === 'string' ? came : String(came)}.`);
}

function invalid(message: string): BackupTelemetryError {
  return new BackupTelemetryError('configuration_invalid', message);
}
