import { assignedValue, behindParticle, isTrivialValue, type AssignedValue } from '../values/assigned-value.js';
import { isAt, LETTER, lineEnd, NAME, nextSpace, skip, skipBack, SPACE, trimEnd, WORD } from '../text/chars.js';
import { LINK_WORDS, OWNER_WORDS, STATUS_WORDS } from '../data/prose-words.js';
import { isHelp } from '../values/help-lines.js';
import { isDrawnHex, looksRandom } from '../values/randomness.js';
import { membersNamedBy } from '../values/named-members.js';
import { REDACTED, type Rule } from '../scan/rule.js';
import { NAME_TRIGGERS, SPACED_NAMES } from '../names/secret-name-triggers.js';
import { NOT_SECRET, PERHAPS_SECRET, SECRET, secretName, type Certainty } from '../names/secret-names.js';

const REACH = 96;
/** How much of a value shows what it is. */
const MAX_JUDGED = 256;
// A session or a signature has a UUID or a checksum in many a log line; a token has one only as its value.
const SURE = /(?:tokens?|secrets?|pass|auth|bearer|pat)$/i;
const LINE_NAMES = /(?:authori[sz]ation|cookies?|passphrase|mnemonic|phrase|passcommand|password_command)$/i;
const STATUS = new RegExp(String.raw`^(?:${STATUS_WORDS.join('|')})[.,;:!)]*$`, 'i');
// `git config` and those like it set without saying so, `config create` takes names and values in turn. The name may be the
// end of a word: `//registry/:_authToken`.
const SETS =
  /(?:^|[\s;"'(>])(?:setx?|setenv|env|arg|export|declare|typeset|put|\w*header(?: set| add)?|define|option|(?:git|hg|dvc|conda|poetry|composer|bundle|yarn|heroku|config(?:ure)?)[ :](?:config|set)(?: set| add)?|config (?:create|update|password)(?: \S{1,60}){1,6})(?:[ \t]+(?:\/\w{1,3}|--?\w[\w-]{0,20}(?:[ \t]+[^\s-]\S{0,60})?))*[ \t]+[^\s"'`]{0,128}$|\benv:$/i;
/** Behind these even `password` alone is a name. */
const SETS_ANY =
  /(?:^|[\s;"'(>])(?:rclone config (?:create|update|password)(?: \S{1,60}){1,8}|\w{1,20} config set(?: --?\w[\w-]{0,20}){0,4}) $/i;
const RESOURCE = /^[a-z0-9](?:[a-z0-9.-]{0,60}[a-z0-9])?$/;
const FATE =
  /^\\{0,3}["'] (?:not found|created|deleted|configured|unchanged|patched|labeled|annotated|already exists|is forbidden|is invalid|in namespace)\b/;
/** What is made of digits alone. */
const CODE = /(?:pin|otp|pass|pw|code)$/i;
const TYPE =
  /^(?:text|(?:var)?char(?:acter)?|n?varchar2?|string|u?uid|int\w*|bigint|serial|bytea|blob|jsonb?|bool(?:ean)?|number)(?:\(\d+\))?[,;]?$/i;
const PLAIN_NAME =
  /^(?:pass(?:wor[dt]|code|phrase|key)?|secret|token|key|credential|cred|cookie|session|pin|auth|authorization|pw|pwd|otp|seed|salt|signature|sid|nonce|kennwort|heslo|parola|senha|clave)s?$/i;

/** `NAME=value`, `name: value`, `--name value`, JSON, YAML, XML and SQL fields, `.netrc`, headers; in many languages. */
export const assignmentRule: Rule = {
  name: 'secret-assignment',
  triggers: NAME_TRIGGERS,
  find(text, from, to, findings) {
    let end = to;
    while (end > from && !isAt(text, end - 1, WORD)) end--;
    let literal = text.slice(from, end);
    // The scan reports `secret` before it has seen `secret key`.
    const longer = longerName(text, from, literal);
    if (longer !== undefined) end = from + (literal = longer).length;
    const spaced = literal.includes(' ') && isSpacedName(literal);
    const start = skipBack(text, from, NAME, from - REACH);
    const named = skip(text, end, NAME, end + REACH);
    end = endOfUnspaced(text, end, named) ?? named;
    while (end > to && !isAt(text, end - 1, WORD)) end--;
    findings.skipTo(end);
    const name = text.slice(start, end);
    // `-password x` is a flag, `-pSECRET` a flag with its value.
    const flag = name.startsWith('--') || /^-[A-Za-z][a-z.-]*$/.test(name) || (text[start - 1] === '/' && isFlagBefore(text, start - 1));
    if (flag && isHelp(text, start, end)) return;
    const certainty = spaced ? SECRET : certaintyOf(name);
    if (certainty === NOT_SECRET) return;
    const beside = membersNamedBy(text, start, end);
    if (beside !== undefined) {
      const named = {
        start,
        name: beside.name,
        flag,
        certainty: spaced && beside.name.length === literal.length ? SECRET : certaintyOf(beside.name),
      };
      if (named.certainty === NOT_SECRET) return;
      // Between the two stand members that are still to be looked at.
      for (const { adjacent, ...value } of beside.values)
        redactValue(text, named, { ...value, tie: '=', quoted: true }, adjacent ? value.start : end, findings);
      return;
    }
    const value = assignedValue(text, start, end, LINE_NAMES.test(name));
    // A short value may be where the next name begins: `password: API key x`.
    if (value !== undefined) redactValue(text, { start, name, flag, certainty }, value, value.start, findings);
  },
};

/** Redacts a value unless it is none; the rule goes on at `resume`, behind a long value at its end. */
function redactValue(text: string, named: Named, value: AssignedValue, resume: number, findings: Findings): void {
  const { name, flag, certainty } = named;
  const wholeLine = LINE_NAMES.test(name);
  const bare = text.slice(value.start, Math.min(value.end, value.start + MAX_JUDGED));
  if (isTrivialValue(bare)) {
    // Nothing of the text changes by it: a marker takes its name out of the number of names that a text may hold.
    if (bare.startsWith(REDACTED)) findings.redact(value.start, value.start + REDACTED.length, resume);
    return;
  }
  if (value.tie === ' ' || (value.tie === ',' && !flag && !wholeLine && !isPair(name, bare, value))) {
    redactBehindSpace(text, named, value, findings);
    return;
  }
  if (certainty !== SECRET && !isSecretValue(name, bare, value, certainty)) return;
  if (/s$/i.test(name) && /^\d+[,;.)}\]]*$/.test(bare)) return;
  if (value.tie === ':' && !value.quoted && !wholeLine && STATUS.test(bare.split(/\s/, 1)[0]!) && !isFieldName(name)) return;
  const close = value.quoted ? value.end : endOfChain(text, value.start, value.end);
  findings.redact(value.start, close, close - value.start > 64 && resume === value.start ? close : resume);
}

/** `password: passwort: x`, `password: NAME='x y'`: a value that is an assignment again goes with its own value. */
function endOfChain(text: string, start: number, end: number): number {
  let last = end;
  for (let links = 0; links < 4 && last > start && /[:=：]/.test(text[last - 1]!); links++)
    last = nextSpace(text, skip(text, last, SPACE, last + 8));
  const quote = /[=:](["'`])[^"'`]*$/.exec(text.slice(Math.max(start, last - 256), last))?.[1];
  const close = quote === undefined ? -1 : text.slice(last, last + 256).indexOf(quote);
  return close < 0 ? last : last + close + 1;
}

/** Where a name in a script without blanks ends: before the particle that ties it to its value. */
function endOfUnspaced(text: string, from: number, limit: number): number | undefined {
  if (text.charCodeAt(from - 1) < 0x3000) return undefined;
  for (let at = from; at < limit; at++) if (behindParticle(text, at) >= 0) return at;
  return undefined;
}

const longerName = (text: string, from: number, literal: string): string | undefined => {
  const begin = `${literal.toLowerCase()} `;
  for (const name of SPACED_NAMES) if (name.startsWith(begin) && text.slice(from, from + name.length).toLowerCase() === name) return name;
  return undefined;
};

const isSpacedName = (literal: string): boolean =>
  SPACED_NAMES.has(literal) || SPACED_NAMES.has(literal.toLowerCase()) || SPACED_NAMES.has(literal.normalize('NFC').toLowerCase());

const known = new Map<string, Certainty>();

// Names repeat, and there are few of them: values are never kept.
function certaintyOf(name: string): Certainty {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= 256) known.clear();
  const certainty = secretName(name);
  known.set(name, certainty);
  return certainty;
}

/** Two items that belong together; in a list of the names of columns the next name is no value. */
const isPair = (name: string, bare: string, { paired }: AssignedValue): boolean =>
  paired === true ? !/^[a-z]+(?:[ _-][a-z]+)+$|^[a-z]{1,9}$/.test(bare) : isFieldName(name) && !/^[a-z]+(?:[ _-][a-z]+)*$/.test(bare);

/** `/password x` of Windows: the slash begins a word. */
const isFlagBefore = (text: string, slash: number): boolean => slash > 0 && isAt(text, slash - 1, SPACE);

// RESTIC_PASSWORD, db.password, X-Auth-Token: the name of a field, not a word of a sentence.
const isFieldName = (name: string): boolean => /[_.-]/.test(name) || /^[A-Z]+$/.test(name);

/** What follows a weak name: a count (`token: 3`) or a word of prose (`secret: not found`) is no secret. */
function isSecretValue(name: string, bare: string, { tie, quoted }: AssignedValue, certainty: Certainty): boolean {
  if (/^\d{1,3}[,;.)}\]]*$/.test(bare)) return false;
  if (/^\d{4,12}[,;.)}\]]*$/.test(bare) && CODE.test(name)) return true;
  // `setTimeout('token', '5000')`
  if (tie === ',' && /^\d{1,5}$/.test(bare)) return false;
  if (tie === '=' || quoted) return bare.length >= 4 && !(certainty === PERHAPS_SECRET && /^[a-z]+(?:_[a-z]+)*$/.test(bare));
  const first = bare.split(/\s/, 1)[0]!;
  if (first.length > 200) return true;
  return looksRandom(first) || isDrawnHex(first) || (/\d/.test(first) && /[a-z]/i.test(first) && first.length >= 6);
}

