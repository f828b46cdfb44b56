import { byteAt, codeAt, hexDigits, isListAt, listedBytes } from './escape-forms.js';
import { isDisguise, seenAt } from './invisible.js';
import { endOfSequence } from './terminal.js';

/** A text with its escapes resolved, and for each of its characters the index it came from (one more at the end). */
export interface Decoded {
  readonly text: string;
  readonly origin: Int32Array;
}

/** What escapes start with, besides what {@link isDisguise} knows. */
export const ESCAPE_MARKS: readonly string[] = ['%', '\\', '&', '\u001b', '0x', '<buffer ', '"data":[', '"data": ['];
const MIN_HEX = 8;

/**
 * Resolves once, or says there was nothing to resolve: invisible characters and those that only look different, sequences
 * of terminals, escapes of URLs (`%41`), of JSON, shells and languages (`\u0041`, `\u{41}`, `\x41`, `\101`, `\"`), of XML and
 * HTML (`&quot;`, `&#65`), and bytes in hexadecimal (`0x6162`, `\x6162`, `<Buffer 61 62>`) or decimal (`"data":[97,98]`).
 */
export function decodeEscapes(text: string): Decoded | undefined {
  const origin = new Int32Array(text.length + 1);
  const units = new Uint16Array(text.length);
  let length = 0;
  let changed = false;
  const put = (unit: number, from: number): void => {
    origin[length] = from;
    units[length++] = unit > 0xffff ? 0xfffd : unit;
  };
  /** Puts the bytes of pairs of digits, UTF-8 or not: names and marks are ASCII. */
  const putHex = (from: number, end: number): number => {
    for (let at = from; at < end; at += 2) put(hexDigits(text, at, 2), at);
    return end;
  };
  const openEnded = { from: text.length };
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (isPlain(unit)) {
      origin[length] = at++;
      units[length++] = unit;
      continue;
    }
    const before = at;
    if (unit === 27 || unit === 0x9b || unit === 0x9d) {
      at = endOfSequence(text, at, openEnded);
    } else if (isDisguise(unit)) {
      const seen = seenAt(text, at);
      if (seen !== undefined) {
        if (seen[0] >= 0) put(seen[0], at);
        at += seen[1];
        changed = true;
        continue;
      }
    } else if (unit === 48 || unit === 92) {
      // 0x6162, \x6162
      const hex = (text.charCodeAt(at + 1) | 32) === 120 ? endOfHex(text, at + 2) : at;
      if (hex - at - 2 >= MIN_HEX) at = putHex(at + 2, hex);
    } else if ((unit === 60 || unit === 34) && isListAt(text, at)) {
      const list = listedBytes(text, at);
      if (list !== undefined) {
        for (const [byte, from] of list.bytes) put(byte, from);
        at = list.end;
      }
    }
    if (at > before) {
      changed = true;
      continue;
    }
    const escape = unit === 37 || unit === 92 || unit === 38 ? (byteAt(text, at) ?? codeAt(text, at)) : undefined;
    put(escape === undefined ? unit : escape[0], at);
    at += escape === undefined ? 1 : escape[1];
    changed ||= at > before + 1;
  }
  if (!changed) return undefined;
  origin[length] = text.length;
  return { text: textOf(units, length), origin };
}

// Nearly all characters: they must cost next to nothing.
const isPlain = (unit: number): boolean =>
  unit !== 37 && unit !== 92 && unit !== 38 && unit !== 27 && unit !== 48 && unit !== 60 && unit !== 34 && !isDisguise(unit);

/** Behind the last whole pair of hexadecimal digits. */
function endOfHex(text: string, from: number): number {
  let end = from;
  while (end + 1 < text.length && hexDigits(text, end, 2) >= 0) end += 2;
  return end;
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
