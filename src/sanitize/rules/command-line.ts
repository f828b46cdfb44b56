import { ALNUM, HYPHEN, isAt, lineEnd, QUOTE, SPACE, UNDERSCORE, WORD } from '../text/chars.js';
import { COMMAND_SECRETS } from '../data/command-secrets.js';
import { readQuoted } from '../values/quoted-value.js';
import type { Findings, Rule } from '../scan/rule.js';

const MAX_REACH = 1024;
const MAX_WORDS = 64;
/** Oracle takes passwords of 1024 bytes. */
const MAX_QUOTED_LOGON = 1100;
const LOGON = /^(?:userid=)?[A-Za-z][\w$#.-]{0,60}\/(?=[^/\s@])/i;
const BEFORE_QUOTED = /^(?:userid=)?[A-Za-z][\w$#.-]{0,60}\/$/i;
const BEFORE_LOGON = /^(?:target|catalog|auxiliary|-\w+)$/i;

interface Places {
  readonly flags: ReadonlyMap<string, string>;
  readonly words: ReadonlySet<string>;
  readonly pairs: readonly string[];
  readonly argument: number;
  readonly logon: boolean;
  readonly listOnly: boolean;
  readonly marked: boolean;
}

const exact = new Map<string, Places>();
const prefixes = new Map<string, Places>();
for (const row of COMMAND_SECRETS.trim().split('\n')) {
  const [names, list] = row.split('|');
  const places = placesOf(list!.split(' '));
  for (const name of names!.split(',')) (name.endsWith('*') ? prefixes : exact).set(name.replace('*', '').toLowerCase(), places);
}

function placesOf(list: readonly string[]): Places {
  const flags = new Map<string, string>();
  for (const place of list) {
    const flag = /^([-/]\w[\w-]*|--[\w-]+)([:,%+?]?)$/.exec(place);
    if (flag !== null) flags.set(flag[1]!, flag[2]!);
  }
  return {
    flags,
    words: new Set(list.filter((place) => place.startsWith('!')).map((place) => place.slice(1))),
    pairs: list.filter((place) => place.startsWith('=')).map((place) => place.slice(1)),
    argument: Number(list.find((place) => place.startsWith('@'))?.slice(1) ?? 0),
    logon: list.includes('/'),
    listOnly: list.some((place) => place.endsWith('?')),
    marked: list.includes('>'),
  };
}

/** Passwords on the command lines of programs that are known to take one: behind a flag, at a place, inside a logon. */
export const commandLineRule: Rule = {
  name: 'command-line',
  triggers: [
    ...[...exact.keys()].flatMap((name) => (name.length < 5 ? [' ', '"', "'", '\\'].map((mark) => name + mark) : [name])),
    ...prefixes.keys(),
  ].map((name) => name.replace(/\d/g, '0')),
  dense: true,
  find(text, from, to, findings) {
    const end = commandEnd(text, from);
    const places = to > end + 1 ? undefined : placesAt(text, from, end);
    if (places !== undefined) findings.skipTo(readWords(text, end, Math.min(text.length, end + MAX_REACH), places, findings));
  },
};

function commandEnd(text: string, from: number): number {
  let end = from;
  while (end < from + 32 && isAt(text, end, WORD | HYPHEN)) end++;
  return end;
}

function placesAt(text: string, from: number, end: number): Places | undefined {
  if (isAt(text, from - 1, ALNUM | UNDERSCORE | HYPHEN)) return undefined;
  const name = text.slice(from, end).toLowerCase();
  const places = exact.get(name);
  if (places !== undefined) return places;
  for (const [prefix, those] of prefixes) if (name.startsWith(prefix)) return those;
  return undefined;
}

interface Word {
  readonly text: string;
  readonly start: number;
}

/** Judges the words behind a command; gives the place that it has read to. */
function readWords(text: string, end: number, limit: number, places: Places, findings: Findings, depth = 0): number {
  const from = text.startsWith('.exe', end) ? end + 4 : end;
  const list = isAt(text, from, QUOTE) || (text[from] === '\\' && isAt(text, from + 1, QUOTE));
  if (!list && text[from] !== ' ' && text[from] !== '\t') return from;
  let at = list ? from + (text[from] === '\\' ? 2 : 1) : from;
  let before: Word | undefined;
  let plain = 0;
  for (let words = 0; words < MAX_WORDS && at < limit; words++) {
    const word = nextWord(text, at, limit, list);
    if (word === undefined) break;
    at = word.next;
    if (!word.text.startsWith('-')) plain++;
    judge(word, before, plain, list, places, findings);
    const end = word.start + word.text.length;
    if (places.logon && BEFORE_QUOTED.test(word.text) && isAt(text, end, QUOTE)) at = redactQuotedLogon(text, end, findings);
    // `sh -c 'sshpass -p x'`: a word that is a command line again.
    if (depth < 2 && word.text.length > 8 && word.text.includes(' '))
      readScript(text, word.start, word.start + word.text.length, findings, depth + 1);
    before = word;
  }
  return at;
}

/** `user/"password"@service`, up to the service; gives the place that it has read to. */
function redactQuotedLogon(text: string, from: number, findings: Findings): number {
  const line = lineEnd(text, from, from + MAX_QUOTED_LOGON);
  const close = text.slice(from + 1, line).indexOf(text[from]!);
  let end = close < 0 ? line : from + 1 + close;
  while (end < from + MAX_QUOTED_LOGON && end < text.length && !isAt(text, end, SPACE) && text[end] !== '@') end++;
  findings.redact(from, end, end);
  return end;
}

function readScript(text: string, start: number, end: number, findings: Findings, depth: number): void {
  for (let at = start; at < end;) {
    const stop = commandEnd(text, at);
    const places = stop > at && stop - at < 32 ? placesAt(text, at, stop) : undefined;
    at = Math.max(stop + 1, places === undefined ? 0 : readWords(text, stop, end, places, findings, depth));
  }
}

function nextWord(text: string, from: number, limit: number, list: boolean): (Word & { readonly next: number }) | undefined {
  let at = from;
  while (at < limit && (text[at] === ' ' || text[at] === '\t' || (list && (text[at] === ',' || text[at] === '\n' || text[at] === '\\'))))
    at++;
  if (at >= limit || /[\n\r;|&\])]/.test(text[at]!)) return undefined;
  if (isAt(text, at, QUOTE) || (text[at] === '$' && isAt(text, at + 1, QUOTE))) {
    const quoted = readQuoted(text, at, limit);
    if (quoted === undefined || quoted.end >= text.length) return longWord(text, at, limit);
    return { text: text.slice(quoted.start, quoted.end).replace(/\\$/, ''), start: quoted.start, next: quoted.next };
  }
  let end = at;
  while (end < limit && !isAt(text, end, SPACE | QUOTE) && !(list && text[end] === ',')) end++;
  if (end === at) return undefined;
  // `user/"password"`, `--password='x'`: a quote within a word belongs to it.
  if (isAt(text, end, QUOTE) && /[=/:%,\w]/.test(text[end - 1]!)) {
    const quoted = readQuoted(text, end, limit);
    if (quoted !== undefined && quoted.end < text.length) return { text: text.slice(at, quoted.next), start: at, next: quoted.next };
  }
  return { text: text.slice(at, end), start: at, next: end + (isAt(text, end, QUOTE) ? 1 : 0) };
}

