import { isAt, lineEnd, QUOTE, skip, SPACE } from '../text/chars.js';
import { closingBracket, readQuoted, type Range } from './quoted-value.js';
import { isSaidOf, isValueKey } from '../names/record-names.js';
import { blockAbove, blockAt, linesBeneath } from './yaml-block.js';

const REACH = 400;
const KEY = String.raw`[\w$.-]{1,40}`;
const NAME_FIELD = String.raw`(?:\w{0,20}(?:name|key)|[kn]|id|field|header|label|option|var|variable|property|param|parameter|setting|attribute|type|term)`;
const VALUE_FIELD = String.raw`(?:\w{0,20}value|v|val|contents?|data|default|current|string|text|plain|raw|old|new)`;
// In YAML with a comment.
const GAP = String.raw`[\s,]{1,40}(?:#[^\r\n]{0,80}\s{1,40}){0,2}`;
/** A field that stands between a name and its value, in JSON, YAML or XML. */
const BETWEEN = String.raw`${GAP}\\?["']?[\w-]{1,40}\\?["']?\s{0,4}[=:]\s{0,4}(?:\\?"[^"\\<>]{0,80}\\?"|'[^'<>]{0,80}'|[\w.-]{1,40}(?=[\s,])|[{[][^{}[\]]{0,80}[}\]])`;
const VALUE = String.raw`(\\?"(?:[^"\\]|\\[^"]){0,256}\\?"|'[^']{0,256}'|[{[][^{}[\]]{0,256}[}\]]|[^\s,"'{}<>]{1,256})`;
const NAMED_BEFORE = new RegExp(String.raw`(?:^|[\s"'\\{,])${NAME_FIELD}\\?["']?(?:\s{0,4}[=:]\s{0,4}\\?["']?|\s["'])$`, 'i');
const VALUE_BEFORE = new RegExp(
  String.raw`[\s"'\\{,-]${VALUE_FIELD}\\?["']?\s{0,4}[=:]\s{0,4}${VALUE}(?:${BETWEEN}){0,4}${GAP}\\?["']?${KEY}\\?["']?\s{0,4}[=:]\s{0,4}\\?["']?$`,
  'i',
);
const VALUE_BEHIND = new RegExp(
  String.raw`\\?["']?(?:${BETWEEN}){0,6}(?:${GAP}|[\s,{]{1,40})\\?["']?${VALUE_FIELD}\\?["']?\s{0,4}[=:][ \t]{0,4}`,
  'iy',
);
const ELEMENT_BEFORE = /<(?:[\w-]{1,40}:)?$/;
const ATTRIBUTE_BEFORE = /(?:name|key|id|field|property|param)\s{0,4}=\s{0,4}["']$/i;
const TAG_REST = String.raw`(?:[^<>/]|\/(?!>)){0,256}>\s{0,80}`;
const ELEMENT = new RegExp(String.raw`(?:\s${TAG_REST}|>)`, 'y');
const ATTRIBUTE = new RegExp(String.raw`["']${TAG_REST}`, 'y');
// `<key>password</key><string>x`, `<name>secret.key</name><value>x`, `<td>Password</td><td>x`.
const SIBLING =
  /:?\s{0,4}<\/[\w:]{1,40}>\s{0,80}(?:<!--[^>]{0,200}-->\s{0,80}){0,2}<(?![/!])([\w.-]{0,40})(?:[^<>/]|\/(?!>)){0,80}>\s{0,80}/y;
const TAG = /<(\/?)[\w:.-]{1,60}(?:\s(?:[^<>/]|\/(?!>)){0,200})?(\/?)>/y;
const DATA = '<![CDATA[';
const MAX_ELEMENT = 1024;
const MAX_LEVELS = 8;
const MAX_SIBLINGS = 6;
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
  }
  const sibling = before.includes('<') ? valueSibling(text, end) : undefined;
  if (sibling !== undefined) return sibling;
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

