// @ts-check
import { ATTR_BACKUP_OUTCOME, ATTR_ERROR_TYPE } from '@wedsync/backup-telemetry/semconv';
import { clip, formatDuration, padEnd, padStart } from '../format.mjs';
import { heading } from './section.mjs';

/** @typedef {import('../otlp.mjs').Span} Span */

const TIME_WIDTH = 8;

/**
 * The spans of a trace as a tree over a common time axis.
 * @param {import('./section.mjs').Page} page
 * @param {readonly Span[]} spans All of one trace.
 */
export function showTrace(page, spans) {
  const { style, width, line } = page;
  heading(page, 'Trace', 'What ran inside what, and when. Bars lie on one time axis.');
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  const rows = [...asTree(spans)];
  const nameWidth = Math.min(Math.max(...rows.map(({ name }) => name.length)) + 1, Math.floor(width / 2));
  const outcomes = rows.map(({ span }) => outcomeOf(span));
  const outcomeWidth = Math.min(Math.max(...outcomes.map(({ length }) => length)), 18);
  const barWidth = width - nameWidth - TIME_WIDTH - outcomeWidth - 3;

  for (const { name, span } of rows) {
    const before = Math.floor(((span.start - start) / (end - start || 1)) * (barWidth - 1));
    const length = Math.max(1, Math.round(((span.end - span.start) / (end - start || 1)) * barWidth));
    const bar = padEnd(' '.repeat(before) + '━'.repeat(Math.min(length, barWidth - before)), barWidth);
    const paint = span.failed ? style.red : span.attributes[ATTR_BACKUP_OUTCOME] ? style.green : style.dim;
    const time = padStart(formatDuration((span.end - span.start) / 1_000), TIME_WIDTH);
    line(`  ${padEnd(clip(name, nameWidth), nameWidth)}${paint(bar)}${time} ${paint(clip(outcomeOf(span), outcomeWidth))}`);
  }
}

/** @param {Span} span @returns {string} */
function outcomeOf({ attributes }) {
  return attributes[ATTR_ERROR_TYPE] ?? attributes[ATTR_BACKUP_OUTCOME] ?? '';
}

/**
 * @param {readonly Span[]} spans
 * @param {string} [parent]
 * @param {string} [indent]
 * @returns {Generator<{ name: string, span: Span }>}
 */
function* asTree(spans, parent, indent = '') {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const isChild = (/** @type {Span} */ span) => (parent === undefined ? !known.has(span.parentSpanId) : span.parentSpanId === parent);
  const children = spans.filter(isChild).sort((one, other) => one.start - other.start);
  for (const span of children) {
    const last = span === children.at(-1);
    const name = span.name.replace(/^backup\.phase /, '');
    yield { name: parent === undefined ? name : `${indent}${last ? '└ ' : '├ '}${name}`, span };
    yield* asTree(spans, span.spanId, parent === undefined ? '' : `${indent}${last ? '  ' : '│ '}`);
  }
}