/** What a quote opens that nothing closes within reach is read as a script. */
const longWord = (text: string, at: number, limit: number): Word & { readonly next: number } => ({
  text: text.slice(at + 1, limit),
  start: at + 1,
  next: limit,
});

function judge(word: Word, before: Word | undefined, plain: number, list: boolean, places: Places, findings: Findings): void {
  const redact = (offset: number, end = word.text.length): void => {
    if (offset < end && end <= word.text.length) findings.redact(word.start + offset, word.start + end, word.start);
  };
  const { text } = word;
  const kind = before === undefined ? undefined : kindOf(before.text, places.flags);
  if (kind !== undefined && !/^-|^[\d.:[\]-]*:\d+(?:\/\w+)?$|^\d{1,5}$/.test(text) && (kind !== '?' || list))
    redact(behindMark(text, kind));
  for (const [flag, glued] of places.flags) {
    if (!text.startsWith(flag) || text.length === flag.length) continue;
    const assigned = /^[=:]/.test(text.slice(flag.length)) && /^(?:--|\/)/.test(flag);
    if (assigned) redact(flag.length + 1 + behindMark(text.slice(flag.length + 1), glued));
    else if (glued === '+' || (':,%'.includes(glued) && glued !== '' && flag.length === 2 && text.slice(flag.length).includes(glued)))
      redact(flag.length + behindMark(text.slice(flag.length), glued));
  }
  if (before !== undefined && places.words.has(before.text) && !text.startsWith('-') && !/^(?:of|the|for|key|to)$/i.test(text)) redact(0);
  for (const pair of places.pairs) {
    const value = text.startsWith(`${pair}=`) ? text.indexOf('=', pair.length + 1) : before?.text === pair ? text.indexOf('=') : -1;
    if (value >= 0) redact(value + 1);
  }
  if (places.argument === plain && !text.startsWith('-') && places.argument > 0) redact(0);
  if (places.marked && /^[>#]\S/.test(text)) redact(1);
  if (places.logon && (before === undefined || BEFORE_LOGON.test(before.text) || /^userid=/i.test(text))) {
    const logon = LOGON.exec(text)?.[0].length ?? 0;
    const service = text.lastIndexOf('@');
    if (logon > 0) redact(logon, service > logon ? service : text.length);
  }
}

/** Of the flag in front of a word, or of the last one in a group such as `-oP`. */
function kindOf(flag: string, flags: ReadonlyMap<string, string>): string | undefined {
  const kind = flags.get(flag);
  if (kind !== undefined || !/^-[A-Za-z]{2,6}$/.test(flag)) return kind;
  return flags.get(`-${flag.slice(-1)}`) === '+' ? '+' : undefined;
}

/** Where the secret begins in `user:password`, `user,password`, `user%password`, `pass:x`; 0 where the whole word is one, past the end where it has none. */
function behindMark(text: string, kind: string): number {
  if (kind === '' || kind === '+' || kind === '?') return 0;
  if (/^(?:file|env|fd|stdin)\b/.test(text)) return text.length;
  const mark = text.indexOf(kind);
  return mark < 0 ? text.length : mark + 1;
}
