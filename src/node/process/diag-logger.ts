import { Console } from 'node:console';
import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { expected, shown } from '../../errors.js';
import { orUndefined } from '../../untrusted/calls.js';
import { SCOPE_NAME } from '../../semconv.js';
import { apiRegistry } from './api-registry.js';
import { readText, type Environment } from '../settings/environment.js';
import { sayMistake } from '../problems/mistakes.js';

const LEVELS: Readonly<Record<string, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

// A collector that is down makes the same line at every export.
const SAME_LINE_PAUSE_MS = 60_000;
const MOST_LINES_REMEMBERED = 100;
const LONGEST_LINE = 500;
const MOST_LOOKED_AT = 5_000;

// Shorter values, such as `1`, are no credentials and would tear words apart.
const SHORTEST_SECRET = 4;

/**
 * Prints OpenTelemetry's own warnings on stderr, unless the host has a logger for them: without one they are printed nowhere.
 * `secrets` may grow later; what stands in it is never printed.
 */
export function ensureDiagLogger(
  environment: Environment,
  secrets: readonly string[] = [],
  write: (line: string) => void = writeError,
): void {
  if (apiRegistry().diag !== undefined) return;
  const stated = readText(environment, 'OTEL_LOG_LEVEL');
  const level = LEVELS[stated?.toLowerCase() ?? 'warn'];
  diag.setLogger(createDiagLogger(secrets, write), { logLevel: level ?? DiagLogLevel.WARN, suppressOverrideMessage: true });
  if (level === undefined)
    sayMistake(`${expected('OTEL_LOG_LEVEL', `one of ${Object.keys(LEVELS).join(', ')}`, shown(stated))}; warn is used.`);
}

const guarded = new WeakSet();

/**
 * Lets nothing that the logger throws, or rejects with, reach the SDK, which asks for it in timers, in promises that nobody awaits,
 * and while it registers itself. To be called again from time to time: the host may set another logger later.
 */
export function guardDiagLogger(): void {
  const registry = apiRegistry() as { diag?: DiagLogger };
  const logger = registry.diag;
  if (logger === undefined || guarded.has(logger)) return;
  const guard =
    (level: keyof DiagLogger): DiagLogger[typeof level] =>
    (...parts) => {
      orUndefined(() => logger[level](...parts));
    };
  registry.diag = { error: guard('error'), warn: guard('warn'), info: guard('info'), debug: guard('debug'), verbose: guard('verbose') };
  guarded.add(registry.diag);
}

/**
 * Makes NodeSDK without `OTEL_LOG_LEVEL`, which would have it replace the logger, the host's too, by one that prints on stdout:
 * in the midst of a dump, where a backup writes it there. Nothing else can run meanwhile.
 */
export function withLogLevelHidden<T>(make: () => T): T {
  const level = process.env['OTEL_LOG_LEVEL'];
  if (level === undefined) return make();
  delete process.env['OTEL_LOG_LEVEL'];
  try {
    return make();
  } finally {
    process.env['OTEL_LOG_LEVEL'] = level;
  }
}

/** A console takes a stderr that nobody reads any more in its stride; written to bare, that ends the process. */
function writeError(line: string): void {
  const { stderr } = process;
  new Console(stderr, stderr).error(line.trimEnd());
}

function createDiagLogger(secrets: readonly string[], write: (line: string) => void): DiagLogger {
  const saidAt = new Map<string, number>();
  const say =
    (level: string) =>
    (...parts: readonly unknown[]) => {
      const text = clean(parts.map(plain).filter(Boolean).join(' '), secrets);
      // Ports, times and counts make no new line of an old one; another place in the caller's code does.
      const key = text.replace(/\d+/g, '0') + (/ \(at [^()]+:\d+:\d+\)$/.exec(text)?.[0] ?? '');
      const now = performance.now();
      if (now - (saidAt.get(key) ?? Number.NEGATIVE_INFINITY) < SAME_LINE_PAUSE_MS) return;
      if (saidAt.size >= MOST_LINES_REMEMBERED) saidAt.clear();
      saidAt.set(key, now);
      write(`[backup-telemetry] ${level}: ${text}\n`);
    };
  return { error: say('error'), warn: say('warn'), info: say('info'), debug: say('debug'), verbose: say('verbose') };
}

/** One short line without credentials, which are looked for before it is cut. */
function clean(text: string, secrets: readonly string[]): string {
  let line = text
    .slice(0, MOST_LOOKED_AT)
    .replace(/\s+/g, ' ')
    .replace(/\/\/[^\s/@]+@/g, '//***@');
  for (const secret of secrets) if (secret.length >= SHORTEST_SECRET) line = line.replaceAll(secret, '***');
  return line.slice(0, LONGEST_LINE);
}

/** Objects may hold requests with their headers: only words and errors' messages are printed. */
function plain(part: unknown): string {
  if (part instanceof Error) return part.message;
  if (typeof part === 'number' || typeof part === 'boolean') return String(part);
  // The line says already whose it is.
  if (typeof part !== 'string' || part === SCOPE_NAME) return '';
  // The SDK hands errors on as JSON text with message and stack, or wrapped in a sentence of its own.
  const wrapped = /^PeriodicExportingMetricReader: metrics export failed \(error Error: (.*)\)$/.exec(messageIn(part));
  return wrapped?.[1] ?? messageIn(part);
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
