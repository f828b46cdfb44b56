import { ALNUM, DIGIT, isAt, skip, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

// Lengths by issuer, so that sizes in bytes and times in nanoseconds are not taken for cards.
const ISSUERS =
  /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17})$/;
const GROUPED = /^(?:4\d{12}|(?:5[0678]|6)\d{10,17})$/;

/** Whether the digits end in the check digit that payment numbers carry. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, double = false; at >= 0; at--, double = !double) {
    const value = digits.charCodeAt(at) - 48;
    sum += double ? (value > 4 ? value * 2 - 9 : value * 2) : value;
  }
  return sum % 10 === 0;
}

/** Payment card numbers, in one piece or in groups of four to six digits. */
export const paymentRule: Rule = {
  name: 'payment-number',
  triggers: ['0000000000000', '0000 0000', '0000-0000', '0000 000000', '0000-000000', '0000.0000'],
  find(text, from, _to, findings) {
    let start = from;
    while (start > 0 && start > from - 30 && isAt(text, start - 1, DIGIT)) start--;
    let end = start;
    let digits = '';
    const mark = text.charAt(start + 4);
    while (end < text.length && end < start + 32) {
      if (isAt(text, end, DIGIT)) digits += text.charAt(end);
      else if (text[end] !== mark || !/[ .\t-]/.test(mark) || !isAt(text, end + 1, DIGIT)) break;
      end++;
    }
    findings.skipTo(skip(text, end, DIGIT));
    if (digits.length < 12 || digits.length > 19) return;
    if (isAt(text, start - 1, ALNUM | UNDERSCORE) || isAt(text, end, ALNUM | UNDERSCORE)) return;
    if (/[.,-]/.test(text.charAt(start - 1)) && isAt(text, start - 2, ALNUM)) return;
    if (/[.,-]/.test(text.charAt(end)) && isAt(text, end + 1, ALNUM)) return;
    const grouped = end - start > digits.length;
    if ((ISSUERS.test(digits) || (grouped && GROUPED.test(digits))) && passesLuhn(digits)) findings.redact(start, end);
  },
};
