import { classAt, DIGIT, LOWER, UPPER } from '../text/chars.js';

const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const HEX_ONLY = /^(?:sha\d{1,3}:|md5:)?[0-9a-f]+$/i;
const VERSION_OR_TIME = /^v?\d+(?:[.:\-/+TZ]\d*)+(?:[-+.][a-z]+[.\d]*)?$/i;

/**
 * Whether a word looks drawn at random rather than written: its kinds of characters change often. UUIDs, checksums in
 * hex, versions and times are no secrets by themselves.
 */
export function looksRandom(word: string): boolean {
  if (word.length < 8 || word.length > 4096) return false;
  if (UUID.test(word) || HEX_ONLY.test(word) || VERSION_OR_TIME.test(word)) return false;
  let kinds = 0;
  let changes = 0;
  let previous = 0;
  const end = Math.min(word.length, 128);
  for (let at = 0; at < end; at++) {
    const kind = classAt(word, at) & (DIGIT | UPPER | LOWER) || 8;
    kinds |= kind;
    // A capital that starts a word is no change, a mark between words neither.
    if (previous !== 0 && kind !== previous && !(previous === UPPER && kind === LOWER) && kind !== 8 && previous !== 8) changes++;
    previous = kind;
  }
  const hasDigit = (kinds & DIGIT) !== 0;
  const cases = (kinds & UPPER ? 1 : 0) + (kinds & LOWER ? 1 : 0);
  if (hasDigit && cases === 2 && changes >= 2) return true;
  if (changes >= Math.max(3, word.length / 6)) return true;
  return hasDigit && cases > 0 && /[!@#$%^&*?~|]/.test(word.slice(0, end - 1));
}

/** A UUID or 16 or more hexadecimal digits: harmless by itself, a credential behind the name of one. */
export const isDrawnHex = (word: string): boolean => UUID.test(word) || /^[0-9a-f]{16,}$/i.test(word);
