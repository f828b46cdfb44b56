import { ALNUM, skipBack, SPACE, TOKEN } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

const BEGIN = /-{2,5} ?BEGIN [A-Z0-9 _-]{0,60}PRIVATE KEY/y;
const END = /-{2,5} ?END [A-Z0-9 _-]{0,60}(?:PRIVATE KEY|Static key)[A-Z0-9 _-]{0,20}-{0,5}/y;

/** Private keys in armour, also when one end or both are cut off. */
export const privateKeyRule: Rule = {
  name: 'private-key',
  triggers: [
    '-begin ',
    '- begin ',
    '-end ',
    '- end ',
    'private key-----',
    'putty-user-key-file',
    'begin openvpn static key',
    'openssh key v0',
  ],
  find(text, from, to, findings) {
    if (text.slice(from, from + 5).toLowerCase() === 'putty') {
      findings.redact(from, text.length);
      return;
    }
    const dashes = skipDashes(text, from);
    BEGIN.lastIndex = END.lastIndex = dashes;
    if (/begin openvpn/i.test(text.slice(from, to)) || BEGIN.test(text)) {
      findings.redact(dashes, endOfKey(text, to));
    } else if (END.test(text)) {
      findings.redact(startOfBody(text, dashes), END.lastIndex);
    } else if (/^private/i.test(text.slice(from, from + 7)) && !/BEGIN|END/.test(text.slice(Math.max(0, from - 40), from))) {
      // Cut inside the first line.
      findings.redact(startOfWords(text, from), endOfKey(text, to));
    }
  },
};

const skipDashes = (text: string, from: number): number => {
  let start = from;
  while (start > 0 && start > from - 6 && text[start - 1] === '-') start--;
  return start;
};

const startOfWords = (text: string, from: number): number => skipBack(text, from, ALNUM | SPACE, from - 40);

/** Behind the closing line, or the end of the text: a key that was cut has no other end. */
function endOfKey(text: string, from: number): number {
  for (let at = text.indexOf('END ', from); at >= 0; at = text.indexOf('END ', at + 4)) {
    END.lastIndex = skipDashes(text, text[at - 1] === ' ' ? at - 1 : at);
    if (END.test(text)) return END.lastIndex;
  }
  return text.length;
}

/** Back over the lines of base64 that a cut left without their beginning. */
function startOfBody(text: string, from: number): number {
  let at = from;
  while (at > 0) {
    const before = skipBack(text, skipBreak(text, at), TOKEN);
    if (before === at || (at - before < 20 && at !== from && before > 0)) break;
    at = before;
  }
  return at;
}

const skipBreak = (text: string, at: number): number => {
  let start = skipBack(text, at, SPACE, at - 8);
  while (start > at - 8 && (text[start - 1] === '\\' || (/[nr]/.test(text.charAt(start - 1)) && text[start - 2] === '\\'))) start--;
  return start;
};
