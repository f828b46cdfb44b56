import { ALNUM, DIGIT, DOT, HYPHEN, isAt, LETTER, skip, skipBack, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

/** Four numbers up to 255. */
export const IPV4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const VERSION_BEFORE = /(?:\bv|version[ :=]{0,3}|release[ :=]{0,3})$/i;

/** IPv4 addresses except loopback, also in names such as `ip-10-0-0-12`. A version of four numbers says it is one. */
export const ipv4Rule: Rule = {
  name: 'ip-address',
  triggers: ['.0.', '.00.', '.000.', 'ip-0', 'ip-00-', 'ip-000-'],
  dense: true,
  find(text, from, to, findings) {
    if (text[from] !== '.') {
      const end = skip(text, from, ALNUM | HYPHEN, from + 20);
      const dashed = /^ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}$/i.test(text.slice(from, end));
      if (dashed && !isAt(text, from - 1, ALNUM)) findings.redact(from, end);
      return;
    }
    const start = skipBack(text, from, DIGIT | DOT, from - 40);
    const end = skip(text, to, DIGIT | DOT, to + 40);
    findings.skipTo(end);
    if (end - start > 17 || isAt(text, start - 1, ALNUM | UNDERSCORE)) return;
    const close = text[end - 1] === '.' ? end - 1 : end;
    const address = text.slice(start, close);
    if (!IPV4.test(address) || address.startsWith('127.')) return;
    if (VERSION_BEFORE.test(text.slice(Math.max(0, start - 12), start))) return;
    if (isAt(text, close, ALNUM | UNDERSCORE) || (/[-+]/.test(text.charAt(close)) && isAt(text, close + 1, LETTER))) return;
    findings.redact(start, close);
  },
};
