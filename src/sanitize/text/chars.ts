// Character classes as bits, so that a finder asks one table instead of running a regular expression.
export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
export const HEX = 8;
export const SPACE = 16;
export const QUOTE = 32;
/** `_ - . ~ + / =`: what tokens use besides letters and digits. */
const TOKEN_MARK = 64;
export const UNDERSCORE = 128;
export const HYPHEN = 256;
export const DOT = 512;

export const LETTER = UPPER | LOWER;
export const ALNUM = DIGIT | LETTER;
export const WORD = ALNUM | UNDERSCORE;
export const WORD_DASH = WORD | HYPHEN;
export const TOKEN = ALNUM | TOKEN_MARK;
/** Letters, digits, `_`, `-`, `..`: the name in `name=value`. */
export const NAME = WORD | HYPHEN | DOT;

const bits = new Uint16Array(128);
const mark = (characters: string, bit: number): void => {
  for (const character of characters) bits[character.charCodeAt(0)]! |= bit;
};
mark('0123456789', DIGIT | HEX);
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER);
mark('abcdefghijklmnopqrstuvwxyz', LOWER);
mark('abcdefABCDEF', HEX);
mark(' \t\n\r\f\v', SPACE);
mark('"\'`', QUOTE);
mark('_-.~+/=', TOKEN_MARK);
mark('_', UNDERSCORE);
mark('-', HYPHEN);
mark('.', DOT);

const WIDE_SPACES = /[\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/** The classes of the character at `at`; 0 outside the text. Characters beyond ASCII count as lower-case letters. */
export function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return bits[code]!;
  if (!(code >= 128)) return 0;
  if (code >= 0xff01 && code <= 0xff0f) return 0;
  if (code >= 0xff1a && code <= 0xff20) return 0;
  return code < 0x1680 && code !== 0xa0 ? LOWER : WIDE_SPACES.test(text[at]!) ? SPACE : LOWER;
}

/** Whether the character at `at` belongs to one of the classes of `mask`. */
export function isAt(text: string, at: number, mask: number): boolean {
  return (classAt(text, at) & mask) !== 0;
}

/** The first index at or after `at` (never past `limit`) whose character is outside `mask`. */
export function skip(text: string, at: number, mask: number, limit = text.length): number {
  let end = at;
  while (end < limit && (classAt(text, end) & mask) !== 0) end++;
  return end;
}

/** The first index of the run of `mask` characters that ends before `at` (never below `floor`). */
export function skipBack(text: string, at: number, mask: number, floor = 0): number {
  let start = at;
  while (start > floor && (classAt(text, start - 1) & mask) !== 0) start--;
  return start;
}

/** The index of the next whitespace at or after `at`, or the end. */
export function nextSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && (classAt(text, end) & SPACE) === 0) end++;
  return end;
}

/** The index of the end of the line that `at` is on, never past `limit`. */
export function lineEnd(text: string, at: number, limit = text.length): number {
  let end = at;
  while (end < limit && end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 10 || code === 13) break;
    end++;
  }
  return end;
}

/** The end without the marks of a sentence before it; a few, so that a text of nothing but marks costs nothing. */
export function trimEnd(text: string, start: number, end: number, marks: string): number {
  let trimmed = end;
  while (trimmed > start && trimmed > end - 4 && marks.includes(text[trimmed - 1]!)) trimmed--;
  return trimmed;
}
