import { textOf } from './escapes.js';

const digits = new Uint8Array(128).fill(255);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach((character, value) => {
  digits[character.charCodeAt(0)] = value;
});
digits['-'.charCodeAt(0)] = 62;
digits['_'.charCodeAt(0)] = 63;

const isPrintable = (byte: number): boolean => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;

/** The texts that a run of base64 characters may stand for: decoded as base64 (also inside a longer name) and as hex. */
export function decodeRun(text: string, start: number, end: number): string[] | undefined {
  let texts: string[] | undefined;
  const add = (decoded: string | undefined): void => {
    if (decoded !== undefined) (texts ??= []).push(decoded);
  };
  add(decodeHex(text, start, end));
  add(decodeBase64(text, start, end));
  // A value may hang on a name by a mark that is itself a base64 character: `data/QUJD`, `x-QUJD`.
  let piece = start;
  for (let at = start; at <= end; at++) {
    if (at < end && isDigitOrLetter(text.charCodeAt(at))) continue;
    if (piece > start && at - piece >= 12) add(decodeBase64(text, piece, at));
    piece = at + 1;
  }
  return texts;
}

const isDigitOrLetter = (code: number): boolean => digits[code]! < 62;

/** Whether a run is worth decoding at all: a few look-ups that nearly every name, path, UUID and checksum fails. */
export function mayDecode(text: string, start: number, end: number): boolean {
  if (startsBase64(text, start) || startsHex(text, start)) return true;
  for (let at = start + 1; at < end - 12; at++) {
    if (!isDigitOrLetter(text.charCodeAt(at - 1)) && startsBase64(text, at)) return true;
  }
  return false;
}

/** Reads a few bytes from `start`, each of `size` characters' worth of bits: do they look like a text in ASCII, UTF-8 or UTF-16? */
const startsText = (byteAt: (index: number) => number): boolean => {
  let more = 0;
  for (let i = 0; i < 9; i++) {
    const byte = byteAt(i);
    if (more > 0) {
      if (byte < 0x80 || byte > 0xbf) return false;
      more--;
    } else if (!isPrintable(byte) && !(byte === 0 && i % 2 === 1)) {
      more = sequenceLength(byte) - 1;
      if (more < 1) return false;
    }
  }
  return true;
};

const startsBase64 = (text: string, start: number): boolean => {
  // Most names fail here: the first byte of a text is ASCII or starts a UTF-8 sequence.
  const first = digits[text.charCodeAt(start)]!;
  if (first < 2 || (first >= 32 && first < 48)) return false;
  return startsText((i) => {
    const at = start + ((i / 3) | 0) * 4 + (i % 3);
    return ((digits[text.charCodeAt(at)]! << (2 + (i % 3) * 2)) | (digits[text.charCodeAt(at + 1)]! >> (4 - (i % 3) * 2))) & 255;
  });
};

const startsHex = (text: string, start: number): boolean =>
  hexByte(text, start) >= 0 && startsText((i) => hexByte(text, start + i * 2 < text.length - 1 ? start + i * 2 : start));

const hexDigit = (code: number): number =>
  code >= 48 && code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -256;
const hexByte = (text: string, at: number): number => hexDigit(text.charCodeAt(at)) * 16 + hexDigit(text.charCodeAt(at + 1));

const sequenceLength = (byte: number): number =>
  byte < 0x80 ? 1 : byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;

function decodeBase64(text: string, start: number, end: number): string | undefined {
  if (!startsBase64(text, start)) return undefined;
  const bytes = new Uint16Array(((end - start) * 3) >> 2);
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let at = start; at < end; at++) {
    const value = digits[text.charCodeAt(at)] ?? 255;
    if (value === 255) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) bytes[length++] = (bits >> (held -= 8)) & 255;
  }
  return readable(bytes, length);
}

function decodeHex(text: string, start: number, end: number): string | undefined {
  if (!startsHex(text, start)) return undefined;
  const bytes = new Uint16Array((end - start) >> 1);
  let length = 0;
  for (let at = start; at + 1 < end; at += 2) {
    const byte = hexByte(text, at);
    if (byte < 0) break;
    bytes[length++] = byte;
  }
  // Span ids and trace ids are drawn, and some spell a word by chance.
  if (end - start === length * 2 && (length === 8 || (length === 16 && !bytes.subarray(0, length).every(isPrintable)))) return undefined;
  return readable(bytes, length);
}

/** The bytes as a text, when nearly all of them are one: UTF-8, or UTF-16 as PowerShell's encoded commands are. */
function readable(bytes: Uint16Array, length: number): string | undefined {
  if (length < 6) return undefined;
  const units = new Uint16Array(length);
  let size = 0;
  let printable = 0;
  let zeros = 0;
  for (let at = 0; at < length;) {
    const byte = bytes[at]!;
    const more = sequenceLength(byte);
    let unit = more === 2 ? byte & 31 : more === 3 ? byte & 15 : more === 4 ? byte & 7 : byte;
    let taken = 1;
    while (taken < more && at + taken < length && (bytes[at + taken]! & 0xc0) === 0x80) unit = (unit << 6) | (bytes[at + taken++]! & 63);
    if (more < 2 ? isPrintable(byte) : taken === more) printable += taken;
    if (byte === 0) zeros++;
    else units[size++] = unit;
    at += taken;
  }
  if (printable < length * 0.85 && (zeros < length * 0.4 || printable < length * 0.4)) return undefined;
  return textOf(units, size);
}
