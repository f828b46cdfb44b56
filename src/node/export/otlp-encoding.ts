import { expected, shown } from '../../errors.js';
import { readText, type Environment, type Signal } from '../settings/environment.js';
import type { StartOptions } from '../settings/options.js';
import type { Warn } from '../problems/warnings.js';
import { hasPackage, type ExporterFamily } from '../process/packages.js';

/** What decides how a signal is sent. */
export interface EncodingSettings {
  /** Base URL that the program states. */
  readonly endpoint: StartOptions['endpoint'];
  readonly environment: Environment;
  readonly warn: Warn;
}

type Encoding = 'http' | 'proto';

const PROTOCOL: Readonly<Record<Encoding, string>> = { http: 'http/json', proto: 'http/protobuf' };

const GRPC_PORT = '4317';
const HTTP_PORT = '4318';

/**
 * Ending of the exporter package that sends a signal; undefined where nothing that can be sent would be understood.
 * Platforms set the protocol for all that runs on them: what it asks for and we lack costs the telemetry, never the program.
 */
export function chooseEncoding(signal: Signal, family: ExporterFamily, settings: EncodingSettings): Encoding | undefined {
  const { environment, warn } = settings;
  const { name, value } = stated(signal, 'PROTOCOL', environment) ?? { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: PROTOCOL.http };
  const protocol = value.toLowerCase();
  if (protocol.startsWith('grpc')) return speaksHttp(signal, settings) ? overHttpAnyway(name, family, warn) : notOverGrpc(name, warn);
  if (protocol === PROTOCOL.http) return installed('http', family, undefined);
  if (protocol === PROTOCOL.proto) return installed('proto', family, warn);
  warn(`${expected(name, 'http/json or http/protobuf', shown(value))}; http/json is used.`);
  return installed('http', family, undefined);
}

function notOverGrpc(name: string, warn: Warn): undefined {
  warn(
    `${name} is "grpc", which is not sent, so no backup telemetry leaves: set it to http/protobuf or http/json for this program and ` +
      'OTEL_EXPORTER_OTLP_ENDPOINT to the HTTP port of the receiver, usually 4318, or state that URL as `endpoint`.',
  );
}

function overHttpAnyway(name: string, family: ExporterFamily, warn: Warn): Encoding {
  warn(
    `${name} is "grpc", which is not sent; the endpoint speaks HTTP, so HTTP is used. Set it to http/protobuf or http/json for this program.`,
  );
  return installed('http', family, undefined);
}

/** The wanted encoding where its exporter is installed, else the other one: receivers of OTLP over HTTP read both. */
function installed(wanted: Encoding, family: ExporterFamily, warn: Warn | undefined): Encoding {
  const other = wanted === 'http' ? 'proto' : 'http';
  if (hasPackage(`${family}-${wanted}`) || !hasPackage(`${family}-${other}`)) return wanted;
  warn?.(`@opentelemetry/${family}-${wanted} is not installed; ${PROTOCOL[other]} is sent instead of ${PROTOCOL[wanted]}.`);
  return other;
}

/** Whether an endpoint evidently takes HTTP: gRPC has neither that port nor a path. Nothing stated is our own default, which does. */
function speaksHttp(signal: Signal, { endpoint, environment }: EncodingSettings): boolean {
  const url = endpoint ?? stated(signal, 'ENDPOINT', environment)?.value;
  if (url === undefined) return true;
  if (!URL.canParse(url)) return false;
  const { protocol, port, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol) || port === GRPC_PORT) return false;
  return endpoint !== undefined || port === HTTP_PORT || pathname.length > 1;
}

/** A variable of one signal, else the one for all signals, with its name. */
function stated(signal: Signal, what: string, environment: Environment): { readonly name: string; readonly value: string } | undefined {
  for (const name of [`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${what}`, `OTEL_EXPORTER_OTLP_${what}`]) {
    const value = readText(environment, name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}
