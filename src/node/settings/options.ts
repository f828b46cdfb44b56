import { BackupTelemetryError, expected, kindOf, shown } from '../../errors.js';
import type { SanitizerOptions } from '../../sanitize/options/options.js';
import { parseDuration, type Duration } from '../../policy/duration.js';
import type { Warn } from '../problems/warnings.js';
import { describeUnknownKeys, keysOf } from '../../untrusted/unknown-keys.js';
import { warnOfBareSeconds } from './bare-number.js';

/** Options of `startBackupTelemetry`. What is left out comes from the `OTEL_*` variables, then from the defaults. */
export interface StartOptions {
  /** Name of the service, the same in every process of it. @default `OTEL_SERVICE_NAME`, else `unknown_service:node` */
  readonly serviceName?: string | undefined;
  /** What the service belongs to, such as the product. @default `service.namespace` of `OTEL_RESOURCE_ATTRIBUTES` */
  readonly serviceNamespace?: string | undefined;
  /** Version of the service. @default `service.version` of `OTEL_RESOURCE_ATTRIBUTES` */
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
  /** What the sanitizer in front of every exporter lets pass or removes besides its defaults. It cannot be switched off. While a rule, a removed key or the name of an option in it is wrong, only what this package records is sent. */
  readonly sanitize?: SanitizerOptions | undefined;
}

const FIELDS = keysOf<StartOptions>({
  serviceName: 1,
  serviceNamespace: 1,
  serviceVersion: 1,
  environment: 1,
  instanceId: 1,
  endpoint: 1,
  resourceAttributes: 1,
  headers: 1,
  metricInterval: 1,
  sanitize: 1,
});

/**
 * Leaves out what is wrong, with a warning: the line that starts telemetry stands in the script that is the backup.
 *
 * @throws BackupTelemetryError for wrong `sanitize` alone: what somebody wanted removed must not leave instead
 */
export function repairOptions(options: unknown, warn: Warn): StartOptions {
  if (typeof options !== 'object' || options === null) {
    warn(`${expected('options', 'an object such as { serviceName: "backup-service" }', kindOf(options))}; they are left out.`);
    return {};
  }
  const given = options as Readonly<Record<string, unknown>>;
  const right: Record<string, unknown> = {};
  for (const sentence of describeUnknownKeys('a field of the options', given, FIELDS)) warn(sentence);
  for (const field of FIELDS) if (given[field] !== undefined) take(field, given[field]);
  return right;

  function take(field: string, value: unknown): void {
    const wrong = wrongValue(field, value);
    if (wrong === undefined) {
      right[field] = value;
      if (field === 'metricInterval') warnOfBareSeconds('`metricInterval`', value, warn);
    } else if (field === 'sanitize') throw new BackupTelemetryError('configuration_invalid', `${wrong}.`);
    else if (field === 'headers' || field === 'resourceAttributes') right[field] = repairRecord(field, value, warn);
    else warn(`${wrong}; it is left out.`);
  }
}

/** What is wrong with a value, as the beginning of a sentence. */
function wrongValue(field: string, value: unknown): string | undefined {
  if (field === 'endpoint')
    return isHttpUrl(value) ? undefined : expected('`endpoint`', 'an http or https URL such as "http://localhost:4318"', kindOf(value));
  if (field === 'metricInterval')
    return parseDuration(value) ? undefined : expected('`metricInterval`', 'a duration above zero such as "10s"', shown(value));
  if (field === 'sanitize')
    return isObject(value) ? undefined : expected('`sanitize`', 'an object such as { allowedKeys: ["backup.shard"] }', kindOf(value));
  const types = RECORDS[field];
  if (types) return isObject(value) && Object.values(value).every((entry) => types.includes(typeof entry)) ? undefined : field;
  return typeof value === 'string' && value.trim() !== ''
    ? undefined
    : expected(`\`${field}\``, 'a string that is not empty', value === '' ? 'an empty one' : kindOf(value));
}

const RECORDS: Readonly<Record<string, readonly string[] | undefined>> = {
  resourceAttributes: ['string', 'number', 'boolean'],
  headers: ['string'],
};

/** Keeps the entries that are right. Their values are never shown: headers are credentials. */
function repairRecord(field: string, value: unknown, warn: Warn): Readonly<Record<string, unknown>> {
  const types = RECORDS[field] ?? [];
  if (!isObject(value)) {
    warn(`${expected(`\`${field}\``, 'an object', kindOf(value))}; they are left out.`);
    return {};
  }
  const right: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (types.includes(typeof entry)) right[key] = entry;
    else if (entry !== undefined)
      warn(`${expected(`\`${field}["${key}"]\``, types.join(' or '), `a value of type ${typeof entry}`)}; it is left out.`);
  }
  return right;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never shown: a URL may carry credentials. */
function isHttpUrl(value: unknown): boolean {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:';
}
