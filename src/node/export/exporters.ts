import type { Agent } from 'node:http';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { BackupTelemetryError, expected, shown } from '../../errors.js';
import { createConnections } from './connections.js';
import { readPositive, readText, type Environment, type Signal } from '../settings/environment.js';
import type { StartOptions } from '../settings/options.js';
import type { Warn } from '../problems/warnings.js';
import { chooseEncoding } from './otlp-encoding.js';
import { createBoundedExporter, type BoundedExporter } from './bounded-exporter.js';
import { loadPackage, type PackageName } from '../process/packages.js';
import { letRetriesGo } from './retries.js';

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
  readonly httpAgentOptions?: (protocol: string) => Agent;
}

/** What exporters are made with. */
export interface ExporterSettings {
  readonly endpoint: StartOptions['endpoint'];
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: Environment;
  readonly warn: Warn;
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

// An export that hangs keeps a process alive; with the default of the specification (10 s) a script would end that much later.
const EXPORT_TIMEOUT_MS = 2_000;

// The exporter's own timeout comes first; it knows better what was wrong.
const GRACE_MS = 500;

/** The exporters that `OTEL_{TRACES,METRICS,LOGS}_EXPORTER` names for a signal: `otlp` (the default), `console`, `none`. */
export function createExporters<S extends Signal>(signal: S, settings: ExporterSettings): BoundedExporter<ExporterBySignal[S]>[] {
  const { environment, warn } = settings;
  const variable = `OTEL_${signal.toUpperCase()}_EXPORTER`;
  const names = new Set((readText(environment, variable) ?? 'otlp').split(',').map((name) => name.trim()));
  if (names.has('none')) return [];
  return [...names].flatMap((name) => {
    if (name === 'otlp') return createOtlpExporter(signal, settings);
    if (name === 'console')
      return createBoundedExporter(construct(CONSOLE[signal]) as ExporterBySignal[S], { signal, limitMs: EXPORT_TIMEOUT_MS });
    warn(`${expected(variable, 'otlp, console or none', shown(name))}; it is left out.`);
    return [];
  });
}

function createOtlpExporter<S extends Signal>(signal: S, settings: ExporterSettings): BoundedExporter<ExporterBySignal[S]>[] {
  const { endpoint, headers, environment } = settings;
  const { package: name, exporter } = OTLP[signal];
  const encoding = chooseEncoding(signal, name, settings);
  if (encoding === undefined) return [];
  const fallbackMs = readPositive(environment, 'OTEL_EXPORTER_OTLP_TIMEOUT', EXPORT_TIMEOUT_MS);
  const timeoutMillis = readPositive(environment, `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_TIMEOUT`, fallbackMs);
  const connections = createConnections(signal, environment);
  const config: OtlpConfig = {
    ...(endpoint !== undefined && { url: signalUrl(endpoint, signal) }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(connections.agentFactory && { httpAgentOptions: connections.agentFactory }),
    timeoutMillis,
  };
  const made = construct({ package: `${name}-${encoding}`, exporter }, config) as ExporterBySignal[S];
  letRetriesGo(made);
  return [createBoundedExporter(made, { signal, limitMs: timeoutMillis + GRACE_MS, connections })];
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
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/${signal}`;
  return url.href;
}
