import { isAt, lineEnd, QUOTE, skip, SPACE } from '../text/chars.js';
import { GLUED_P, OTHER_FLAGS, SPACED_P } from '../data/flag-commands.js';
import { readQuoted } from '../values/quoted-value.js';
import type { Rule } from '../scan/rule.js';

const anyOf = (programs: readonly string[]): RegExp => new RegExp(String.raw`\b(?:${programs.join('|')})\b`);
const TAKES_SPACED = anyOf(SPACED_P);
const TAKES_GLUED = anyOf(GLUED_P);
const TAKES_OTHER = new Map(Object.entries(OTHER_FLAGS).map(([flag, programs]) => [flag, anyOf(programs)]));
const MAX_REACH = 512;
const CLUSTER = /^[A-Za-z]{1,5}$|^[a-z]+(?:-[a-z]+)*$/;

/** `-pSECRET`, `sshpass -p x`, `curl -u user:x`, `redis-cli -a x`, `-pass pass:x`. Ports and groups of short flags stay. */
export const shortFlagRule: Rule = {
  name: 'password-flag',
  triggers: ['-p', '-u ', '-u', '-a ', '-w ', '-k ', '--user ', '--user=', '--proxy-user ', '-pass '],
  find(text, from, to, findings) {
    if (from > 0 && !/[\s"'`([,]/.test(text[from - 1]!)) return;
    const glued = text[to - 1] !== ' ' && text[to - 1] !== '=' && !isAt(text, to, SPACE);
    let start = glued ? to : skip(text, isAt(text, to - 1, SPACE) ? to : text[to - 1] === '=' ? to : to + 1, SPACE, to + 8);
    if (!glued && /^["'],$/.test(text.slice(to, to + 2))) start = skip(text, to + 2, SPACE, to + 8);
    const value = flagValue(text, from, start, glued);
    if (value === undefined || value.text === '' || value.text.startsWith('<') || value.text.startsWith('[')) return;
    // `  -pbkdf2      Use ...`: a line of help.
    if (glued && /^[ \t]{2,}[A-Z]/.test(text.slice(value.next, value.next + 40)) && isAt(text, from - 1, SPACE)) return;
    // The case tells flags apart: `-P` of zip is a password, of ssh and mysql a port.
    const flag = text.slice(from, to).trim();
    const before = text.slice(Math.max(0, from - 160), from);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (isPasswordFlag(flag, value.text, line, glued, value.quoted)) findings.redact(value.start, value.start + value.text.length);
    else if (glued && !/["'`]/.test(value.text)) findings.skipTo(value.next);
  },
};

interface FlagValue {
  readonly text: string;
  readonly start: number;
  /** Where the text goes on behind it. */
  readonly next: number;
  readonly quoted: boolean;
}

/** The value of a flag, quoted or a word; nothing where the quote closes that in which the flag itself stands. */
function flagValue(text: string, from: number, start: number, glued: boolean): FlagValue | undefined {
  const closes = glued && isAt(text, from - 1, QUOTE) && new RegExp(`^\\\\*${text[from - 1]!}`).test(text.slice(start, start + 8));
  if (closes && isAt(text, start, QUOTE)) return undefined;
  const quoted = closes ? undefined : readQuoted(text, start, Math.min(text.length, start + MAX_REACH));
  if (quoted !== undefined) {
    // What nothing closes may be the rest of a text that was cut: as much of it as is one line.
    const end = quoted.end < text.length ? quoted.end : lineEnd(text, quoted.start);
    return { text: text.slice(quoted.start, end), start: quoted.start, next: quoted.end < text.length ? quoted.next : end, quoted: true };
  }
  const limit = Math.min(text.length, start + 128);
  let end = start;
  while (end < limit && !isAt(text, end, SPACE)) end++;
  return { text: text.slice(start, end).replace(/["'`,)\]]+$/, ''), start, next: end, quoted: false };
}

function isPasswordFlag(flag: string, value: string, line: string, glued: boolean, quoted: boolean): boolean {
  if (flag.startsWith('-u') || flag.startsWith('--')) return !glued && /^[^\s:/]+:[^/\s]/.test(value) && !/^\d+:\d+$/.test(value);
  const taken = TAKES_OTHER.get(flag)?.test(line);
  if (flag === '-a' || flag === '-k') return taken === true;
  if (flag === '-w') return taken === true && !value.startsWith('-');
  if (flag === '-pass' || /^ass(?:in|out)?$/.test(value)) return flag === '-pass' && !/^(?:file|env|fd|stdin):?/.test(value);
  if (flag === '-P') return taken === true && (!glued || value.length >= 6);
  if (!glued) return (TAKES_SPACED.test(line) && !/^\d+$|^-/.test(value)) || (quoted && TAKES_GLUED.test(line));
  if (/^\d+(?:[:.,/-]\d+)*(?:\/(?:tcp|udp))?$/.test(value) || value.startsWith('-') || value.startsWith('/') || value.includes('='))
    return false;
  if (TAKES_GLUED.test(line)) return true;
  if (CLUSTER.test(value) || (/^\d/.test(value) && value.includes(':'))) return /^[A-Z]{6,}$/.test(value);
  return (
    (/\d/.test(value) && /[a-z]/i.test(value)) ||
    /[!@#$%^&*?]/.test(value) ||
    (/[A-Z]/.test(value) && /[a-z]/.test(value) && value.length >= 6)
  );
}
