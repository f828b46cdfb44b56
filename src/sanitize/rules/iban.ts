import { ALNUM, isAt, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

// Country and length, from the registry of the standard.
const LENGTHS = `
ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 br29 by28 ch21 cr22 cy28 cz24 de22 dk18 do28 ee20 eg29 es24 fi18 fo18
fr27 gb22 ge22 gi23 gl18 gr27 gt28 hr21 hu28 ie22 il23 iq23 is26 it27 jo30 kw30 kz20 lb28 lc32 li21 lt20 lu20 lv21
mc27 md24 me22 mk19 mr27 mt31 mu30 nl18 no15 om23 pk24 pl28 ps29 pt25 qa29 ro24 rs22 sa24 sc31 se24 si19 sk24 sm27
st25 sv28 tl23 tn24 tr26 ua29 va22 vg24 xk20
`;
const lengthByCountry = new Map(
  LENGTHS.trim()
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Numbers of bank accounts (IBAN), in one piece or in groups of four. Their check digits distinguish them from other names. */
export const ibanRule: Rule = {
  name: 'iban',
  triggers: [...lengthByCountry.keys()].map((country) => `${country}00`),
  dense: true,
  find(text, from, to, findings) {
    if (isAt(text, from - 1, ALNUM | UNDERSCORE)) return;
    const expected = lengthByCountry.get(text.slice(from, from + 2).toLowerCase())!;
    let end = to;
    // The check of ISO 13616: country and check digits last, letters as 10 to 35, and the remainder of 97 is 1.
    let number = 0;
    let changes = 0;
    let letter = false;
    // All groups are set apart or none is: else a UUID that begins like a country would be one in ten thousand times.
    const mark = isMark(text.charCodeAt(to)) ? text.charCodeAt(to) : undefined;
    for (let taken = 4; taken < expected; taken++) {
      if (mark !== undefined && (taken & 3) === 0 && text.charCodeAt(end++) !== mark) return;
      const value = VALUES[text.charCodeAt(end++)] ?? NONE;
      if (value === NONE) return;
      if (value > 9 !== letter) {
        letter = !letter;
        if (++changes > MAX_CHANGES) return;
      }
      number = append(number, value);
    }
    if (isAt(text, end, ALNUM | UNDERSCORE)) return;
    for (let at = from; at < to; at++) number = append(number, VALUES[text.charCodeAt(at)]!);
    // One in a million ids in hexadecimal would pass the check.
    if (number % 97 === 1 && !HEX_LETTERS.test(text.slice(to, end))) findings.redact(from, end);
  },
};

/** Letters stand together in an account number, as the code of a bank or a currency; no country changes more often. */
const MAX_CHANGES = 6;
const HEX_LETTERS = /^(?=.*[a-f])[0-9a-f]+$/;
const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
for (let value = 0; value < 36; value++) {
  const digit = value.toString(36);
  VALUES[digit.charCodeAt(0)] = VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The number with a value behind it, or another with the same remainder: a division for each character takes longer than all else. */
const append = (number: number, value: number): number => (number > 1e12 ? number % 97 : number) * (value > 9 ? 100 : 10) + value;
const isMark = (code: number): boolean => code === 32 || code === 45 || code === 0xa0;
