/** A text with its escapes resolved, and for each of its characters the index it came from (one more at the end). */
export interface Decoded {
  readonly text: string;
  readonly origin: Int32Array;
}

const named = new Uint16Array(128);
for (const [letter, meaning] of ['n\n', 'r\r', 't\t', 'b ', 'f ', 'v ', '""', "''", '``', '\\\\', '//'])
  named[letter!.charCodeAt(0)] = meaning!.charCodeAt(0);
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };
const ENTITY = /&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|(quot|amp|lt|gt|apos));/y;

const hexValue = (text: string, at: number, digits: number): number => {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const code = text.charCodeAt(i) | 32;
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
};

/** Characters that a reader does not see: a word with one of them inside is still that word. */
export const INVISIBLE = ['\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff'];
const isInvisible = (code: number): boolean =>
  code === 0xad ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2064) ||
  code === 0xfeff;

/** Behind the numbers of a terminal's sequence and the letter that ends it. */
function endOfColour(text: string, from: number): number {
  let at = from;
  while (at < from + 16 && /[\d;?]/.test(text.charAt(at))) at++;
  return Math.min(text.length, at + 1);
}

/** Resolves full-width and invisible characters, colours of terminals, URL (`%41`), JSON and shell (`\u0041`, `\x41`, `\"`, `\/`) and XML (`&quot;`) escapes once, or says there were none. */
export function decodeEscapes(text: string): Decoded | undefined {
  const origin = new Int32Array(text.length + 1);
  const units = new Uint16Array(text.length);
  let length = 0;
  let changed = false;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    let unit = code;
    let size = 1;
    if (code === 37 /* % */) {
      const byte = hexValue(text, at + 1, 2);
      if (byte >= 0x80) [unit, size] = utf8At(text, at, byte);
      else if (byte >= 0) {
        unit = byte;
        size = 3;
      }
    } else if (code === 92 /* \ */) {
      const follower = text.charCodeAt(at + 1);
      const digits = follower === 117 /* u */ ? 4 : follower === 120 /* x */ ? 2 : 0;
      const value = digits > 0 ? hexValue(text, at + 2, digits) : (named[follower] ?? 0) || -1;
      if (value >= 0) {
        unit = value;
        size = 2 + digits;
      }
    } else if (code === 27 && text.charCodeAt(at + 1) === 91 /* [ */) {
      // A colour of the terminal.
      changed = true;
      at = endOfColour(text, at + 2);
      continue;
    } else if (code >= 0xad && (isInvisible(code) || (code > 0xff00 && code < 0xff5f))) {
      changed = true;
      // Full-width forms stand as far from ASCII as their first from `!`.
      if (code > 0xff00 && code < 0xff5f) {
        origin[length] = at;
        units[length++] = code - 0xfee0;
      }
      at++;
      continue;
    } else if (code === 38 /* & */) {
      ENTITY.lastIndex = at;
      const entity = ENTITY.exec(text);
      if (entity !== null) {
        const [whole, decimal, hex, name] = entity;
        unit = name !== undefined ? ENTITIES[name]!.charCodeAt(0) : parseInt((decimal ?? hex)!, decimal === undefined ? 16 : 10);
        size = whole.length;
      }
    }
    changed ||= size > 1;
    origin[length] = at;
    units[length++] = unit;
    at += size;
  }
  if (!changed) return undefined;
  origin[length] = text.length;
  return { text: textOf(units, length), origin };
}

/** The character that starts with the URL-encoded byte at `at`, and how many characters of the text it takes. */
function utf8At(text: string, at: number, first: number): [unit: number, size: number] {
  const more = first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : 0;
  let unit = more === 2 ? first & 15 : more === 1 ? first & 31 : first;
  for (let i = 1; i <= more; i++) {
    const byte = text.charCodeAt(at + i * 3) === 37 ? hexValue(text, at + i * 3 + 1, 2) : -1;
    if (byte < 0x80 || byte > 0xbf) return [first, 3];
    unit = (unit << 6) | (byte & 63);
  }
  return [unit, 3 + more * 3];
}

/** The string of the first `length` UTF-16 units. */
export function textOf(units: Uint16Array, length: number): string {
  let text = '';
  // In pieces: a call takes a limited number of arguments.
  for (let at = 0; at < length; at += 4096) {
    // Applied, not spread: a spread walks the array by its iterator.
    text += String.fromCharCode.apply(null, units.subarray(at, Math.min(length, at + 4096)) as unknown as number[]);
  }
  return text;
}
