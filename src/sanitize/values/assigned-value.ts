import { classAt, isAt, lineEnd, nextSpace, QUOTE, skip, SPACE, WORD } from '../text/chars.js';
import { closingBracket, quoteAt, readQuoted } from './quoted-value.js';
import { shapedValue } from './shaped-value.js';
import { blockAt, heredocAt, linesBeneath } from './yaml-block.js';

/** Where a value stands, and how it was tied to its name. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  /** `=`, `:`, `,` (a list of arguments) or a space. */
  readonly tie: '=' | ':' | ',' | ' ';
  readonly quoted: boolean;
  /** The name and the value are items of one pair or arguments of one call. */
  readonly paired?: boolean;
}

const BLANK = /[ \t\u00a0\u2007\u202f\u3000]/;
const INDEX = /\]?(?:\[\w{0,8}\]){1,2}/y;
// Chinese and Japanese tie without a blank: `密码是x`, `パスワードはx`. Words of these languages behind it are a sentence.
const PARTICLE = /(?:是|为|為|は|が|を|은|는|이|가)[ \t]{0,4}[:：=＝]?[ \t]{0,4}(?=[!-~]{4})/y;
// YAML: `!!str x`, `!vault |`, `&anchor x`.
const YAML_TAG = /(?:[!&][\w!:.-]{0,40}[ \t]{1,4}){1,2}/y;
const DEFINE = /\bdefine\(\s{0,4}["'`]$/i;
const SETTER = /\b(?:put|set\w{0,24})\(\s{0,4}["'`]$/i;
const COMPOSITE = /[\w.:$&*[\]]{1,60}\{(?=[ \t]{0,4}["'`])/y;

const skipBlanks = (text: string, at: number): number => {
  let end = at;
  while (end < text.length && end < at + 64 && BLANK.test(text[end]!)) end++;
  return end;
};

/** Where the value behind a particle at `at` starts; -1 where none stands. */
export function behindParticle(text: string, at: number): number {
  PARTICLE.lastIndex = at;
  return PARTICLE.test(text) ? PARTICLE.lastIndex : -1;
}

/** Finds the value tied to the name `[start, end)` by `=`, `:`, `=>`, a comma between quotes or white space. */
export function assignedValue(text: string, start: number, end: number, wholeLine: boolean): AssignedValue | undefined {
  let at = end;
  INDEX.lastIndex = at;
  if (INDEX.test(text)) at = INDEX.lastIndex;
  const particle = behindParticle(text, at);
  if (particle >= 0) return readValue(text, particle, '=', start, wholeLine);
  // `setPassword("x")`, `PASSWORD('x')`
  if (text[at] === '(' && quoteAt(text, at + 1) >= 0) return readValue(text, at + 1, '=', start, false);
  const shaped = shapedValue(text, start, at);
  if (shaped !== undefined) return { ...shaped, tie: '=', quoted: true };
  while (at < end + 6 && /["'`\]\\)*}>]/.test(text.charAt(at))) at++;
  const closed = at > end;
  // JSON may break the line on both sides of its colon.
  const isKey = /["']/.test(text.charAt(at - 1));
  const colon = isKey ? skip(text, at, SPACE, at + 64) : at;
  const gap = text[colon] === ':' ? colon : skipBlanks(text, at);
  const mark = text.charAt(gap);
  if (mark === ',') return afterComma(text, start, gap, closed, wholeLine);
  if (mark === '|' || mark === '│') return cell(text, start, gap);
  if (mark === '=' || mark === ':' || mark === '：' || mark === '＝' || mark === '-' || mark === '?' || mark === '+') {
    let sign = gap;
    while (sign < gap + 4 && /[=:>：＝?+~-]/.test(text.charAt(sign))) sign++;
    const signs = text.slice(gap, sign);
    if (!/[=:：＝]|->/.test(signs)) return blankTied(text, at, gap, start, wholeLine);
    // The value may itself start with a mark that only looks like one.
    const width = (/^(?:={1,3}>?|:=|::?|=>|->|\?=|\+=|[：＝])/.exec(signs)?.[0] ?? signs).length;
    const next = skip(text, gap + width, SPACE, gap + 64);
    const from = isKey && (quoteAt(text, next) >= 0 || /[\d{[]/.test(text.charAt(next))) ? next : skipBlanks(text, gap + width);
    return readValue(text, from, /^[:：]/.test(signs) && !signs.startsWith(':=') ? ':' : '=', start, wholeLine);
  }
  return blankTied(text, at, gap, start, wholeLine);
}

/** `('password', 'x')`, `["x-api-key", "x"]`, `put("token", "x")`, `(authorization, x)`, and the items of a longer list. */
function afterComma(text: string, start: number, comma: number, closed: boolean, wholeLine: boolean): AssignedValue | undefined {
  const next = skip(text, comma + 1, SPACE, comma + 40);
  if (!closed) {
    const pair = /^[^\s,()"'`]{1,256}(?=\)|[ \t]{0,8}(?:[\r\n]|$))/.exec(text.slice(next, next + 260))?.[0];
    if ((text[start - 1] === '(' || text[start - 1] === '{') && quoteAt(text, next) >= 0) {
      const value = readValue(text, next, ',', start, wholeLine);
      return value && { ...value, paired: true };
    }
    const alone = text[start - 1] === '(' || (startsLine(text, start) && next <= comma + 2);
    return pair !== undefined && alone ? { start: next, end: next + pair.length, tie: ',', quoted: true, paired: true } : undefined;
  }
  if (quoteAt(text, next) < 0) {
    const number = /^\d{4,16}(?=[\s\]),])/.exec(text.slice(next, next + 18))?.[0];
    return number === undefined ? undefined : { start: next, end: next + number.length, tie: ',', quoted: true };
  }
  const value = readValue(text, next, ',', start, wholeLine);
  if (value === undefined) return undefined;
  const opening = text.slice(Math.max(0, start - 6), start).replace(/(?:<<|[a-z])?\\{0,3}["'`]$/i, '');
  const close = skip(text, value.end, QUOTE | SPACE, value.end + 4);
  const called = opening.endsWith('(');
  const pair = /[[({]$/.test(opening) && /[\])}>]/.test(text.charAt(close));
  const line = start < 2 || /[\r\n]$/.test(opening) ? lineEnd(text, value.end, value.end + 2) <= value.end + 1 : false;
  // What is defined is a value, whatever it is made of, and so is what a name of several words is set to; `setState('password',
  // 'valid')` sets no password.
  const before = text.slice(Math.max(0, start - 40), start);
  const tie = DEFINE.test(before) || (SETTER.test(before) && /[_.-]/.test(text.slice(start, comma))) ? '=' : ',';
  return { ...value, tie, paired: called || pair || line };
}

/** `| DB_PASSWORD | x |`: a row of two. */
function cell(text: string, start: number, bar: number): AssignedValue | undefined {
  const mark = text.charAt(bar);
  const before = text.slice(Math.max(0, start - 64), start);
  if (!new RegExp(`(?:^|\\n)[ \\t]*[${mark}]?[ \\t*\`]*$`).test(before)) return undefined;
  const end = lineEnd(text, bar, bar + 400);
  const from = skipBlanks(text, bar + 1);
  const close = text.slice(from, Math.min(end, from + 256)).search(/[ \t]*[|│]/);
  const last = close < 0 ? end : from + close;
  if (close >= 0 && !/^[ \t]*[|│][ \t]*$/.test(text.slice(last, end))) return undefined;
  return until(text, from, last, '=', true);
}

function blankTied(text: string, at: number, gap: number, start: number, wholeLine: boolean): AssignedValue | undefined {
  if (gap === at || gap >= text.length || isAt(text, gap, SPACE)) return undefined;
  // Behind a blank only a flag has the whole line: of a sentence each word is looked at by itself.
  return readValue(text, gap, ' ', start, wholeLine && text[start] === '-');
}

const until = (text: string, start: number, end: number, tie: AssignedValue['tie'], quoted = false): AssignedValue | undefined => {
  const close = end < 0 ? text.length : end;
  return close > start ? { start, end: close, tie, quoted } : undefined;
};

function readValue(
  text: string,
  from: number,
  tie: AssignedValue['tie'],
  nameStart: number,
  wholeLine: boolean,
): AssignedValue | undefined {
  let at = from;
  if (isAt(text, at, SPACE)) {
    // JSON may break the line between a name and a quoted value; YAML between a name and its block.
    const next = skip(text, at, SPACE, at + 64);
    if (tie === ' ') return undefined;
    const beneath = tie === ':' && text[next] !== '{' && text[next] !== '[' ? linesBeneath(text, nameStart, lineEnd(text, at)) : undefined;
    if (beneath !== undefined && lineEnd(text, at) < next) return { ...beneath, tie: ':', quoted: true };
    if (!(quoteAt(text, next) >= 0 || text[next] === '{' || text[next] === '[')) {
      // A word that has the next line for itself is judged by its form.
      const close = nextSpace(text, next);
      const alone = close === lineEnd(text, close) && close - next <= 256 && !/[/:@]/.test(text.slice(next, close));
      return alone ? until(text, next, close, ' ') : undefined;
    }
    // The next line belongs to the name only where it is set in.
    if (/[\n\r]/.test(text.slice(at, next)) && !BLANK.test(text.charAt(next - 1))) return undefined;
    at = next;
  }
  if (tie === ':') {
    // `**Password:** x`
    if (/^[*_]{1,2}[ \t]$/.test(text.slice(at, at + 3)) || /^[*_][ \t]/.test(text.slice(at, at + 2)))
      at = skip(text, nextSpace(text, at), SPACE, at + 8);
    YAML_TAG.lastIndex = at;
    if (YAML_TAG.test(text)) at = YAML_TAG.lastIndex;
    const block = blockAt(text, nameStart, at);
    if (block !== undefined) return { ...block, tie, quoted: true };
  }
  const heredoc = heredocAt(text, at);
  if (heredoc !== undefined) return { ...heredoc, tie, quoted: true };
  COMPOSITE.lastIndex = at;
  const composite = COMPOSITE.test(text) ? COMPOSITE.lastIndex - 1 : at;
  if (tie !== ' ' && /[{[]/.test(text.charAt(composite)) && !text.startsWith('[REDACTED]', composite))
    return until(text, composite, closingBracket(text, composite), tie, true);
  const quoted = readQuoted(text, at);
  if (quoted !== undefined) return until(text, quoted.start, quoted.end, tie, true);
  const outer = /["'`]/.test(text.charAt(nameStart - 1)) ? text.charAt(nameStart - 1) : '';
  const whole = wholeLine || (tie === ':' && startsLine(text, nameStart));
  return until(text, at, bareEnd(text, at, outer, whole), tie);
}

function bareEnd(text: string, from: number, outer: string, wholeLine: boolean): number {
  const limit = wholeLine ? lineEnd(text, from) : text.length;
  for (let at = from; at < limit; at++) {
    const kind = classAt(text, at);
    if ((kind & SPACE) !== 0 && !wholeLine) return at;
    if ((kind & QUOTE) === 0) continue;
    // The quote that the whole pair stands in, or one that a structure goes on behind.
    if (text[at] === outer || (text[at] === '"' && /^[,}\])]?$|^[,}\])\s]/.test(text.slice(at + 1, at + 2))))
      return text[at - 1] === '\\' ? at - 1 : at;
  }
  return limit;
}

function startsLine(text: string, nameStart: number): boolean {
  let at = nameStart;
  while (at > 0 && at > nameStart - 64 && /[ \t"'-]/.test(text[at - 1]!)) at--;
  return at === 0 || /[\n\r]/.test(text[at - 1]!);
}

const LITERAL = /^(?:|null|none|nil|undefined|true|false|yes|no|\[REDACTED\]|\*+|[.…-]+|<[a-z_ -]{1,40}>|%s|\?)[,;.)}\]]*$/i;
// In capitals, as the variables of an environment are: `$Summer2026` is a password.
const REFERENCE = /^(?:\$\{?[A-Z_][A-Z0-9_]*\}?|\$\{\{[^}]{1,60}\}\}|\$\d+)[,;.)}\]]*$/;

/** Whether a value holds no secret by itself: empty, a literal of the language, a reference, a mask. */
export const isTrivialValue = (value: string): boolean =>
  value.length <= 80 && (LITERAL.test(value) || REFERENCE.test(value)) && skip(value, 0, WORD) < 64;
