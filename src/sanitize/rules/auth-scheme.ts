import { ALNUM, isAt, lineEnd, skip, SPACE, UNDERSCORE } from '../text/chars.js';
import { looksRandom } from '../values/randomness.js';
import type { Rule } from '../scan/rule.js';

/** `Bearer x`, `Basic x` and the other schemes of an authorization header, wherever they stand. */
export const authSchemeRule: Rule = {
  name: 'authorization',
  triggers: [
    'bearer ',
    'basic ',
    'digest ',
    'negotiate ',
    'ntlm ',
    'aws4-hmac-sha256 ',
    'apikey ',
    'api-key ',
    'hmac ',
    'bot ',
    'token ',
    'sso-key ',
    'ssws ',
  ],
  find(text, from, to, findings) {
    if (isAt(text, from - 1, ALNUM | UNDERSCORE)) return;
    const start = skip(text, to, SPACE, to + 8);
    const scheme = text.slice(from, to - 1).toLowerCase();
    if (scheme === 'aws4-hmac-sha256' || scheme === 'digest') {
      if (/^[a-z-]+\s*=/i.test(text.slice(start, start + 32))) findings.redact(start, lineEnd(text, start));
      return;
    }
    const end = findings.tokenEnd(start);
    findings.skipTo(end);
    const value = text.slice(start, end);
    if (value.length > 256 || looksRandom(value) || isPlainToken(scheme, value)) findings.redact(start, end);
  },
};

function isPlainToken(scheme: string, value: string): boolean {
  if (scheme === 'bot' || scheme === 'token' || scheme === 'hmac' || scheme === 'apikey' || scheme === 'api-key') return false;
  if (value.length < 6 || /^[a-z]+[.,]?$/.test(value) || /^[A-Z]?[a-z]+\.?$/.test(value)) return value.length >= 24;
  return scheme !== 'basic' || /^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(value);
}
