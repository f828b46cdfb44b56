import * as api from '@opentelemetry/api';
import { SCOPE_NAME } from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';

// W3C Trace Context, section 3.2: version 00 ends after the flags (55 characters), later ones may have more behind a dash; ff is invalid.
const TRACEPARENT = /^(?!ff|00-.{53})[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;

/** Span context that a `traceparent` header or variable names. */
export function parseTraceparent(value: unknown): api.SpanContext | undefined {
  const match = typeof value === 'string' && value.length <= 512 && TRACEPARENT.exec(value.trim());
  // Where there is none, its ids are not valid.
  const [, traceId = '', spanId = '', flags = ''] = match || [];
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & api.TraceFlags.SAMPLED, isRemote: true };
  return api.isSpanContextValid(spanContext) ? spanContext : undefined;
}

// Shared by all copies of the package in a process.
const KEY = Symbol.for(`${SCOPE_NAME}.traceparent`);

/** What `TRACEPARENT` of the environment names, as cron wrappers and CI systems hand it on, and whether this is the first time it is asked for. */
export function takeEnvironmentParent(): readonly [parent?: api.SpanContext, isFirst?: boolean] {
  const stated = orUndefined(
    () => (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.['TRACEPARENT'],
  );
  const parent = parseTraceparent(stated);
  if (!parent) return [];
  const holder = globalThis as Record<symbol, string | undefined>;
  const isFirst = holder[KEY] !== stated;
  holder[KEY] = stated;
  return [parent, isFirst];
}
