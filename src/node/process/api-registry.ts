/** What `@opentelemetry/api` has registered in this process; it keeps that under one key in every 1.x version. */
export interface ApiRegistry {
  readonly trace?: unknown;
  readonly metrics?: unknown;
  readonly context?: unknown;
  readonly propagation?: unknown;
  /** OpenTelemetry JS 3 registers its logger provider here. */
  readonly logs?: unknown;
  readonly diag?: unknown;
}

const KEY = Symbol.for('opentelemetry.js.api.1');
// Of `@opentelemetry/api-logs`, where OpenTelemetry JS 2 registers its logger provider.
const LOGS_KEY = Symbol.for('io.opentelemetry.js.api.logs');

const globals = globalThis as Record<symbol, unknown>;

/** The registry as it is now. */
export function apiRegistry(): ApiRegistry {
  return (globals[KEY] as ApiRegistry | undefined) ?? {};
}

/** The logger provider registered in either place. */
export function registeredLoggerProvider(): unknown {
  const getter = globals[LOGS_KEY];
  return apiRegistry().logs ?? (typeof getter === 'function' ? (getter as (version: number) => unknown)(1) : undefined);
}

/** Registers a logger provider where users of `@opentelemetry/api-logs` look for it. */
export function registerLoggerProvider(provider: unknown): void {
  globals[LOGS_KEY] = () => provider;
}

/** Forgets the logger provider, in both places. */
export function unregisterLoggerProvider(): void {
  delete (apiRegistry() as { logs?: unknown }).logs;
  Reflect.deleteProperty(globals, LOGS_KEY);
}