type Findings = Parameters<Rule['find']>[3];

interface Named {
  readonly start: number;
  readonly name: string;
  readonly flag: boolean;
  readonly certainty: Certainty;
}

function redactBehindSpace(text: string, { start, name, flag, certainty }: Named, value: AssignedValue, findings: Findings): void {
  const sure = certainty === SECRET || SURE.test(name);
  const word = text.slice(value.start, value.end);
  if (flag) {
    // The next flag, not a value.
    if (value.quoted || !/^--?[a-z][a-z-]*$/i.test(word)) findings.redact(value.start, value.end, value.start);
    return;
  }
  const before = text.slice(Math.max(0, start - 120), start);
  const sql = value.quoted && value.tie === ' ';
  // `secrets "backup-token" not found`: what Kubernetes calls a secret has a name that is none.
  if (value.quoted && /^secrets?$/i.test(name) && RESOURCE.test(word) && FATE.test(text.slice(value.end, value.end + 24))) return;
  const netrc =
    value.tie === ' ' &&
    !value.quoted &&
    /[\s]/.test(before.charAt(before.length - 1)) &&
    /(?:^|\s)(?:login|machine|account)\s+\S+\s+$|(?:^|\n)\s*default\s+$/i.test(before);
  if (netrc) findings.redact(value.start, nextSpace(text, value.start));
  else if (sql) findings.redact(value.start, value.end, value.end - value.start > 64 ? value.end : value.start);
  else if (value.tie === ' ') {
    const set = sure ? setValue(text, start, name, value.start) : undefined;
    if (set === undefined) redactRandomWord(text, value.start, sure, findings);
    else findings.redact(set.start, set.end, set.end - set.start > 64 ? set.end : set.start);
  }
}

