import { isAt, LETTER, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

/** JSON web tokens, and anything else that is JSON in base64. */
export const jwtRule: Rule = {
  name: 'jwt',
  triggers: ['eyj', 'eyai', 'ewog', 'ewoj', 'ew0k', 'zxlk', '"kty"'],
  find(text, from, to, findings) {
    if (text[from] === '"') {
      jsonWebKey(text, from, findings);
      return;
    }
    const start = from;
    // An object of JSON in base64: at once, behind a blank, behind a line break.
    if (!/^(?:eyJ|eyAi|ewog|ewoJ|ew0K|ZXlK)$/.test(text.slice(from, to))) return;
    if (isAt(text, start - 1, LETTER | UNDERSCORE) && text[start - 2] !== '\\' && text[start - 1] !== '_') return;
    const end = findings.tokenEnd(to);
    findings.skipTo(end);
    if (end - start >= 17) findings.redact(start, end);
  },
};

/** A JSON web key: everything between the brackets around `"kty"`. */
function jsonWebKey(text: string, from: number, findings: Parameters<Rule['find']>[3]): void {
  const floor = Math.max(0, from - 512);
  const open = floor + text.slice(floor, from).lastIndexOf('{');
  const close = text.indexOf('}', from);
  const end = close < 0 ? text.length : close + 1;
  findings.skipTo(end);
  const body = text.slice(Math.max(0, open), end);
  if (/"(?:d|k|p|q|dp|dq|qi)"\s{0,4}:/.test(body)) findings.redact(Math.max(0, open), end);
}
