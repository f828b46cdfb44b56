import { ALNUM, isAt, QUOTE, SPACE } from '../text/chars.js';

/** The part of a text that holds a value. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The inside of a quoted value, from behind its first quote to its last one; `next` is behind that. */
export interface QuotedValue {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

// b"x", rb'x', f"x", N'x' (SQL Server), E'x' (PostgreSQL), L"x", $'x' (shells), @"x" and $@"x" (C#), q{x} (Perl), %q(x) (Ruby).
const PREFIX = /(?:[a-zA-Z]{1,2}|u8|[$@]{1,2})(?=["'])|(?:%[qQ]?|qq?)(?=[{(<[])/y;
// `Some("x")`, `String::from("x")`, `("x")`, `<<"x">>`.
const WRAPPER = /(?:[\w.:$&*]{0,40}\(|<<)[ \t]{0,4}(?=[$@]?[a-zA-Z]{0,2}["'`])/y;
// `"x" + "y"`, `'x' . 'y'`, `"x" & "y"`, `"x" || "y"`, `"x" -> "y"`, a line that goes on behind a backslash.
const JOINT = /(?:[ \t]{0,8}(?:[-=]>|\+|\.{1,2}|&|\|\||~)|[ \t]{0,8}\\\r?\n)\s{0,40}(?=[a-zA-Z]?["'`])/y;
const CLOSES = /[\s,;)\]}>:]|$/y;
const PARTNERS: Readonly<Record<string, string>> = { '{': '}', '(': ')', '<': '>', '[': ']' };
const TYPOGRAPHIC: Readonly<Record<string, string>> = { '“': '”', '„': '“', '«': '»', '‘': '’', '»': '«' };
const DOLLARS = /\$(?:[A-Za-z_]\w{0,30})?\$/y;
const MAX_PARTS = 64;

/** Where a quoted value begins: at its prefix or its wrapper; -1 where none does. */
export function quoteAt(text: string, at: number): number {
  let from = at;
  for (let wrappers = 0; wrappers < 2 && matches(WRAPPER, text, from); wrappers++) from = WRAPPER.lastIndex;
  if (matches(PREFIX, text, from)) from = PREFIX.lastIndex;
  const slashes = skipSlashes(text, from);
  if (isAt(text, slashes, QUOTE)) return from;
  if (from > at && text[from] !== undefined && PARTNERS[text[from]!] !== undefined && slashes === from && !isAt(text, from - 1, SPACE))
    return from;
  return TYPOGRAPHIC[text.charAt(from)] === undefined ? -1 : from;
}

/**
 * Reads a quoted value whole: over doubled quotes (SQL, YAML, CSV), backslashes, pieces that a shell glues together, triple
 * quotes and pieces that an operator joins. Where no quote closes it, it ends with the text.
 */
export function readQuoted(text: string, at: number, limit = text.length): QuotedValue | undefined {
  if (matches(DOLLARS, text, at)) {
    const tag = text.slice(at, DOLLARS.lastIndex);
    const close = text.indexOf(tag, at + tag.length);
    if (close >= 0) return until(text, at + tag.length, close, tag.length);
  }
  const from = quoteAt(text, at);
  if (from < 0) return undefined;
  const opening = skipSlashes(text, from);
  const quote = text.charAt(opening);
  const level = opening - from;
  const partner = TYPOGRAPHIC[quote] ?? PARTNERS[quote];
  if (partner !== undefined) return until(text, opening + 1, text.indexOf(partner, opening + 1), 1);
  if (text.startsWith(quote.repeat(3), opening)) return until(text, opening + 3, text.indexOf(quote.repeat(3), opening + 3), 3);
  let end = closingQuote(text, opening + 1, quote, level, limit);
  for (let parts = 0; parts < MAX_PARTS && end >= 0 && end < text.length; parts++) {
    const further = nextPiece(text, end, quote, level, limit);
    if (further === undefined || (further < 0 && limit < text.length)) break;
    end = further;
  }
  // A value that another quote closes, or none, goes with its quotes: what stays must read as one value again.
  if (level === 0 && end >= 0 && text[end] !== quote) {
    const next = isAt(text, end, QUOTE) ? end + 1 : end;
    return { start: from, end: next, next };
  }
  return until(text, opening + 1, end, level + 1);
}

const until = (text: string, start: number, end: number, width: number): QuotedValue =>
  end < 0 ? { start, end: text.length, next: text.length } : { start, end, next: Math.min(text.length, end + width) };

/** The end of the piece that is glued to the quote at `end`; `undefined` where the value ends there. */
function nextPiece(text: string, end: number, quote: string, level: number, limit: number): number | undefined {
  if (level > 0) return undefined;
  const behind = end + 1;
  if (text[behind] === quote) {
    // `'ab'' cd'`: a blank behind two quotes is part of the value where another quote follows on the line.
    const goesOn =
      (text[behind + 1] === ' ' && quoteOnLine(text, behind + 1, quote)) || !closesAll(text, behind + 1) || text[end - 1] === quote;
    return goesOn ? closingQuote(text, behind + 1, quote, 0, limit) : undefined;
  }
  if (isAt(text, behind, QUOTE)) return closesAll(text, behind + 1) ? undefined : closingQuote(text, behind + 1, text[behind]!, 0, limit);
  // `'it'\''s'`, `"abc"DEF`, `'abc'$'DEF'`
  const escaped = text[behind] === '\\' && isAt(text, behind + 1, QUOTE);
  if (escaped || isAt(text, behind, ALNUM) || /[$@!#%^*_-]/.test(text.charAt(behind))) {
    let stop = escaped ? behind + 2 : behind;
    if (escaped && !isAt(text, stop, QUOTE | ALNUM)) return undefined;
    while (stop < text.length && !isAt(text, stop, SPACE | QUOTE) && !',;)]}>&|<:=\\'.includes(text[stop]!)) stop++;
    if (!isAt(text, stop, QUOTE) || closesAll(text, stop + 1)) return stop - 1 > end ? stop : undefined;
    return closingQuote(text, stop + 1, text[stop]!, 0, limit);
  }
  if (!matches(JOINT, text, behind)) return undefined;
  const next = JOINT.lastIndex + (isAt(text, JOINT.lastIndex, QUOTE) ? 0 : 1);
  return closingQuote(text, next + 1, text[next]!, 0, limit);
}

const quoteOnLine = (text: string, at: number, quote: string): boolean => {
  const line = text.slice(at, at + 256).split('\n', 1)[0]!;
  return line.includes(quote);
};

/** Whether a quote before `at` closes what stands around the value rather than opening the next piece of it. */
const closesAll = (text: string, at: number): boolean => matches(CLOSES, text, at);

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

const skipSlashes = (text: string, at: number): number => {
  let end = at;
  while (end < at + 8 && text[end] === '\\') end++;
  return end;
};

/** The end of a quoted value; a quote behind more backslashes than the opening one is part of the value. */
function closingQuote(text: string, from: number, quote: string, level: number, limit: number): number {
  for (let at = indexBefore(text, quote, from, limit); at >= 0; at = indexBefore(text, quote, at + 1, limit)) {
    let slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
    if (level === 0 ? slashes % 2 === 0 : slashes <= level) return at - (level === 0 ? 0 : slashes);
  }
  return -1;
}

function indexBefore(text: string, quote: string, from: number, limit: number): number {
  if (limit >= text.length) return text.indexOf(quote, from);
  for (let at = from; at < limit; at++) if (text[at] === quote) return at;
  return -1;
}

/** The end of what the bracket at `from` opens; the limit where nothing closes it before. */
export function closingBracket(text: string, from: number, limit = text.length): number {
  let depth = 0;
  for (let at = from; at < text.length && at < limit; at++) {
    const character = text[at]!;
    if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return Math.min(limit, text.length);
}