/** Of the elements behind the one that ends at `end`, the first that is called a value, or that says nothing of a name. */
function valueSibling(text: string, end: number): Range | undefined {
  let first: Range | undefined;
  for (let at = end, elements = 0; elements < MAX_SIBLINGS; elements++) {
    SIBLING.lastIndex = at;
    const tag = SIBLING.exec(text)?.[1];
    if (tag === undefined) break;
    const open = SIBLING.lastIndex;
    const value = untilTag(text, open);
    if (value !== undefined && isValueKey(tag)) return value;
    if (value !== undefined && !isSaidOf(tag)) first ??= value;
    at = value?.end ?? open;
  }
  return first;
}

/** What an element holds, with the elements and comments in it; what nothing closes near by ends at the next tag. */
function untilTag(text: string, start: number): Range | undefined {
  const inner = innermost(text, start);
  const next = text.indexOf('<', inner);
  const closed = closingTag(text, start);
  const end = closed < 0 ? next : closed;
  // `<password>   the password`: what stands for a value in a program's help.
  if (end < 0 && (isAt(text, inner - 1, SPACE) || isAt(text, inner, SPACE))) return undefined;
  const from = closed < 0 ? inner : start;
  let last = end < 0 ? text.length : end;
  for (const floor = Math.max(from, last - 40); last > floor && isAt(text, last - 1, SPACE);) last--;
  return range(from, last);
}

/** Behind comments, the tags of elements and the mark of data that stand at `start`. */
function innermost(text: string, start: number): number {
  let at = start;
  for (let marks = 0; marks < 4 && text[at] === '<' && text[at + 1] !== '/'; marks++) {
    if (text.startsWith(DATA, at)) return at + DATA.length;
    const end = text.startsWith('<!--', at) ? behindUnread(text, at, at + MAX_ELEMENT) : matches(TAG, text, at) ? TAG.lastIndex : -1;
    if (end < 0) break;
    at = end;
  }
  return at;
}

/** Where the tag stands that closes the element whose content starts at `start`; -1 where none is near. */
function closingTag(text: string, start: number): number {
  const limit = start + MAX_ELEMENT;
  let depth = 1;
  let last = -1;
  for (let at = text.indexOf('<', start); at >= 0 && at < limit; at = text.indexOf('<', at + 1)) {
    if (text[at + 1] === '!') {
      at = behindUnread(text, at, limit) - 1;
      if (at < 0) break;
      continue;
    }
    TAG.lastIndex = at;
    const [, slash, own] = TAG.exec(text) ?? [];
    if (slash === '/' && --depth < 2) last = at;
    else if (slash === '' && own === '') depth++;
    if (depth === 0) return at;
    if (depth > MAX_LEVELS) break;
  }
  return last;
}

/** Behind the comment or the data that starts at `at`; -1 where it does not end before `limit`. */
function behindUnread(text: string, at: number, limit: number): number {
  const mark = text.startsWith(DATA, at) ? ']]>' : '-->';
  const end = text.slice(at, limit).indexOf(mark);
  return end < 0 ? -1 : at + end + mark.length;
}

function manifestData(text: string, at: number): Range | undefined {
  const colon = text.indexOf(':', at);
  const open = text.slice(colon + 1, colon + 4).search(/\{/);
  return open < 0 ? linesBeneath(text, at, lineEnd(text, colon)) : range(colon + 1 + open, closingBracket(text, colon + 1 + open));
}

function fieldValue(text: string, from: number): Range | undefined {
  const beneath = blockAt(text, from, from);
  if (beneath !== undefined) return beneath;
  const at = skip(text, from, SPACE, from + 40);
  const quoted = readQuoted(text, at);
  if (quoted !== undefined) return quoted;
  if (text[at] === '{' || text[at] === '[') return range(at, closingBracket(text, at));
  let end = at;
  while (end < text.length && !isAt(text, end, SPACE) && !',}]>'.includes(text[end]!)) end++;
  return range(at, end);
}

/** `{"value":"x","name":"DB_PASSWORD"}`: the value has passed when its name comes. */
function valueBefore(text: string, start: number): Range | undefined {
  const block = blockAbove(text, start, isValueKey);
  if (block !== undefined) return block;
  const floor = Math.max(0, start - REACH);
  const found = VALUE_BEFORE.exec(text.slice(floor, start));
  return found === null ? undefined : within(found, found[1]!, floor);
}

/** The place of a value that a pattern has found, without its quotes. */
function within(found: RegExpExecArray, value: string, floor: number): Range | undefined {
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
