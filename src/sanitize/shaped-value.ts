import { isAt, lineEnd, QUOTE, SPACE } from './chars.js';
import { closingBracket, readQuoted } from './quoted-value.js';
import { linesBeneath } from './yaml-block.js';

/** The part of a text that holds a value. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const REACH = 400;
const NAME_FIELD = String.raw`(?:\w{0,20}(?:name|key)|k|id|field|header|label|option|variable|property|param|term)`;
const VALUE_FIELD = String.raw`(?:\w{0,20}value|v|val|content|data|default|result|current|string)`;
/** A field that stands between a name and its value, in JSON, YAML or XML. */
const BETWEEN = String.raw`[\s,]{1,40}\\?["']?[\w-]{1,40}\\?["']?\s{0,4}[=:]\s{0,4}(?:\\?"[^"\\<>]{0,80}\\?"|'[^'<>]{0,80}'|[\w.-]{1,40}(?=[\s,]))`;
const NAMED_BEFORE = new RegExp(String.raw`(?:^|[\s"'\\{,])${NAME_FIELD}\\?["']?(?:\s{0,4}[=:]\s{0,4}\\?["']?|\s["'])$`, 'i');
const VALUE_BEFORE = new RegExp(
  String.raw`[\s"'\\{,-]${VALUE_FIELD}\\?["']?\s{0,4}[=:]\s{0,4}(\\?"(?:[^"\\]|\\[^"]){0,256}\\?"|'[^']{0,256}'|[^\s,"'{}<>]{1,256})(?:${BETWEEN}){0,4}[\s,]{1,40}\\?["']?${NAME_FIELD}\\?["']?\s{0,4}[=:]\s{0,4}\\?["']?$`,
  'i',
);
const VALUE_BEHIND = new RegExp(String.raw`\\?["']?(?:${BETWEEN}){0,6}[\s,{]{1,40}\\?["']?${VALUE_FIELD}\\?["']?\s{0,4}[=:]\s{0,4}`, 'iy');
const ELEMENT_BEFORE = /<(?:[\w-]{1,40}:)?$/;
const ATTRIBUTE_BEFORE = /(?:name|key|id|field|property|param)\s{0,4}=\s{0,4}["']$/i;
const TAG_REST = String.raw`(?:[^<>/]|\/(?!>)){0,256}>\s{0,80}`;
const ELEMENT = new RegExp(String.raw`(?:\s${TAG_REST}|>)`, 'y');
const ATTRIBUTE = new RegExp(String.raw`["']${TAG_REST}(?:<(?![/!])${TAG_REST})?`, 'y');
// `<key>password</key><string>x`, `<name>secret.key</name><value>x`, `<td>Password</td><td>x`.
const SIBLING = /:?\s{0,4}<\/[\w:]{1,40}>\s{0,80}<(?![/!])(?:[^<>/]|\/(?!>)){0,80}>\s{0,80}/y;
/** What ties a name to a quoted value in one language or another. */
const QUOTED_TIES: readonly RegExp[] = [
  // PHP: `s:8:"password";s:6:"hunter"`, and what var_dump writes.
  /\\?";s:\d{1,8}:(?=\\?")/y,
  /["'](?::[\w":\\]{1,60})?\]\s?=>\s{1,40}\w{1,10}\(\d{1,8}\)\s(?=")/y,
  // `password: str = "x"`, `let token: &str = "x"`, `var password string = "x"`.
  /\s{0,4}[:?]?\s{0,4}[&\w.<>[\]?|]{1,40}(?:\s[&\w.<>[\]?|]{1,20})?\s{0,4}=\s{0,4}(?=[a-zA-Z$@]{0,2}["'`])/y,
];
const FORM_PART = /"?(?:;[^\r\n]{0,200})?(?:\r?\n[\w-]{1,40}:[^\r\n]{0,200}){0,4}\r?\n\r?\n/y;
// A secret of Kubernetes: all of its data.
const MANIFEST_BEFORE = /\bkind["']?\s{0,4}:\s{0,4}["']?$/;
const MANIFEST_DATA = /[^]{0,600}?\b(?=(?:stringData|data)["']?:)/y;
const YAML_KEY = /["']?[ \t]{0,8}\r?\n[ \t]{0,40}: {1,8}/y;
const INSERT = /[^()]{0,300}\)\s{0,8}VALUES\s{0,8}(?=\()/iy;

const matches = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/**
 * The value of the name `[start, end)` where a document keeps the two apart: XML and property lists, fields called name and
 * value in either order, what PHP writes, declarations with a type, parts of a form, columns of an INSERT.
 */
export function shapedValue(text: string, start: number, end: number): Range | undefined {
  const before = text.slice(Math.max(0, start - 64), start);
  const last = before.charAt(before.length - 1);
  if (last === '<' || last === ':' || last === '>' || text[end] === '<') {
    if (ELEMENT_BEFORE.test(before) && matches(ELEMENT, text, end)) return untilTag(text, ELEMENT.lastIndex);
    if (last === '>' && matches(SIBLING, text, end)) return untilTag(text, SIBLING.lastIndex);
  }
  if (matches(SIBLING, text, end) && before.includes('<')) return untilTag(text, SIBLING.lastIndex);
  for (const tie of QUOTED_TIES) if (matches(tie, text, end)) return readQuoted(text, tie.lastIndex);
  if (NAMED_BEFORE.test(before)) {
    const earlier = valueBefore(text, start);
    if (earlier !== undefined) return earlier;
    if (matches(VALUE_BEHIND, text, end)) return fieldValue(text, VALUE_BEHIND.lastIndex);
    if (/["']/.test(last) && ATTRIBUTE_BEFORE.test(before) && matches(ATTRIBUTE, text, end)) return untilTag(text, ATTRIBUTE.lastIndex);
    if (/name="?$/i.test(before) && matches(FORM_PART, text, end)) return range(FORM_PART.lastIndex, lineEnd(text, FORM_PART.lastIndex));
  }
  if (MANIFEST_BEFORE.test(before) && matches(MANIFEST_DATA, text, end)) return manifestData(text, MANIFEST_DATA.lastIndex);
  if (last === ' ' && /(?:^|\n)[ \t]*\?[ \t]+$/.test(before) && matches(YAML_KEY, text, end))
    return range(YAML_KEY.lastIndex, lineEnd(text, YAML_KEY.lastIndex));
  if (/[(,][\s"'`[]*$/.test(before) && matches(INSERT, text, end)) return row(text, INSERT.lastIndex);
  return undefined;
}

const range = (start: number, end: number): Range | undefined => (end > start ? { start, end } : undefined);

function untilTag(text: string, start: number): Range | undefined {
  const data = text.startsWith('<![CDATA[', start);
  const close = text.indexOf(data ? ']]>' : '<', data ? start + 9 : start);
  // `<password>   the password`: what stands for a value in a program's help.
  if (close < 0 && (isAt(text, start - 1, SPACE) || isAt(text, start, SPACE))) return undefined;
  const end = close < 0 ? text.length : data ? close + 3 : close;
  let last = end;
  while (last > start && last > end - 40 && isAt(text, last - 1, SPACE)) last--;
  return range(start, last);
}

function manifestData(text: string, at: number): Range | undefined {
  const colon = text.indexOf(':', at);
  const open = text.slice(colon + 1, colon + 4).search(/\{/);
  return open < 0 ? linesBeneath(text, at, lineEnd(text, colon)) : range(colon + 1 + open, closingBracket(text, colon + 1 + open));
}

function fieldValue(text: string, at: number): Range | undefined {
  const quoted = readQuoted(text, at);
  if (quoted !== undefined) return quoted;
  if (text[at] === '{' || text[at] === '[') return range(at, closingBracket(text, at));
  let end = at;
  while (end < text.length && !isAt(text, end, SPACE) && !',}]>'.includes(text[end]!)) end++;
  return range(at, end);
}

/** `{"value":"x","name":"DB_PASSWORD"}`: the value has passed when its name comes. */
function valueBefore(text: string, start: number): Range | undefined {
  const floor = Math.max(0, start - REACH);
  const found = VALUE_BEFORE.exec(text.slice(floor, start));
  if (found === null) return undefined;
  const value = found[1]!;
  const at = floor + found.index + found[0].indexOf(value, 1);
  const quotes = /^\\?["']/.exec(value)?.[0].length ?? 0;
  return range(at + quotes, at + value.length - quotes);
}

/** What stands in the parentheses that open at `open`. */
function row(text: string, open: number): Range | undefined {
  let at = open + 1;
  while (at < text.length && text[at] !== ')') {
    const quoted = isAt(text, at, QUOTE) ? readQuoted(text, at) : undefined;
    at = quoted === undefined ? at + 1 : quoted.next;
  }
  return range(open + 1, Math.min(at, text.length));
}
