import { metrics, trace } from '@opentelemetry/api';
import { orUndefined } from '../../untrusted/calls.js';
import { behindProxy, isFlushable } from '../../untrusted/providers.js';
import { apiRegistry, registeredLoggerProvider, unregisterLoggerProvider } from './api-registry.js';
import type { Signal } from '../settings/environment.js';
import { log } from '../problems/log.js';

/** The providers registered in this process; undefined where there is none. */
export type Registered = Readonly<Record<Signal, unknown>>;

/** Looks up what is registered now, by whomever. */
export function registeredProviders(): Registered {
  const registry = apiRegistry();
  return {
    traces: registry.trace === undefined ? undefined : behindProxy(trace.getTracerProvider()),
    metrics: registry.metrics,
    logs: behindProxy(registeredLoggerProvider()),
  };
}

/** Flushes of all providers that can be flushed, whatever SDK they are of. */
export function flushesOf(providers: Registered): readonly (() => Promise<void>)[] {
  return Object.values(providers)
    .filter(isFlushable)
    .map((provider) => () => provider.forceFlush());
}

/** Unregisters those of these providers that are registered still, so that nobody goes on talking to them. The API says so to the host's logger, which may throw. */
export function unregister(providers: Registered): void {
  const now = registeredProviders();
  if (now.traces === providers.traces) orUndefined(() => trace.disable());
  if (now.metrics === providers.metrics) orUndefined(() => metrics.disable());
  if (now.logs === providers.logs) unregisterLoggerProvider();
}

/** Says what a host's SDK lacks. */
export function sayWhatIsMissing(providers: Registered): void {
  const missing = [
    ...(providers.traces === undefined ? ['a span processor (no spans leave)'] : []),
    ...(providers.metrics === undefined ? ['a metric reader (no metrics leave, so no alert rule sees a backup)'] : []),
    ...(providers.logs === undefined ? ['a log record processor (no events leave, so no live status)'] : []),
  ];
  if (missing.length > 0)
    log('warn', `This process has an OpenTelemetry SDK of its own; nothing is started twice. Add to it: ${missing.join('; ')}.`);
}