/** `setx NAME x`, `ENV NAME x`, `requirepass x` with nothing else on the line: a blank that ties as `=` does. */
function setValue(text: string, start: number, name: string, at: number): { readonly start: number; readonly end: number } | undefined {
  const field = isFieldName(name) || !PLAIN_NAME.test(name);
  let first = start;
  while (first > start - 64 && (text[first - 1] === ' ' || text[first - 1] === '\t')) first--;
  const opensLine = first === 0 || text[first - 1] === '\n' || text[first - 1] === '\r';
  if (!opensLine) {
    const sets = field || /[/:]/.test(text.charAt(start - 1)) ? SETS : SETS_ANY;
    if (!sets.test(text.slice(Math.max(0, start - 200), start))) return undefined;
  }
  const from = /^-value[ \t]/i.test(text.slice(at, at + 7)) ? skip(text, at + 6, SPACE, at + 14) : at;
  const stop = nextSpace(text, from);
  const end = trimEnd(text, from, stop, ';"\'');
  const value = text.slice(from, Math.min(end, from + 80));
  if (value === '' || STATUS.test(value) || TYPE.test(value) || LINK_WORDS.has(value.toLowerCase()) || isTrivialValue(value))
    return undefined;
  if (end - from < 24 && /^[a-z]+ed$/.test(value)) return undefined;
  if (
    opensLine &&
    text
      .slice(stop, lineEnd(text, stop, stop + 8))
      .trim()
      .replace(';', '') !== ''
  )
    return undefined;
  return field || !opensLine || !/^[A-Za-z]?[a-z]*[.,:!?)]*$/.test(value) ? { start: from, end } : undefined;
}

/** "the password was changed to Xk2...": a word that looks drawn at random, close behind the name of a secret. */
function redactRandomWord(text: string, from: number, sure: boolean, findings: Findings): void {
  let at = from;
  let label = false;
  for (let words = 0; words < 4 && at < text.length; words++) {
    const limit = Math.min(text.length, at + 256);
    let end = at;
    while (end < limit && !isAt(text, end, SPACE)) end++;
    const raw = text.slice(at, end);
    if (end === limit && end < text.length) end = nextSpace(text, at);
    const word = raw.replace(/^["'`(<[]+|["'`)>\].,;:!?]+$/g, '');
    if (OWNER_WORDS.has(word.toLowerCase())) label = true;
    else if (/[:=：]$/.test(raw) && (label || words === 0)) label = false;
    else if (label && words < 3 && !looksRandom(word)) label = true;
    else if (!LINK_WORDS.has(word.toLowerCase())) {
      if (looksRandom(word) || (sure && isDrawnHex(word))) findings.redact(at, end);
      return;
    }
    at = skip(text, end, SPACE, end + 8);
    // What a label is for stands behind it, not below.
    if (/[:=：]$/.test(raw) && /[\n\r]/.test(text.slice(end, at))) return;
    if (!isAt(text, at, LETTER) && text[at] === '=') at = skip(text, at + 1, SPACE, at + 8);
  }
}
