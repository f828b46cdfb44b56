import { SCOPE_NAME } from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';
import { refuseUnknown } from '../../untrusted/refuse-unknown.js';
import { keysOf } from '../../untrusted/unknown-keys.js';
import { createSanitizer, type Sanitizer } from '../sanitizer.js';
import { createSharedCleaner } from './clean-context.js';
import { cleanSpan } from './clean-span.js';
import { cutLengthOf } from './cut-length.js';
import type { LogRecordLike, SpanLike } from './shapes.js';

/** A span processor of either major. */
export interface SpanProcessorLike {
  /** Called when a span begins. */
  onStart(span: never, context: never): void;
  /** Called when a span is about to end and may still be changed. */
  onEnding?(span: never): void;
  /** Called with a span that has ended. */
  onEnd(span: never): void;
  /** Sends what is left. */
  forceFlush(): Promise<void>;
  /** Sends what is left, and ends. */
  shutdown(): Promise<void>;
}

/** A log record that processors may change. */
interface WritableLogRecord extends LogRecordLike {
  setBody?(body: unknown): unknown;
  setEventName?(name: string): unknown;
  setSeverityText?(text: string): unknown;
}

/** How a sanitizing processor works. */
export interface SanitizeProcessorOptions {
  /** @default createSanitizer() */
  readonly sanitizer?: Sanitizer | undefined;
  /** Hears that a record was dropped because it could not be cleaned. A throw is swallowed. */
  readonly onDropped?: ((signal: 'spans' | 'logs', records: number) => void) | undefined;
}

const KEYS = keysOf<SanitizeProcessorOptions>({ sanitizer: 1, onDropped: 1 });

/**
 * Wraps the span processor of a host that owns its exporters: the one behind it sees cleaned spans only. A processor
 * beside it still sees the original: decorate the exporter where you can.
 */
export function sanitizeSpanProcessor<P extends SpanProcessorLike>(next: P, options: SanitizeProcessorOptions = {}): P {
  refuseUnknown('the options of sanitizeSpanProcessor', options, KEYS);
  const { sanitizer = createSanitizer(), onDropped } = options;
  const { strict } = sanitizer;
  const shared = createSharedCleaner(strict);
  const onEnd = (span: SpanLike): void => {
    let cleaned: SpanLike;
    try {
      cleaned = inItsTime(span, strict, () => cleanSpan(span, strict, shared));
    } catch {
      strict.countDropped('spans', 1);
      orUndefined<unknown>(() => onDropped?.('spans', 1));
      return;
    }
    (next.onEnd as (span: SpanLike) => void).call(next, cleaned);
  };
  return new Proxy(next, {
    get(target, property) {
      if (property === 'onEnd') return onEnd;
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? (member as (...input: unknown[]) => unknown).bind(target) : member;
    },
  });
}

/** A log record processor that cleans each record in place: register it before the one that exports. */
export interface SanitizingLogProcessor {
  /** Cleans a log record in place, before processors behind this one see it. */
  onEmit(record: unknown, context?: unknown): void;
  /** Sends what is left. */
  forceFlush(): Promise<void>;
  /** Sends what is left, and ends. */
  shutdown(): Promise<void>;
}

/**
 * Cleans log records in place for a host that owns its exporters. Resource and scope are out of a processor's reach:
 * decorate the exporter where you can.
 */
export function sanitizeLogProcessor(options: SanitizeProcessorOptions = {}): SanitizingLogProcessor {
  refuseUnknown('the options of sanitizeLogProcessor', options, KEYS);
  const { sanitizer = createSanitizer(), onDropped } = options;
  const { strict } = sanitizer;
  return {
    onEmit(emitted) {
      const record = emitted as WritableLogRecord;
      try {
        const cleaned = inItsTime(record, strict, () => ({
          eventName: record.eventName === undefined ? undefined : strict.text(record.eventName),
          severityText: record.severityText === undefined ? undefined : strict.text(record.severityText),
          attributes: strict.attributes(record.attributes, record.instrumentationScope.name),
          body: strict.value(record.body),
        }));
        rewrite(record, cleaned);
      } catch {
        // A record cannot be taken back here, so it is emptied.
        rewrite(record, { attributes: {}, body: undefined, eventName: undefined, severityText: undefined });
        strict.countDropped('logs', 1);
        orUndefined<unknown>(() => onDropped?.('logs', 1));
      }
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

/** Records of other scopes have a budget: ours are few, small and wanted. */
function inItsTime<T>(record: SpanLike | LogRecordLike, strict: Sanitizer['strict'], clean: () => T): T {
  return record.instrumentationScope.name === SCOPE_NAME ? strict.unhurried(clean) : strict.within(cutLengthOf(record), clean);
}

function rewrite(
  record: WritableLogRecord,
  { attributes, body, eventName, severityText }: Pick<LogRecordLike, 'attributes' | 'body' | 'eventName' | 'severityText'>,
): void {
  for (const key of Object.keys(record.attributes)) if (!Object.hasOwn(attributes, key)) Reflect.deleteProperty(record.attributes, key);
  for (const key of Object.keys(attributes)) record.attributes[key] = attributes[key];
  const writable = record as { -readonly [Key in keyof LogRecordLike]: LogRecordLike[Key] };
  writable.body = body;
  if (record.eventName !== undefined) writable.eventName = eventName;
  if (record.severityText !== undefined) writable.severityText = severityText;
}
