import { readFileSync } from 'node:fs';
import { diag } from '@opentelemetry/api';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { BackupTelemetryError } from '../errors.js';
import { parsePairs, readForSignal, readPositive, readText, type Environment, type Signal } from './environment.js';
import type { StartOptions } from './options.js';
import { loadPackage, type PackageName } from './packages.js';

/** Exporter of each signal. */
export interface ExporterBySignal {
  readonly traces: SpanExporter;
  readonly metrics: PushMetricExporter;
  readonly logs: LogRecordExporter;
}

interface OtlpConfig {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
}

const OTLP = {
  traces: { package: 'exporter-trace-otlp', exporter: 'OTLPTraceExporter' },
  metrics: { package: 'exporter-metrics-otlp', exporter: 'OTLPMetricExporter' },
  logs: { package: 'exporter-logs-otlp', exporter: 'OTLPLogExporter' },
} as const;

const CONSOLE = {
  traces: { package: 'sdk-trace', exporter: 'ConsoleSpanExporter' },
  metrics: { package: 'sdk-metrics', exporter: 'ConsoleMetricExporter' },
  logs: { package: 'sdk-logs', exporter: 'ConsoleLogRecordExporter' },
} as const;

// Encodings by protocol; `http/protobuf` needs packages of its own.
const SUFFIX_BY_PROTOCOL: Readonly<Record<string, 'http' | 'proto'>> = { 'http/json': 'http', 'http/protobuf': 'proto' };

// An export that hangs keeps a process alive; with the default of the specification (10 s) a script would end that much later.
const EXPORT_TIMEOUT_MS = 2_000;

/** The exporters that `OTEL_{TRACES,METRICS,LOGS}_EXPORTER` names for a signal: `otlp` (the default), `console`, `none`. */
export function createExporters<S extends Signal>(signal: S, options: StartOptions, environment: Environment): ExporterBySignal[S][] {
  const variable = `OTEL_${signal.toUpperCase()}_EXPORTER`;
  const names = new Set((readText(environment, variable) ?? 'otlp').split(',').map((name) => name.trim()));
  if (names.has('none')) return [];
  return [...names].flatMap((name) => {
    if (name === 'otlp') return createOtlpExporter(signal, options, environment);
    if (name === 'console') return construct(CONSOLE[signal]) as ExporterBySignal[S];
    diag.warn(`Expected ${variable} to be otlp, console or none, got ${JSON.stringify(name)}; it is left out.`);
    return [];
  });
}

function createOtlpExporter<S extends Signal>(signal: S, options: StartOptions, environment: Environment): ExporterBySignal[S] {
  const protocol = readForSignal(environment, signal, 'PROTOCOL') ?? 'http/json';
  const suffix = SUFFIX_BY_PROTOCOL[protocol];
  if (!suffix) {
    throw new BackupTelemetryError(
      'configuration_invalid',
      `OTEL_EXPORTER_OTLP_PROTOCOL=${protocol} is not supported; use http/json, or http/protobuf with the @opentelemetry/exporter-*-otlp-proto packages.`,
    );
  }
  const headers = { ...readHeadersFile(environment), ...options.headers };
  const timeoutVariable = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_TIMEOUT`;
  const config: OtlpConfig = {
    ...(options.endpoint !== undefined && { url: signalUrl(options.endpoint, signal) }),
    ...(Object.keys(headers).length > 0 && { headers }),
    timeoutMillis: readPositive(environment, timeoutVariable, readPositive(environment, 'OTEL_EXPORTER_OTLP_TIMEOUT', EXPORT_TIMEOUT_MS)),
  };
  const { package: name, exporter } = OTLP[signal];
  return construct({ package: `${name}-${suffix}`, exporter }, config) as ExporterBySignal[S];
}

function construct(from: { readonly package: PackageName; readonly exporter: string }, config?: OtlpConfig): unknown {
  const exports = loadPackage(from.package) as Record<string, new (config?: OtlpConfig) => unknown>;
  const Exporter = exports[from.exporter];
  if (!Exporter)
    throw new BackupTelemetryError(
      'package_missing',
      `@opentelemetry/${from.package} has no ${from.exporter}; is its version one that is supported?`,
    );
  return new Exporter(config);
}

/** Path of a signal below the base URL, as the OTLP exporter specification builds it. */
function signalUrl(endpoint: string, signal: Signal): string {
  return `${endpoint.replace(/\/+$/, '')}/v1/${signal}`;
}

/** Headers from a file, for credentials that must not stand in the environment: `key=value` pairs, one a line or comma-separated. */
function readHeadersFile(environment: Environment): Record<string, string> {
  const variable = 'BACKUP_TELEMETRY_OTLP_HEADERS_FILE';
  const path = readText(environment, variable);
  if (path === undefined) return {};
  try {
    return parsePairs(readFileSync(path, 'utf8'), `the file of ${variable}`);
  } catch (error) {
    throw new BackupTelemetryError(
      'configuration_invalid',
      `The file named by ${variable} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      {
        cause: error,
      },
    );
  }
}
