import { isAt, QUOTE, SPACE, WORD } from '../text/chars.js';
import { PASSWORD_PLACES } from '../data/password-places.js';
import { readQuoted } from '../values/quoted-value.js';
import type { Rule } from '../scan/rule.js';

// The trigger, then what stands between it and the secret.
const PLACES = new Map(
  PASSWORD_PLACES.map(([trigger, between]) => [trigger.toLowerCase(), new RegExp(between, between.includes('(?<=') ? 'y' : 'iy')]),
);
const PIPED =
  /\b(?:echo|printf)[ \t]{1,8}(?:-[neE]{1,3}[ \t]{1,8}){0,2}("[^"]{1,128}"|'[^']{1,128}'|[^\s|]{1,128})[ \t]{0,8}\|[^|\n]{0,100}$/;
const HERE_STRING = /pass[^\n]{0,60}[ \t]$/i;

/** Passwords that stand at a certain place of a command, a statement, a call or a protocol, and those piped into a command. */
export const passwordArgumentRule: Rule = {
  name: 'password-argument',
  triggers: [
    ...PLACES.keys(),
    '--password-stdin',
    '--pass-stdin',
    '--passphrase-fd 0',
    'dev/stdin',
    '| sudo -s',
    '| cryptsetup',
    '| chpasswd',
    '| passwd',
    '<<<',
  ],
  find(text, from, to, findings) {
    // A trigger has `0` for any digit and a space for any white space.
    const trigger = text.slice(from, to).toLowerCase().replace(/\s/g, ' ').replace(/\d/g, '0');
    const place = PLACES.get(trigger);
    if (place !== undefined) {
      if (isAt(text, from, WORD) && isAt(text, from - 1, WORD)) return;
      place.lastIndex = to;
      if (!place.test(text)) return;
      redactWord(text, place.lastIndex, findings);
      return;
    }
    const floor = Math.max(0, from - 256);
    const before = text.slice(floor, from + 2);
    if (trigger === '<<<') {
      if (HERE_STRING.test(before.slice(0, -2))) redactWord(text, text[to] === ' ' ? to + 1 : to, findings);
      return;
    }
    const piped = PIPED.exec(before.slice(0, -1)) ?? PIPED.exec(before.slice(0, -2));
    if (piped === null) return;
    const start = floor + piped.index + piped[0].indexOf(piped[1]!);
    findings.redact(start, start + piped[1]!.length, to);
  },
};

function redactWord(text: string, at: number, findings: Parameters<Rule['find']>[3]): void {
  const quoted = readQuoted(text, at);
  if (quoted !== undefined) {
    findings.redact(quoted.start, quoted.end);
    return;
  }
  let end = at;
  while (end < text.length && !isAt(text, end, SPACE | QUOTE) && !';)'.includes(text[end]!)) end++;
  if (end > at && text[at] !== '-') findings.redact(at, end);
}
