import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { readText, type Environment } from './environment.js';

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

/**
 * Prints OpenTelemetry's own warnings on stderr, unless the host has a logger for them: without one they are printed nowhere.
 * Returns what runs a function with that logger set aside: NodeSDK replaces the logger while it is made if `OTEL_LOG_LEVEL` is set.
 */
export function ensureDiagLogger(environment: Environment, write: (line: string) => void = writeError): <T>(fn: () => T) => T {
  if (hostHasLogger()) return (fn) => fn();
  const logLevel = LEVELS[readText(environment, 'OTEL_LOG_LEVEL')?.toLowerCase() ?? 'warn'] ?? DiagLogLevel.WARN;
  const logger = createDiagLogger(write);
  const install = () => {
    diag.setLogger(logger, { logLevel, suppressOverrideMessage: true });
  };
  install();
  return (fn) => {
    diag.disable();
    try {
      return fn();
    } finally {
      install();
    }
  };
}

function writeError(line: string): void {
  process.stderr.write(line);
}

function createDiagLogger(write: (line: string) => void, now = () => performance.now()): DiagLogger {
  const saidAt = new Map<string, number>();
  const say =
    (level: string) =>
    (...parts: readonly unknown[]) => {
      // Objects may hold requests with their headers: only words and errors' messages are printed.
      const text = parts.map(plain).filter(Boolean).join(' ').replace(/\s+/g, ' ').slice(0, 500);
      const last = saidAt.get(text);
      if (last !== undefined && now() - last < SAME_LINE_PAUSE_MS) return;
      if (saidAt.size >= MOST_LINES_REMEMBERED) saidAt.clear();
      saidAt.set(text, now());
      write(`[backup-telemetry] ${level}: ${text}\n`);
    };
  return { error: say('error'), warn: say('warn'), info: say('info'), debug: say('debug'), verbose: say('verbose') };
}

function plain(part: unknown): string {
  if (part instanceof Error) return part.message;
  if (typeof part === 'number' || typeof part === 'boolean') return String(part);
  if (typeof part !== 'string') return '';
  // The SDK hands errors on as JSON text with message and stack.
  try {
    const { message } = JSON.parse(part) as { readonly message?: unknown };
    return typeof message === 'string' ? message : part;
  } catch {
    return part;
  }
}

/** The API keeps what is registered under this key, in every 1.x version. */
function hostHasLogger(): boolean {
  const registered = (globalThis as Record<symbol, { readonly diag?: unknown } | undefined>)[Symbol.for('opentelemetry.js.api.1')];
  return registered?.diag !== undefined;
}
