import { classAt, isAt, lineEnd, nextSpace, QUOTE, skip, SPACE, WORD } from './chars.js';

/** Where a value stands, and how it was tied to its name. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  /** `=`, `:`, `,` (a list of arguments) or a space. */
  readonly tie: '=' | ':' | ',' | ' ';
  readonly quoted: boolean;
}

const BLANK = /[ \t\u00a0\u2007\u202f\u3000]/;
const INDEX = /\]?(?:\[\w{0,8}\]){1,2}/y;
// Chinese and Japanese tie without a blank: `密码是x`, `パスワードはx`. Words of these languages behind it are a sentence.
const PARTICLE = /(?:是|为|為|は|が|を|은|는|이|가)[ \t]{0,4}[:：=＝]?[ \t]{0,4}(?=[!-~]{4})/y;
// Kubernetes and XML keep name and value apart: `"name": "DB_PASSWORD", "value": "x"`, `key="Password" value="x"`.
const VALUE_FIELD = /[\s,]{0,40}\\?["']?value\\?["']?[ \t]{0,4}[=:][ \t]{0,4}/iy;

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
  if (text[at] === '(' && isAt(text, at + 1, QUOTE)) return readValue(text, at + 1, '=', start, false);
  while (at < end + 6 && /["'`\]\\)*]/.test(text.charAt(at))) at++;
  const closed = at > end;
  if (closed) {
    VALUE_FIELD.lastIndex = at;
    const field = VALUE_FIELD.exec(text);
    if (field !== null) return readValue(text, at + field[0].length, '=', start, false);
  } else {
    VALUE_FIELD.lastIndex = at;
    const field = /[\s]/.test(text.charAt(at)) ? VALUE_FIELD.exec(text) : null;
    if (field !== null) return readValue(text, at + field[0].length, '=', start, false);
  }
  if (text[at] === '>' && text[start - 1] === '<') return until(text, at + 1, text.indexOf('</', at), '=');
  const gap = skipBlanks(text, at);
  const mark = text.charAt(gap);
  if (mark === ',' && closed) {
    const next = skip(text, gap + 1, SPACE, gap + 40);
    return isAt(text, next, QUOTE) || text[next] === '\\' ? readValue(text, next, ',', start, wholeLine) : undefined;
  }
  if (mark === '=' || mark === ':' || mark === '：' || mark === '＝' || mark === '-' || mark === '?' || mark === '+') {
    let sign = gap;
    while (sign < gap + 4 && /[=:>：＝?+~-]/.test(text.charAt(sign))) sign++;
    const signs = text.slice(gap, sign);
    if (!/[=:：＝]|->/.test(signs)) return blankTied(text, at, gap, start, wholeLine);
    // The value may itself start with a mark that only looks like one.
    const width = (/^(?:={1,3}>?|:=|::?|=>|->|\?=|\+=|[：＝])/.exec(signs)?.[0] ?? signs).length;
    return readValue(text, skipBlanks(text, gap + width), /^[:：]/.test(signs) && !signs.startsWith(':=') ? ':' : '=', start, wholeLine);
  }
  return blankTied(text, at, gap, start, wholeLine);
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
    if (!(isAt(text, next, QUOTE) || text[next] === '{' || text[next] === '[')) {
      // A word that has the next line for itself is judged by its looks.
      const close = nextSpace(text, next);
      const alone = close === lineEnd(text, close) && close - next <= 256 && !/[/:@]/.test(text.slice(next, close));
      return alone ? until(text, next, close, ' ') : undefined;
    }
    // The next line belongs to the name only where the name is a JSON key or the line is set in.
    if (/[\n\r]/.test(text.slice(at, next)) && !/["']/.test(text.charAt(from - 2)) && !BLANK.test(text.charAt(next - 1))) return undefined;
    at = next;
  }
  const slashes = skipSlashes(text, at);
  const quote = text.charAt(slashes);
  if (/["'`]/.test(quote)) return until(text, slashes + 1, closingQuote(text, slashes + 1, quote, slashes - at), tie, true);
  if ((quote === '{' || quote === '[') && !text.startsWith('[REDACTED]', slashes))
    return until(text, at, closingBracket(text, at), tie, true);
  if (tie === ':' && /[|>]/.test(text.charAt(at))) {
    const block = yamlBlock(text, at);
    if (block !== undefined) return block;
  }
  const outer = /["'`]/.test(text.charAt(nameStart - 1)) ? text.charAt(nameStart - 1) : '';
  const whole = wholeLine || (tie === ':' && startsLine(text, nameStart));
  return until(text, at, bareEnd(text, at, outer, whole), tie);
}

const skipSlashes = (text: string, at: number): number => {
  let end = at;
  while (end < at + 8 && text[end] === '\\') end++;
  return end;
};

/** The end of a quoted value; a quote behind more backslashes than the opening one is part of the value. */
function closingQuote(text: string, from: number, quote: string, level: number): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
    if (level === 0 ? slashes % 2 === 0 : slashes <= level) return at - (level === 0 ? 0 : slashes);
  }
  return -1;
}

function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return -1;
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

function yamlBlock(text: string, at: number): AssignedValue | undefined {
  let line = lineEnd(text, at);
  if (line - at > 3) return undefined;
  const start = line;
  while (line < text.length) {
    const next = text[line] === '\r' && text[line + 1] === '\n' ? line + 2 : line + 1;
    if (!BLANK.test(text.charAt(next)) && !/[\r\n]/.test(text.charAt(next))) break;
    line = lineEnd(text, next);
  }
  const first = skip(text, start, SPACE);
  return line > first ? { start: first, end: line, tie: ':', quoted: true } : undefined;
}

/** Whether a value holds no secret by itself: empty, a literal of the language, a reference, a mask. */
export function isTrivialValue(value: string): boolean {
  if (value.length > 80) return false;
  return (
    /^(?:|null|none|nil|undefined|true|false|yes|no|\[REDACTED\]|\*+|[.…-]+|<[a-z_ -]{1,40}>|\$\{?[A-Z_][A-Z0-9_]*\}?|\$\{\{[^}]{1,60}\}\}|%s|\?|\$\d+)[,;.)}\]]*$/i.test(
      value,
    ) &&
    !/\$\{?[a-z]/.test(value) &&
    skip(value, 0, WORD) < 64
  );
}
