import { ALNUM, DOT, HEX, isAt, skipBack, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';
import { IPV4 } from './ipv4.js';

const LOOPBACK_V6 = /^(?:(?:0{1,4}:){7}0{0,3}1|::1|::ffff:127\..*|::)$/i;

/** IPv6 and MAC addresses. */
export const ipv6Rule: Rule = {
  name: 'ip-address-v6',
  triggers: [':'],
  dense: true,
  find(text, from, _to, findings) {
    if (!isAt(text, from + 1, HEX) && text[from + 1] !== ':') return;
    if (!isAt(text, from - 1, HEX) && text[from + 1] !== ':') return;
    const start = skipBack(text, from, HEX, from - 4);
    const end = skipGroups(text, from, start + 46);
    findings.skipTo(Math.max(end, from + 1));
    if (isAt(text, start - 1, ALNUM | UNDERSCORE) || isAt(text, end, ALNUM | UNDERSCORE)) return;
    let address = text.slice(start, end);
    if (/[.:]$/.test(address) && !address.endsWith('::')) address = address.slice(0, -1);
    if (LOOPBACK_V6.test(address)) return;
    if (address.length < 4) return;
    if (isIpv6(address) || /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?:(?::[0-9a-f]{2}){2})?$/i.test(address))
      findings.redact(start, start + address.length);
  },
};

const skipGroups = (text: string, from: number, limit: number): number => {
  let end = from;
  while (end < limit && (text[end] === ':' || isAt(text, end, HEX | DOT))) end++;
  return end;
};

/** One pass and no pieces: this runs for every colon. */
function isIpv6(address: string): boolean {
  let groups = 0;
  let size = 0;
  let colons = 0;
  let gap = false;
  let hasDigit = false;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    if (code === 46) {
      // The last two groups may be an IPv4 address.
      const tail = address.slice(at - size);
      if (!IPV4.test(tail) || colons < 2) return false;
      return gap ? groups <= 6 : groups === 7;
    }
    if (code === 58) {
      colons++;
      if (size === 0 && at > 0) {
        if (gap || address.charCodeAt(at - 1) !== 58) return false;
        gap = true;
      }
      size = 0;
      continue;
    }
    if (size === 0) groups++;
    if (++size > 4) return false;
    hasDigit ||= code < 58;
  }
  if (!gap) return groups === 8 && colons === 7;
  // `a::b` is more often a name in a program than an address, `1::2` a range.
  return groups <= 7 && (groups >= 3 || (hasDigit && groups >= 1 && !/^\d{1,2}::\d{1,2}$/.test(address)));
}
