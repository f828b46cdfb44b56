import { expected, shown } from '../../errors.js';
import { sayMistake } from '../problems/mistakes.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Signals as the environment variables of the OpenTelemetry specification spell them. */
export type Signal = 'traces' | 'metrics' | 'logs';

/** A variable's value; empty counts as unset, as the specification asks. */
export function readText(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/** `true` in any case is true; every other value is false, as the specification asks. */
export function readBoolean(environment: Environment, name: string): boolean {
  return readText(environment, name)?.toLowerCase() === 'true';
}

/** A number above zero; a wrong one is said and the default stays. */
export function readPositive(environment: Environment, name: string, fallback: number): number {
  const text = readText(environment, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  sayMistake(`${expected(name, 'a number above zero', shown(text))}; ${String(fallback)} is used.`);
  return fallback;
}

/** A variable of one signal, else the one for all signals. */
export function readForSignal(environment: Environment, signal: Signal, what: OtlpSetting): string | undefined {
  return readText(environment, `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${what}`) ?? readText(environment, `OTEL_EXPORTER_OTLP_${what}`);
}

/** Ends of variables that exist for all signals and for each. */
type OtlpSetting = 'PROTOCOL' | 'HEADERS' | 'CERTIFICATE' | 'CLIENT_CERTIFICATE' | 'CLIENT_KEY';

/** `key=value` pairs as in W3C Baggage: comma-separated, percent-encoded. Wrong pairs are said and left out. */
export function parsePairs(text: string, source: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const pair of text.split(/[,\n]/)) {
    if (pair.trim() === '') continue;
    const at = pair.indexOf('=');
    const key = at > 0 ? decode(pair.slice(0, at).trim()) : undefined;
    const value = at > 0 ? decode(pair.slice(at + 1).trim()) : undefined;
    // The pair itself is not shown: it may hold a credential.
    if (key === undefined || value === undefined)
      sayMistake(`Expected ${source} to hold key=value pairs, percent-encoded; one is left out.`);
    else pairs[key] = value;
  }
  return pairs;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
