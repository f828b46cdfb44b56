import { REDACTED, TRUNCATED } from './rule.js';

/** A part of a text to remove: `[start, end)` and the index of the rule that found it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly rule: number;
}

/** Joins spans that overlap or touch. The rule of the first one answers for the whole. */
export function mergeSpans(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  let last = spans[0]!;
  for (const span of spans) {
    if (span.start <= last.end) {
      if (span.end > last.end) last = { start: last.start, end: span.end, rule: last.rule };
    } else {
      merged.push(last);
      last = span;
    }
  }
  merged.push(last);
  return merged;
}

/**
 * The text with each span replaced by the marker; with `limit`, the text ends there and a span that crosses the limit
 * is still removed whole. `count` hears the rule of each span that held anything but the marker already.
 */
export function removeSpans(text: string, spans: readonly Span[], limit: number, count: (rule: number) => void): string {
  let clean = '';
  let at = 0;
  for (const { start, end, rule } of spans) {
    if (start >= limit) break;
    if (end - start !== REDACTED.length || text.slice(start, end) !== REDACTED) count(rule);
    clean += text.slice(at, start) + REDACTED;
    at = end;
  }
  if (limit >= text.length) return clean + text.slice(at);
  return clean + text.slice(at, Math.max(at, limit)) + TRUNCATED;
}
