import { readFileSync } from 'node:fs';
import { parsePairs, readText, type Environment } from './environment.js';
import { sayMistake } from '../problems/mistakes.js';
import type { StartOptions } from './options.js';

// The specification has no variable for this.
const FILE = 'BACKUP_TELEMETRY_OTLP_HEADERS_FILE';

/** Headers beside those of `OTEL_EXPORTER_OTLP_HEADERS`, which the exporters read themselves: from the file, then from the options. */
export function readHeaders(options: StartOptions, environment: Environment): Readonly<Record<string, string>> {
  return { ...readHeadersFile(environment), ...options.headers };
}

/** Credentials that must not stand in the environment: `key=value` pairs, one a line or comma-separated. */
function readHeadersFile(environment: Environment): Record<string, string> {
  const path = readText(environment, FILE);
  if (path === undefined) return {};
  try {
    return parsePairs(readFileSync(path, 'utf8'), `the file that ${FILE} names`);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    sayMistake(`The file that ${FILE} names cannot be read (${reason}); telemetry is sent without its headers.`, 'error');
    return {};
  }
}

/** Values of all headers, whatever their source: they never stand in a message. */
export function headerValues(headers: Readonly<Record<string, string>>, environment: Environment): readonly string[] {
  const variables = Object.keys(environment).filter((name) => /^OTEL_EXPORTER_OTLP_(?:\w+_)?HEADERS$/.test(name));
  const pairs = variables.flatMap((name) => (environment[name] ?? '').split(','));
  const values = pairs.map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return [...Object.values(headers), ...values, ...values.map(decode)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
