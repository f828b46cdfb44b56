import { isAt, skip, SPACE } from '../text/chars.js';
import { closingBracket, readQuoted, type Range } from './quoted-value.js';
import { isNamedBy, isNameText } from '../names/record-names.js';
import { REDACTED } from '../scan/rule.js';

const MAX_NAME = 128;
/** How far before a name the record may open, for a name in quotes and for one without. */
const MAX_BEFORE = 512;
const MAX_BARE = 64;
/** How far a record is read for the values in it. */
const MAX_LENGTH = 4096;
/** How far behind a name brackets within the record are read, so that records in records cost what they are long. */
const MAX_INNER = 512;
const MAX_OPENERS = 4;
const MAX_MEMBERS = 16;
/** `"key":`, `\"key\":`, `key:`, `'key' =>`, `:key =>`, `key =`, behind the comma of the member before. */
const KEY = /[\s,;]{0,80}:?\\{0,7}["']?([\w$.@-]{1,60})\\{0,7}["']?\s{0,40}(?:=>|[:=])\s{0,40}/y;
/** A tie, and few words at most of the text that the name is the end of. */
const TEXT_BEFORE = /[:=>]\s{0,8}(\\{0,7}["'])?(?:[\p{L}\p{N}_$.-]{1,30} ){0,3}$/u;
const END = /[\s,]{0,80}[}\])]/y;
const SCALAR = /^(?:-?\d[\d.eE+-]*|true|false|null|True|False|None)$/;

interface Member extends Range {
  readonly key: string;
  readonly next: number;
  readonly bare: boolean;
  /** Of its brackets not all was read: it ends with the text. */
  readonly cut: boolean;
}

/** A name in a record, and what the record holds under it. */
export interface NamedMembers {
  readonly name: string;
  readonly values: readonly NamedMember[];
}

interface NamedMember extends Range {
  /** Nothing stands between the name and this one. */
  readonly adjacent: boolean;
}

/**
 * What the name `[start, end)` names where it is the text of a member of a record in brackets, before it or behind it:
 * `{"value":"x","name":"DB password"}`, `{what: password, is: x}`. `undefined` where it stands in no such record.
 */
export function membersNamedBy(text: string, start: number, end: number): NamedMembers | undefined {
  const before = text.slice(Math.max(0, start - MAX_BARE), start);
  const opening = TEXT_BEFORE.exec(before);
  if (opening === null || (opening[1] === undefined && !/[{[]/.test(before))) return undefined;
  const floor = Math.max(0, start - (opening[1] === undefined ? MAX_BARE : MAX_BEFORE));
  let tries = 0;
  for (let open = start - 1; open >= floor && tries < MAX_OPENERS; open--) {
    if (!'{[('.includes(text[open]!)) continue;
    tries++;
    const { members, closed } = readMembers(text, open + 1, start + MAX_INNER);
    const named = members.find((member) => member.start <= start && end <= member.end);
    if (named === undefined || '{[('.includes(text[named.start]!)) continue;
    const name = text.slice(named.start, Math.min(named.end, named.start + MAX_NAME + 1));
    if (!isNameText(name)) return undefined;
    const place = members.indexOf(named);
    const values = members.flatMap((member, index) => {
      const { key, bare, start: from, end: to } = member;
      const scalar = bare && SCALAR.test(text.slice(from, Math.min(to, from + 40)));
      if (index === place || !isNamedBy(named.key, name, { key, scalar, ofTwo: closed && members.length === 2 })) return [];
      const adjacent = index === place + 1;
      return [{ start: from, end: adjacent && member.cut ? closingBracket(text, from) : to, adjacent }];
    });
    const isWhole = closed && /^\s?:?$/.test(text.slice(end, Math.min(named.end, end + 3)));
    return isWhole || values.length > 0 ? { name, values } : undefined;
  }
  return undefined;
}

function readMembers(text: string, from: number, inner: number): { readonly members: readonly Member[]; readonly closed: boolean } {
  const members: Member[] = [];
  for (let at = from; members.length < MAX_MEMBERS && at < from + MAX_LENGTH;) {
    KEY.lastIndex = at;
    const key = KEY.exec(text)?.[1];
    if (key === undefined) break;
    const value = readMember(text, KEY.lastIndex, inner);
    members.push({ key, ...value });
    at = value.next;
  }
  END.lastIndex = members.at(-1)?.next ?? from;
  return { members, closed: END.test(text) };
}

function readMember(text: string, at: number, limit: number): Omit<Member, 'key'> {
  const first = text.charAt(at);
  if (first === '{' || first === '[') {
    const end = text.startsWith(REDACTED, at) ? at + REDACTED.length : closingBracket(text, at, limit);
    const cut = end >= limit && end < text.length;
    return { start: at, end: cut ? text.length : end, next: cut ? text.length : end, bare: false, cut };
  }
  const quoted = readQuoted(text, at);
  if (quoted !== undefined) return { ...quoted, bare: false, cut: false };
  let end = at;
  while (end < text.length && end < at + 2 * MAX_NAME && !',{}[]()"\r\n'.includes(text[end]!)) end++;
  const next = end;
  while (end > at && isAt(text, end - 1, SPACE)) end--;
  return { start: at, end, next: skip(text, next, SPACE, next + 40), bare: true, cut: false };
}
