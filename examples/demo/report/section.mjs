// @ts-check
import { padEnd, widthOf, wrap } from '../format.mjs';

/**
 * Where a report is written to.
 * @typedef {object} Page
 * @property {import('../format.mjs').Style} style
 * @property {number} width
 * @property {(line?: string) => void} line
 */

/**
 * @param {NodeJS.WriteStream} out
 * @param {import('../format.mjs').Style} style
 * @returns {Page}
 */
export function createPage(out, style) {
  return { style, width: widthOf(out) - 1, line: (line = '') => void out.write(`${line.trimEnd()}\n`) };
}

/** @param {Page} page @param {string} title @param {string} explanation */
export function heading({ style, width, line }, title, explanation) {
  line();
  line(`${style.bold(style.cyan(title))} ${style.dim('─'.repeat(Math.max(0, width - title.length - 1)))}`);
  for (const part of wrap(explanation, width)) line(style.dim(part));
}

/**
 * Lines with aligned columns.
 * @param {Page} page
 * @param {readonly (readonly string[])[]} rows
 * @param {readonly number[]} widths
 */
export function table({ line }, rows, widths) {
  for (const row of rows) line(`  ${row.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join(' ')}`);
}
