import { ALNUM, classAt, DIGIT, isAt, LETTER, NAME, QUOTE, skip, SPACE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

const LOCAL_MARKS = "!#$%&*+-/=?^_`{|}~.'";
/** `backup@nightly.service`: an instance of a unit of systemd. */
const UNIT = /\.(?:service|timer|socket|mount|automount|target|slice|scope|path|device|swap)$/;
const VERSION = /^(?:v?\d+(?:\.\d+)*(?:[-+][\w.]*)?|sha\d+)$/;

/** E-mail addresses, `user:password@host` and `user@host:` (scp, rsync). */
export const emailRule: Rule = {
  name: 'email',
  triggers: ['@'],
  dense: true,
  find(text, from, to, findings) {
    const domainEnd = trimDots(text, to, skip(text, to, NAME, to + 255));
    if (domainEnd === to) return;
    const floor = Math.max(0, from - 128);
    const wordStart = userStart(text, from, floor);
    if (wordStart === from && text[from - 1] !== '"') return;
    const domain = text.slice(to, domainEnd);
    const colon = wordStart + text.slice(wordStart, from).indexOf(':');
    if (colon < wordStart && text[domainEnd] !== ':' && !domain.includes('.')) return;
    if (VERSION.test(domain)) return;
    // user:password@host, wherever it stands; the URL rule takes the ones with a scheme.
    if (colon > wordStart && colon < from - 1 && !text.startsWith('//', colon + 1)) {
      findings.redact(wordStart, domainEnd);
      return;
    }
    let start = from;
    while (start > floor && (isAt(text, start - 1, ALNUM) || LOCAL_MARKS.includes(text[start - 1]!))) start--;
    if (text[from - 1] === '"') start = Math.max(floor, text.lastIndexOf('"', from - 2));
    while (start < from && !isAt(text, start, ALNUM) && text[start] !== '"') start++;
    if (start === from) return;
    const dot = domain.lastIndexOf('.');
    const isAddress = !UNIT.test(domain) && dot > 0 && domain.length - dot > 2 && (classAt(domain, dot + 1) & LETTER) !== 0;
    const isRemote =
      text[domainEnd] === ':' &&
      !isAt(text, domainEnd + 1, SPACE) &&
      domainEnd + 1 < text.length &&
      (classAt(text, to) & (LETTER | DIGIT)) !== 0;
    if (isAddress || isRemote) findings.redact(start, domainEnd);
  },
};

const trimDots = (text: string, from: number, end: number): number => {
  let last = end;
  while (last > from && !isAt(text, last - 1, ALNUM)) last--;
  return last;
};

function userStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && !isAt(text, start - 1, SPACE | QUOTE) && !'<>()[]{},;=@'.includes(text[start - 1]!)) start--;
  return start;
}
