import { REDACTED, TRUNCATED } from './rule.js';

/** A part of a text to redact: `[start, end)`, and the index of the rule that found it. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly rule: number;
}

/** Joins findings that overlap or touch. The rule of the first one answers for the whole. */
export function mergeFindings(findings: Finding[]): Finding[] {
  if (findings.length < 2) return findings;
  findings.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Finding[] = [];
  let last = findings[0]!;
  for (const finding of findings) {
    if (finding.start <= last.end) {
      if (finding.end > last.end) last = { start: last.start, end: finding.end, rule: last.rule };
    } else {
      merged.push(last);
      last = finding;
    }
  }
  merged.push(last);
  return merged;
}

/**
 * The text with each finding replaced by the marker; with `limit`, the text ends there and a finding that crosses the limit
 * is still removed whole. `count` hears the rule of each finding that held anything but the marker already.
 */
export function redactFindings(text: string, findings: readonly Finding[], limit: number, count: (rule: number) => void): string {
  let clean = '';
  let at = 0;
  for (const { start, end, rule } of findings) {
    if (start >= limit) break;
    if (end - start !== REDACTED.length || text.slice(start, end) !== REDACTED) count(rule);
    clean += text.slice(at, start) + REDACTED;
    at = end;
  }
  if (limit >= text.length) return clean + text.slice(at);
  return clean + text.slice(at, Math.max(at, limit)) + TRUNCATED;
}
