import { lineEnd } from '../text/chars.js';
import type { Range } from './quoted-value.js';

const BLOCK = /^(?:-(?:[ \t]|$)|["']?[\w.@/-]{1,80}["']?:(?:[ \t]|$))/;
const HEADER = /^((?:[|>][-+\d]{0,2})?)[ \t]*(?:#.*)?$/;
const HEREDOC = /<<[-~]?[ \t]?["']?([A-Za-z_]\w{0,40})["']?[ \t]{0,8}\r?\n/y;

/** The lines below `at` (an end of line) that belong to the key on the line of `nameStart`: a list, a map, or a word set in. */
export function linesBeneath(text: string, nameStart: number, at: number, literal = false): Range | undefined {
  const own = indentAt(text, lineStart(text, nameStart));
  const isItem = /^[ \t]*-[ \t]/.test(text.slice(lineStart(text, nameStart), nameStart));
  let start = -1;
  let end = -1;
  for (let next = afterBreak(text, at); next < text.length;) {
    const indent = indentAt(text, next);
    const first = next + indent;
    const close = lineEnd(text, first);
    // A comment belongs to no level.
    if (close > first && (literal || text[first] !== '#')) {
      const item = /^-(?:[ \t]|$)/.test(text.slice(first, first + 2));
      if (!(indent > own || (item && indent === own && !isItem))) break;
      if (start < 0) {
        start = first;
        // A line of prose below a label is none of its values.
        if (
          !literal &&
          !BLOCK.test(text.slice(first, Math.min(close, first + 96))) &&
          /\s/.test(text.slice(first, Math.min(close, first + 256)).trim())
        )
          break;
      }
      end = close;
    }
    if (close >= text.length) break;
    next = afterBreak(text, close);
  }
  return end < 0 ? undefined : { start, end };
}

/**
 * The lines beneath a key whose own line has nothing more to say: `|`, `>-`, a comment. Where none are, what looks like a
 * comment may be the value.
 */
export function blockAt(text: string, nameStart: number, at: number): Range | undefined {
  if (at < text.length && !'|>#\r\n'.includes(text[at]!)) return undefined;
  const [, style] = HEADER.exec(text.slice(at, lineEnd(text, at, at + 256))) ?? [];
  return style === undefined ? undefined : linesBeneath(text, nameStart, lineEnd(text, at), style !== '');
}

const KEY_LINE = /^([ \t]*(?:-[ \t]+)?)(?:["']?([\w.-]{1,40})["']?:[ \t]+[|>][-+\d]{0,2}[ \t]*(?:#[^\r\n]*)?\r?\n)?/;
const MAX_KEYS_ABOVE = 6;
const MAX_BLOCK = 4096;

/** The block of a key that `isValue` in the same record, above the key on the line of `nameStart`: `value: |`, lines, `name: x`. */
export function blockAbove(text: string, nameStart: number, isValue: (key: string) => boolean): Range | undefined {
  let line = lineStart(text, nameStart);
  const column = KEY_LINE.exec(text.slice(line, nameStart))![1]!.length;
  // The first key of an item has nothing above it.
  let isFirst = text.slice(line, line + column).includes('-');
  let below = line;
  for (let keys = 0; line > 0 && !isFirst && keys < MAX_KEYS_ABOVE && nameStart - line < MAX_BLOCK;) {
    line = text.lastIndexOf('\n', line - 2) + 1;
    const [all, before, key] = KEY_LINE.exec(text.slice(line, line + 128))!;
    const at = line + before!.length;
    if (before!.length > column || text[at] === '\n' || text[at] === '\r') continue;
    if (before!.length < column) return undefined;
    if (key !== undefined && isValue(key)) {
      const start = line + all.length + indentAt(text, line + all.length);
      return below > start ? { start, end: below - (text[below - 2] === '\r' ? 2 : 1) } : undefined;
    }
    isFirst = before!.includes('-');
    below = line;
    keys++;
  }
  return undefined;
}

/** The body of a heredoc that opens at `at`: `<<EOF`, `<<-EOT`. */
export function heredocAt(text: string, at: number): Range | undefined {
  HEREDOC.lastIndex = at;
  const word = HEREDOC.exec(text)?.[1];
  if (word === undefined) return undefined;
  const start = HEREDOC.lastIndex;
  for (let line = start; line < text.length; line = afterBreak(text, lineEnd(text, line))) {
    const indent = indentAt(text, line);
    if (text.startsWith(word, line + indent) && lineEnd(text, line) <= line + indent + word.length + 2)
      return line > start ? { start, end: line - 1 } : undefined;
  }
  return { start, end: text.length };
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && start > at - 256 && !/[\n\r]/.test(text[start - 1]!)) start--;
  return start;
}

function indentAt(text: string, line: number): number {
  let at = line;
  while (at < line + 256 && (text[at] === ' ' || text[at] === '\t')) at++;
  return at - line;
}

const afterBreak = (text: string, at: number): number => (text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1);
