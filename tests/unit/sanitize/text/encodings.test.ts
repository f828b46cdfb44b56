import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';

const { text } = createSanitizer();
const SECRET = 'Hunter2Pass';
const PLAIN = `password=${SECRET}`;

const each = (encode: (character: string) => string, of = PLAIN): string => Array.from(of, encode).join('');
const code = (character: string, base: number, digits: number): string => character.charCodeAt(0).toString(base).padStart(digits, '0');
const inside = (mark: string): string => each((character) => character + mark);
const bytes = [...Buffer.from(PLAIN)];
const hex = Buffer.from(PLAIN).toString('hex');

describe('a secret in an encoding', () => {
  it.each([
    ['\\x41', each((c) => `\\x${code(c, 16, 2)}`)],
    ['\\x41 of the name alone', `${each((c) => `\\x${code(c, 16, 2)}`, 'password')}=${SECRET}`],
    ['0x41...', `payload 0x${hex} sent`],
    ['0X41..., upper case', `payload 0X${hex.toUpperCase()} sent`],
    ['bytea', `value \\x${hex} stored`],
    ['bytea in JSON', JSON.stringify({ note: `\\x${hex}` })],
    ['<Buffer>', `got <Buffer ${bytes.map((byte) => byte.toString(16)).join(' ')}>`],
    ['<Buffer> that is cut', `got <Buffer ${bytes.map((byte) => byte.toString(16)).join(' ')} ... 50 more bytes>`],
    ['a buffer in JSON', JSON.stringify({ body: Buffer.from(PLAIN) })],
    ['a buffer in JSON with blanks', JSON.stringify({ body: Buffer.from(PLAIN) }, null, 2)],
    ['\\u0041', each((c) => `\\u${code(c, 16, 4)}`)],
    ['\\u{41}', each((c) => `\\u{${code(c, 16, 2)}}`)],
    ['\\x{41}', each((c) => `\\x{${code(c, 16, 2)}}`)],
    ['\\U00000041', each((c) => `\\U${code(c, 16, 8)}`)],
    ['\\101', each((c) => `\\${code(c, 8, 3)}`)],
    ['%41', each((c) => `%${code(c, 16, 2)}`)],
    ['%u0041', each((c) => `%u${code(c, 16, 4)}`)],
    ['&#65;', each((c) => `&#${c.charCodeAt(0)};`)],
    ['&#65 without a semicolon, and &#x41', each((c) => `&#${c.charCodeAt(0)}`)],
    ['&#x41; in six digits', each((c) => `&#x${code(c, 16, 6)};`)],
    ['&equals;', `password&equals;${SECRET}`],
    ['&quot without a semicolon', `{&quotpassword&quot:&quot${SECRET}&quot}`],
    ['a name in UTF-8 bytes', `${each((c) => c, 'contrase')}\\xc3\\xb1a=${SECRET}`],
    ['a name in octal UTF-8', `contrase\\303\\261a=${SECRET}`],
    ['full-width letters', each((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0), 'password') + `=${SECRET}`],
    ['letters of mathematics', each((c) => String.fromCodePoint(c.charCodeAt(0) - 97 + 0x1d41a), 'password') + `=${SECRET}`],
    ['a long s', `pa\u017f\u017fword=${SECRET}`],
    ['a Kelvin sign', `api\u212aey=${SECRET}`],
    ['Turkish capitals', `AUTHOR\u0130ZAT\u0130ON=${SECRET}`],
    ['a Turkish i without a dot', `credent\u0131al=${SECRET}`],
    ['Turkish, in capitals', `\u015e\u0130FRE=${SECRET}`],
    ['Greek, in capitals', `ΚΩΔΙΚΟΣ=${SECRET}`],
    ['Greek, in capitals with a mark', `ΚΩΔΙΚΌΣ=${SECRET}`],
    ['Greek with an inner sigma at its end', `κωδικόσ=${SECRET}`],
    ['a colour of 24 bits inside the name', `pass\u001b[38;2;255;100;12;48;2;255;100;100;1;4;9mword=${SECRET}`],
    ['a colour with colons', `pass\u001b[38:2::255:100:12mword=${SECRET}`],
    ['a title inside the name', `pass\u001b]0;window\u0007word=${SECRET}`],
    ['a link around half of the name', `pass\u001b]8;;https://example.com\u001b\\word\u001b]8;;\u001b\\=${SECRET}`],
    ['a sequence of eight bits', `pass\u009b31mword=${SECRET}`],
    ['a character set', `pass\u001b(Bword=${SECRET}`],
    ['a colour that is written out', `pass\\u001b[31mword=${SECRET}`],
    ['a colour in octal', `pass\\033[1;31mword=${SECRET}`],
    ['tags', inside('\u{e0041}')],
    ['variation selectors', inside('\ufe0f')],
    ['the other variation selectors', inside('\u{e0101}')],
    ['zeros', inside('\u0000')],
  ])('%s does not leave', (_name, encoded) => {
    const output = text(`job failed: ${encoded} at 10:00`);
    expect(output).toContain('[REDACTED]');
    expect(output).not.toContain(encoded);
    expect(output).not.toContain(SECRET);
  });

  it('does not leave with any invisible character inside its name', () => {
    const missed: string[] = [];
    // Beyond the selectors of variations nothing is assigned.
    for (let code = 0; code <= 0xe01ef; code++) {
      const mark = String.fromCodePoint(code);
      if (!/[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}]/u.test(mark) || [0x1b, 0x85].includes(code) || mark.trim() === '')
        continue;
      if (text(`pass${mark}word=${SECRET}`).includes(SECRET)) missed.push(code.toString(16));
    }
    expect(missed).toEqual([]);
  });

  it.each(['\u202a', '\u202e', '\u2066', '\u2069', '\u061c', '\u200e'])('does not leave with a mark of direction anywhere: %j', (mark) => {
    for (let at = 1; at < 9; at++) expect(text(PLAIN.slice(0, at) + mark + PLAIN.slice(at))).not.toContain(SECRET);
  });
});

it('leaves ordinary text with such marks as it is', () => {
  for (const line of [
    '\u001b[32m✔\u001b[39m 12 tables dumped \u001b]8;;https://example.com/runs\u0007run 7\u001b]8;;\u0007',
    'İstanbul yedeği tamamlandı, sıra 4x hızlı',
    '0x1f4a2b3c is an address, &copy 2026 R&D, 100% of 3x speed, C:1',
    '{"type":"Buffer","data":[1,2,3]}',
    '<Buffer 00 ff 12>',
    'Ωμέγα ⓐ ℡ ™ 𝛼 was kept, naïve café',
  ])
    expect(text(line)).toBe(line);
});
