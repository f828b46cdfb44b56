import { DIGIT, HYPHEN, isAt, LETTER, LOWER, TOKEN, UPPER } from '../text/chars.js';
import { looksRandom } from '../values/randomness.js';
import type { Rule } from '../scan/rule.js';

/** Stored password hashes: crypt, bcrypt, argon2, LDAP and the forms of databases. */
export const passwordHashRule: Rule = {
  name: 'password-hash',
  triggers: [
    '$0$',
    '$0a$',
    '$0b$',
    '$0y$',
    '$0x$',
    '$y$',
    '$apr0$',
    '$argon0',
    '$scrypt$',
    '{ssha',
    '{sha}',
    '{smd0}',
    '{crypt}',
    'pbkdf0',
    'scram-sha-',
    '$a$000$',
    '$sha0$',
    '$pbkdf0',
    '$sha$',
  ],
  find(text, from, _to, findings) {
    const end = skipHash(text, from);
    findings.skipTo(end);
    const value = text.slice(from, Math.min(end, from + 512));
    if (
      value.length >= 20 &&
      (looksRandom(value.replace(/^[$\w{}-]{2,12}[$}]/, '')) || /\$.*\$/.test(value)) &&
      /[A-Z]/.test(value) &&
      isMixed(value)
    )
      findings.redact(from, end);
  },
};

const skipHash = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && (isAt(text, end, TOKEN | HYPHEN) || '${}:,'.includes(text[end]!))) end++;
  return end;
};

const isMixed = (value: string): boolean =>
  [LETTER & UPPER, LOWER, DIGIT].every((kind) => {
    for (let at = 0; at < value.length; at++) if (isAt(value, at, kind)) return true;
    return false;
  });
