const named = new Uint16Array(128);
for (const [letter, meaning] of ['n\n', 'r\r', 't\t', 'b ', 'f ', 'v ', '""', "''", '``', '\\\\', '//'])
  named[letter!.charCodeAt(0)] = meaning!.charCodeAt(0);
named['e'.charCodeAt(0)] = named['E'.charCodeAt(0)] = 27;

/** The names that HTML has for characters of ASCII. */
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  nbsp: ' ',
  colon: ':',
  equals: '=',
  sol: '/',
  bsol: '\\',
  commat: '@',
  period: '.',
  comma: ',',
  semi: ';',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  num: '#',
  dollar: '$',
  percnt: '%',
  plus: '+',
  ast: '*',
  excl: '!',
  quest: '?',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
  verbar: '|',
  grave: '`',
  Tab: '\t',
  NewLine: '\n',
};
// Browsers read references without the semicolon too.
const ENTITY = new RegExp(`&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(${Object.keys(ENTITIES).join('|')}));?`, 'y');
const LIST = /<Buffer |"data":[ ]?\[/iy;
const MAX_CODE = 0x10ffff;

/** The value of so many hexadecimal digits, or -1. */
export function hexDigits(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const code = text.charCodeAt(i) | 32;
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** A byte that is written out as `%41`, `\x41` or `\101`: its value and how many characters it takes. */
function plainByteAt(text: string, at: number): readonly [byte: number, size: number] | undefined {
  const mark = text.charCodeAt(at);
  if (mark === 37 /* % */) {
    const byte = hexDigits(text, at + 1, 2);
    return byte < 0 ? undefined : [byte, 3];
  }
  if (mark !== 92 /* \ */) return undefined;
  if ((text.charCodeAt(at + 1) | 32) === 120 /* x */) {
    const byte = hexDigits(text, at + 2, 2);
    return byte < 0 ? undefined : [byte, 4];
  }
  const octal = /^[0-3][0-7]{2}$/.test(text.slice(at + 1, at + 4)) ? parseInt(text.slice(at + 1, at + 4), 8) : -1;
  return octal < 0 ? undefined : [octal, 4];
}

/** The character that starts with the written-out byte at `at`, which may be the first of a sequence of UTF-8. */
export function byteAt(text: string, at: number): readonly [code: number, size: number] | undefined {
  const first = plainByteAt(text, at);
  if (first === undefined || first[0] < 0x80) return first;
  const more = first[0] >= 0xf0 ? 3 : first[0] >= 0xe0 ? 2 : first[0] >= 0xc2 ? 1 : 0;
  let code = first[0] & (0x3f >> more);
  let end = at + first[1];
  for (let i = 0; i < more; i++) {
    const next = plainByteAt(text, end);
    if (next === undefined || (next[0] & 0xc0) !== 0x80) return first;
    code = (code << 6) | (next[0] & 63);
    end += next[1];
  }
  return more === 0 ? first : [code, end - at];
}

/** The character that stands at `at`, with an escape of a language or a reference of XML resolved. */
export function codeAt(text: string, at: number): readonly [code: number, size: number] {
  const unit = text.charCodeAt(at);
  if (unit === 38 /* & */) {
    ENTITY.lastIndex = at;
    const [whole, decimal, hex, name] = ENTITY.exec(text) ?? [];
    if (whole === undefined) return [unit, 1];
    const code = name === undefined ? parseInt((decimal ?? hex)!, decimal === undefined ? 16 : 10) : ENTITIES[name]!.charCodeAt(0);
    return [code > MAX_CODE ? 0xfffd : code, whole.length];
  }
  if (unit === 37 /* %u0041 */ && (text.charCodeAt(at + 1) | 32) === 117) {
    const code = hexDigits(text, at + 2, 4);
    return code < 0 ? [unit, 1] : [code, 6];
  }
  if (unit !== 92 /* \ */) return [unit, 1];
  const letter = text.charAt(at + 1);
  if (letter === 'u' || letter === 'U' || letter === 'x') {
    const braced = /^\{([0-9a-fA-F]{1,6})\}/.exec(text.slice(at + 2, at + 10));
    if (braced !== null) return [Math.min(MAX_CODE, parseInt(braced[1]!, 16)), 2 + braced[0].length];
    const digits = letter === 'U' ? 8 : 4;
    const code = letter === 'x' ? -1 : hexDigits(text, at + 2, digits);
    return code < 0 ? [unit, 1] : [Math.min(MAX_CODE, code), 2 + digits];
  }
  const meaning = named[text.charCodeAt(at + 1)] ?? 0;
  return meaning === 0 ? [unit, 1] : [meaning, 2];
}

/** Whether a list of bytes may start here: asked at every quote. */
export const isListAt = (text: string, at: number): boolean => {
  const letter = text.charCodeAt(at + 1) | 32;
  return letter === 98 || letter === 100;
};

/** The bytes of `<Buffer 61 62 63>` and `"data":[97,98,99]`, each with the place it stands at. */
export function listedBytes(
  text: string,
  from: number,
): { readonly bytes: readonly (readonly [number, number])[]; readonly end: number } | undefined {
  LIST.lastIndex = from;
  if (!LIST.test(text)) return undefined;
  const base = text[from] === '<' ? 16 : 10;
  const item = base === 16 ? /\s{0,2}([0-9a-f]{2})(?![0-9a-z])/iy : /\s{0,8}(\d{1,3}),?/y;
  const bytes: [number, number][] = [];
  let end = LIST.lastIndex;
  for (;;) {
    item.lastIndex = end;
    const found = item.exec(text);
    if (found === null) break;
    bytes.push([parseInt(found[1]!, base) & 255, end]);
    end = item.lastIndex;
  }
  return bytes.length === 0 ? undefined : { bytes, end };
}
